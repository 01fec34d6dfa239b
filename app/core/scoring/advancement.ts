import { compare, parseExact, type Exact } from './exact'
import { groupBy } from './order'
import type { Advance, Entry } from './scorebook'

/** Whom an entry competes with to go on: the entries with the same words here. */
const SCOPES = {
  track: ({ track }) => track,
  serviceDomain: ({ track, serviceDomain }) => JSON.stringify([track, serviceDomain]),
  unit: ({ track, unit }) => JSON.stringify([track, unit]),
} satisfies Record<Advance['scope'], (entry: Entry) => string>

/**
 * Of those with a mark at this stage, who goes on: in each scope the `top` best that reach `minimum`, with everybody
 * tied with the last of them (scorebook/1, step 5).
 */
export function advancing<C extends { readonly entry: Entry }>(
  candidates: readonly C[],
  advance: Advance,
  markOf: (candidate: C) => Exact,
): Set<C> {
  const minimum = parseExact(advance.minimum ?? '0')
  const reaching = candidates.filter((candidate) => compare(markOf(candidate), minimum) >= 0)
  const scopes = groupBy(reaching, ({ entry }) => SCOPES[advance.scope](entry))
  return new Set([...scopes.values()].flatMap((rivals) => best(rivals, advance.top, markOf)))
}

function best<C>(rivals: readonly C[], top: number, markOf: (rival: C) => Exact): readonly C[] {
  if (top === 0) return []
  if (rivals.length <= top) return rivals
  const last = [...rivals].sort((a, b) => compare(markOf(b), markOf(a)))[top - 1]!
  return rivals.filter((rival) => compare(markOf(rival), markOf(last)) >= 0)
}
