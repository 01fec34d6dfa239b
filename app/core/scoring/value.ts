import type { Rounded, Value } from './breakdown'
import { format, inLowestTerms, isDecimal, round, type Exact } from './exact'
import type { Rounding } from './scorebook'

// How a breakdown writes down exact values.

/** The places to which a value that is no decimal is shown. */
const SHOWN = { places: 6, mode: 'half-up' } as const

export function valueOf(value: Exact): Value {
  if (isDecimal(value)) return format(value)
  const { n, d } = inLowestTerms(value)
  return { n: n.toString(), d: d.toString(), shown: format(round(value, SHOWN), SHOWN.places) }
}

/** A rounding that took place: the value before it, the rule, and the value after it. */
export const roundingOf = (before: Exact, { places, mode }: Rounding, after: Exact): Rounded => ({
  before: valueOf(before),
  places: String(places),
  mode,
  after: format(after, places),
})

/** The same function, which writes down the same thing once. */
export function once<K, V>(write: (thing: K) => V): (thing: K) => V {
  const written = new Map<K, V>()
  return (thing) => {
    let found = written.get(thing)
    if (found === undefined) written.set(thing, (found = write(thing)))
    return found
  }
}
