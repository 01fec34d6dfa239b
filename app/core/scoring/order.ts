/** Negative when a comes before b, 0 when nothing sets them apart. */
export type Order<T> = (a: T, b: T) => number

/** The order of ids everywhere: by code units, the same on every machine. */
export const compareIds = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Sorted, with those that nothing sets apart together. */
export function inTiedGroups<T>(items: readonly T[], order: Order<T>): T[][] {
  const groups: T[][] = []
  let first: T | undefined
  for (const item of [...items].sort(order)) {
    if (first !== undefined && order(first, item) === 0) groups[groups.length - 1]!.push(item)
    else groups.push([(first = item)])
  }
  return groups
}

/** The items in groups, one pass; groups and the items in them keep the order they came in. */
export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
