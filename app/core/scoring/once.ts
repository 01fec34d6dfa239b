import type { Whole } from './exact'

// A contest has many sheets and few different marks, scores and sums. What follows from each is worked out once, and is the
// same object every time.

export function once<K, V>(of: (thing: K) => V): (thing: K) => V {
  const known = new Map<K, V>()
  return (thing) => {
    let found = known.get(thing)
    if (found === undefined) known.set(thing, (found = of(thing)))
    return found
  }
}

/** The same for what follows from a mean: from the sum of whole numbers and from how many they are. */
export function onceForMean<V>(of: (sum: Whole, count: number) => V): (sum: Whole, count: number) => V {
  const forCount = once((count: number) => once((sum: Whole) => of(sum, count)))
  return (sum, count) => forCount(count)(sum)
}
