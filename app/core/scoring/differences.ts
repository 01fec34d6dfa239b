import { pathOf } from './fault'

/** Where two JSON values differ; null for what is not there at all on one side. */
export type Difference = { path: string; expected: string | null; found: string | null }

/** Every place where two JSON values differ. The order of keys is no difference. */
export function* differencesBetween(
  expected: unknown,
  found: unknown,
  path: readonly PropertyKey[] = [],
): Generator<Difference> {
  if (isWhole(expected) && isWhole(found) && Array.isArray(expected) === Array.isArray(found)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
      const step = Array.isArray(expected) ? Number(key) : key
      yield* differencesBetween(partOf(expected, key), partOf(found, key), [...path, step])
    }
  } else if (expected !== found) yield { path: pathOf(path), expected: shown(expected), found: shown(found) }
}

export const isDeepEqual = (a: unknown, b: unknown) => differencesBetween(a, b).next().done === true

const isWhole = (value: unknown): value is object => typeof value === 'object' && value !== null

const partOf = (whole: object, key: string): unknown =>
  Object.hasOwn(whole, key) ? (whole as Record<string, unknown>)[key] : undefined

const shown = (value: unknown) => (value === undefined ? null : JSON.stringify(value))
