import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { explainScorebook, type Scorebook } from '~/core/scoring'
import { anyScorebook, runs } from './any-scorebook'
import { faultsAmong, faultsOf } from './recompute'

vi.setConfig({ testTimeout: 120_000 })

const read = (name: string) => readFileSync(new URL(`../cases/${name}.json`, import.meta.url), 'utf8')
const cases = Array.from({ length: 16 }, (_, at) => at + 1)
const caseOf = (number: number) => JSON.parse(read(`${number}.scorebook`)) as Scorebook

type Digit = { path: (string | number)[]; at: number; text: string }

/** Every digit of every number in a JSON value; ids and reasons are no numbers. */
function digitsIn(part: unknown, path: (string | number)[] = []): Digit[] {
  if (typeof part === 'string')
    return /^[0-9]+(\.[0-9]+)?$/.test(part)
      ? Array.from(part).flatMap((sign, at) => (sign === '.' ? [] : [{ path, at, text: part }]))
      : []
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, inner]) =>
    digitsIn(inner, [...path, Array.isArray(part) ? Number(key) : key]),
  )
}

/** A copy in which one digit is another, 1 to 9 more of it. */
function altered<T>(whole: T, { path, at, text }: Digit, by: number): T {
  // Sent as text, so that nothing in it is the same object twice.
  const copy = JSON.parse(JSON.stringify(whole)) as T
  let part = copy as Record<string | number, unknown>
  for (const key of path.slice(0, -1)) part = part[key] as typeof part
  part[path.at(-1)!] = text.slice(0, at) + String((Number(text[at]) + by) % 10) + text.slice(at + 1)
  return copy
}

/** Numbers that the entry's own sheets make; the others are rules, or hang on other entries too. */
const OWN = [
  'marks',
  'points',
  'score',
  'total',
  'full',
  'counted',
  'before',
  'after',
  'deducted',
  'contribution',
]
const isOwn = ({ path }: Digit) => path.some((key) => OWN.includes(String(key)) || key === 'mark')

describe('a breakdown can be redone from its own numbers', () => {
  test.each(cases)('in case %i', (number) => {
    const book = caseOf(number)
    expect(faultsAmong(explainScorebook(book), book)).toEqual([])
  })

  test('of any scorebook, also after it was sent as text', () => {
    fc.assert(
      fc.property(anyScorebook(), (book) => {
        const sent: unknown = JSON.parse(JSON.stringify(explainScorebook(book)))
        expect(faultsAmong(sent, book)).toEqual([])
      }),
      runs(300),
    )
  })
})

describe('an altered digit is found', () => {
  const picked = fc.tuple(anyScorebook(), fc.nat(), fc.integer({ min: 1, max: 9 }))

  test('of what the entry’s own marks make, in the breakdown alone', () => {
    fc.assert(
      fc.property(picked, ([book, nth, by]) => {
        const all = explainScorebook(book)
        const breakdown = all[nth % all.length]!
        const digits = digitsIn(breakdown).filter(isOwn)
        fc.pre(digits.length > 0)
        expect(faultsOf(altered(breakdown, digits[nth % digits.length]!, by))).not.toEqual([])
      }),
      runs(300),
    )
  })

  test('of any number at all, among all breakdowns and with the announced rules', () => {
    fc.assert(
      fc.property(picked, ([book, nth, by]) => {
        const all = explainScorebook(book)
        const digits = digitsIn(all)
        fc.pre(digits.length > 0)
        expect(faultsAmong(altered(all, digits[nth % digits.length]!, by), book)).not.toEqual([])
      }),
      runs(300),
    )
  })

  test.each([1, 3, 4, 5])('each of them, in case %i', (number) => {
    const book = caseOf(number)
    const all = explainScorebook(book)
    const missed = digitsIn(all).filter(
      (digit, at) => at % 97 === 0 && faultsAmong(altered(all, digit, 1 + (at % 9)), book).length === 0,
    )
    expect(missed).toEqual([])
  })
})
