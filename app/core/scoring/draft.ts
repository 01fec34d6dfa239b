import type { z } from 'zod'
import { pathOf, type Finding } from './fault'
import { Scorebook, StageBasics } from './scorebook'

/** What can be read of a faulty value: any part may be missing. One that is there but undefined was already reported. */
export type Draft<T> = T extends readonly (infer E)[]
  ? (Draft<E> | undefined)[]
  : T extends object
    ? { [K in keyof T]?: Draft<T[K]> | undefined }
    : T

type Values = Record<PropertyKey, unknown>
type Issue = z.core.$ZodIssue

/**
 * Reads what JSON.parse made as a scorebook: every fault of its shape, and what is left of it without the faulty parts, so
 * that they hide no fault elsewhere. Takes those parts out of `json` itself.
 */
export function readShape(json: unknown): { draft: Draft<Scorebook>; findings: Finding[] } {
  const { success, error } = Scorebook.safeParse(json)
  if (success) return { draft: json as Scorebook, findings: [] }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return { draft: {}, findings: error.issues.map(({ message }) => ({ path: '', message })) }

  const issues = error.issues.flatMap((issue) => [issue, ...issuesOfBasics(json, issue)])
  for (const issue of issues) takeOut(json, issue)
  return { draft: json, findings: issues.flatMap(findingsOf) }
}

function findingsOf({ path, message, ...issue }: Issue): Finding[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: pathOf([...path, key]),
      message: 'is not a known key',
      aside: true,
    }))
  const isMissing = issue.code === 'invalid_type' && message.endsWith('received undefined')
  return [{ path: pathOf(path), message: isMissing ? 'is missing' : message }]
}

/** A stage of no known kind still has what every stage has. */
function issuesOfBasics(json: object, { code, path }: Issue): Issue[] {
  if (code !== 'invalid_union' || path[0] !== 'stages') return []
  const stagePath = path.slice(0, -1)
  const { error } = StageBasics.safeParse(partAt(json, stagePath))
  return (error?.issues ?? []).map((issue) => ({ ...issue, path: [...stagePath, ...issue.path] }))
}

function takeOut(json: object, { code, path }: Issue) {
  if (code === 'unrecognized_keys') return
  const whole = partAt(json, path.slice(0, -1)) as Values
  // Of no known kind: what its other keys mean is unknown.
  const keys =
    code === 'invalid_union'
      ? Object.keys(whole).filter((key) => !(key in StageBasics.shape))
      : path.slice(-1)
  for (const key of keys) whole[key] = undefined
}

const partAt = (json: object, path: readonly PropertyKey[]) =>
  path.reduce<unknown>((part, step) => (part as Values)[step], json)

/** The value, if nothing of it was taken out. */
export const whole = <T>(draft: Draft<T> | undefined): T | null => (isWhole(draft) ? (draft as T) : null)

const isWhole = (part: unknown): boolean =>
  typeof part === 'object' && part !== null ? Object.values(part).every(isWhole) : part !== undefined
