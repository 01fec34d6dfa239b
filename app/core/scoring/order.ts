/** Negative when a comes before b, 0 when nothing sets them apart. */
export type Order<T> = (a: T, b: T) => number

/** The order of ids everywhere: by code units, the same on every machine. */
export const compareIds = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Sorted, with those that nothing sets apart together, in the order they came in. */
export function inTiedGroups<T>(items: readonly T[], order: Order<T>): T[][] {
  const groups: T[][] = []
  let group: T[] = []
  for (const item of sorted(items, order)) {
    if (group.length > 0 && order(group[0]!, item) === 0) group.push(item)
    else groups.push((group = [item]))
  }
  return groups
}

/**
 * The same for items of which many have the very same value: each different value is sorted once. In a group the items
 * keep the order they came in.
 */
export function inTiedGroupsBy<T, V>(items: readonly T[], valueOf: (item: T) => V, order: Order<V>): T[][] {
  const groups: T[][] = []
  const groupOf = new Map<V, T[]>()
  for (const values of inTiedGroups([...new Set(items.map(valueOf))], order)) {
    const group: T[] = []
    groups.push(group)
    for (const value of values) groupOf.set(value, group)
  }
  for (const item of items) groupOf.get(valueOf(item))!.push(item)
  return groups
}

/** A stable sort into a new list. Most lists here are short or sorted already, for which the built-in sort costs too much. */
export function sorted<T>(items: readonly T[], order: Order<T>): T[] {
  const list = [...items]
  if (list.length > 16) return list.sort(order)
  for (let next = 1; next < list.length; next++) {
    const item = list[next]!
    let at = next
    for (; at > 0 && order(list[at - 1]!, item) > 0; at--) list[at] = list[at - 1]!
    list[at] = item
  }
  return list
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
