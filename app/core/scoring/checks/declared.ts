import type { Draft } from '../draft'
import { pathOf, type Finding } from '../fault'
import type { Entry, Scorebook, Stage } from '../scorebook'

/** What a scorebook declares, by id. */
export type Declared = {
  readonly tracks: Register<unknown>
  readonly serviceDomains: Register<unknown>
  readonly judges: Register<unknown>
  readonly entries: Register<Draft<Entry>>
  readonly stages: Register<Draft<Stage>>
}

export type Register<T> = {
  readonly has: (id: string) => boolean
  readonly get: (id: string | undefined) => T | undefined
}

export const declaredIn = ({
  tracks,
  serviceDomains,
  judges,
  entries,
  stages,
}: Draft<Scorebook>): Declared => ({
  tracks: register(tracks),
  serviceDomains: register(serviceDomains),
  judges: register(judges),
  entries: register(entries),
  stages: register(stages),
})

/** A list that cannot be read declares every id: the fault is in the list, not in those who refer to it. */
function register<T extends { id?: string | undefined }>(
  list: readonly (T | undefined)[] | undefined,
): Register<T> {
  const byId = new Map<string, T>()
  for (const [, item] of each(list)) if (item.id !== undefined && !byId.has(item.id)) byId.set(item.id, item)
  return {
    has: (id) => list === undefined || byId.has(id),
    get: (id) => (id === undefined ? undefined : byId.get(id)),
  }
}

/** The readable items of a list, each with its place in it. */
export function* each<T>(list: readonly (T | undefined)[] | undefined): Generator<[number, T]> {
  for (const [at, item] of (list ?? []).entries()) if (item !== undefined) yield [at, item]
}

/** A fault unless the id is declared; an id that cannot be read was reported already. */
export function* mustBeDeclared(
  id: string | null | undefined,
  register: Register<unknown>,
  what: string,
  ...path: PropertyKey[]
): Generator<Finding> {
  if (typeof id === 'string' && !register.has(id))
    yield { path: pathOf(path), message: `no ${what} "${id}" is declared` }
}

/** A fault for every id that stands in a list a second time. */
export function* mustBeUnique(
  list: readonly ({ id?: string | undefined } | undefined)[] | undefined,
  ...path: PropertyKey[]
): Generator<Finding> {
  const seen = new Set<string>()
  for (const [at, { id }] of each(list)) {
    if (id === undefined) continue
    if (seen.has(id)) yield { path: pathOf([...path, at, 'id']), message: `the id "${id}" is used twice` }
    seen.add(id)
  }
}
