import { compare, parseExact, type Exact } from './exact'
import { groupBy } from './order'
import type { Advance, Entry } from './scorebook'

/** Whom an entry competes with to go on: the entries with the same words here. */
const SCOPES = {
  track: ({ track }) => track,
  serviceDomain: ({ track, serviceDomain }) => JSON.stringify([track, serviceDomain]),
  unit: ({ track, unit }) => JSON.stringify([track, unit]),
} satisfies Record<Advance['scope'], (entry: Entry) => string>

/** The line between those who go on and those who do not: `last` is the lowest mark that goes on, null if none does. */
export type Line = { readonly advance: Advance; readonly last: Exact | null }

/**
 * The line that each entry with a mark at this stage had to reach: in each scope the `top` best that reach `minimum` go
 * on, with everybody tied with the last of them (scorebook/1, step 5).
 */
export function linesFor<C extends { readonly entry: Entry }>(
  candidates: readonly C[],
  advance: Advance,
  markOf: (candidate: C) => Exact,
): Map<C, Line> {
  const minimum = parseExact(advance.minimum ?? '0')
  const lines = new Map<C, Line>()
  for (const rivals of groupBy(candidates, ({ entry }) => SCOPES[advance.scope](entry)).values()) {
    const marks = rivals.map(markOf).filter((mark) => compare(mark, minimum) >= 0)
    const line = { advance, last: lastOf(marks, advance.top) }
    for (const rival of rivals) lines.set(rival, line)
  }
  return lines
}

/** Whether a mark reaches the line. */
export const goesOn = (mark: Exact, { last }: Line) => last !== null && compare(mark, last) >= 0

/** The last of the `top` best marks. */
const lastOf = (marks: readonly Exact[], top: number): Exact | null =>
  [...marks].sort((a, b) => compare(b, a))[Math.min(top, marks.length) - 1] ?? null
