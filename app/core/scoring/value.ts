import type { Rounded, Value } from './breakdown'
import { format, inLowestTerms, isDecimal, round, type Exact } from './exact'
import { once } from './once'
import type { Rounding } from './scorebook'

// How a breakdown writes down exact values.

/** The places to which a value that is no decimal is shown. */
const SHOWN = { places: 6, mode: 'half-up' } as const

export function valueOf(value: Exact): Value {
  if (isDecimal(value)) return format(value)
  const { n, d } = inLowestTerms(value)
  return { n: n.toString(), d: d.toString(), shown: format(round(value, SHOWN), SHOWN.places) }
}

/** Writes down the roundings that took place by one rule: the value before, the rule, and the value after. */
export function roundingIn({ places, mode }: Rounding): (before: Exact, after: Exact) => Rounded {
  const written = once(valueOf)
  const shown = once((after: Exact) => format(after, places))
  const placesShown = String(places)
  return (before, after) => ({
    before: written(before),
    places: placesShown,
    mode,
    after: shown(after),
  })
}
