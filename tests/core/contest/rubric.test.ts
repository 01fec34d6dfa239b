import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bandOf, bandsOf, fullMarks, shownScore, stepMark } from '~/core/contest/rubric'
import { markFault } from '~/core/scoring'

/** A decimal with two places from a whole number of hundredths. */
const decimal = (hundredths: number) =>
  `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`

/** Criteria as organisers make them, and odd ones: steps that do not divide the highest mark. In hundredths. */
const anyCriterion = fc
  .record({ step: fc.integer({ min: 1, max: 700 }), steps: fc.integer({ min: 1, max: 120 }), rest: fc.nat() })
  .map(({ step, steps, rest }) => ({ step, max: step * steps + (rest % step) }))

const written = ({ max, step }: { max: number; step: number }) => ({
  id: 'c',
  max: decimal(max),
  step: decimal(step),
})

/** The band by the handbook's shares, in whole numbers: 优 90, 良 75, 中 60. */
const bandByShare = (mark: number, max: number) =>
  mark * 100 >= max * 90
    ? 'excellent'
    : mark * 100 >= max * 75
      ? 'good'
      : mark * 100 >= max * 60
        ? 'fair'
        : 'poor'

describe('the bands of a criterion', () => {
  test('of 20 points in half steps', () => {
    expect(bandsOf({ max: '20', step: '0.5' })).toEqual([
      { band: 'poor', from: '0', to: '11.5' },
      { band: 'fair', from: '12', to: '14.5' },
      { band: 'good', from: '15', to: '17.5' },
      { band: 'excellent', from: '18', to: '20' },
    ])
  })

  test('share out every step from 0 to the highest mark, each once, by its share of the points', () => {
    fc.assert(
      fc.property(anyCriterion, (criterion) => {
        const { max, step } = criterion
        const bands = bandsOf(written(criterion))
        for (let mark = 0; mark <= max; mark += step) {
          const holding = bands.filter(
            ({ from, to }) => Number(from) * 100 - 0.5 < mark && mark < Number(to) * 100 + 0.5,
          )
          expect(holding.map(({ band }) => band)).toEqual([bandByShare(mark, max)])
          expect(bandOf(written(criterion), decimal(mark))).toBe(bandByShare(mark, max))
        }
        for (const { from, to } of bands)
          expect([from, to].map((mark) => markFault(written(criterion), mark))).toEqual([null, null])
      }),
      { numRuns: 200 },
    )
  })

  test('too narrow for a step are left out', () => {
    expect(bandsOf({ max: '1', step: '1' }).map(({ band }) => band)).toEqual(['poor', 'excellent'])
  })

  test('hold no mark outside the criterion', () => {
    expect(['20.5', '', '-1', 'x'].map((mark) => bandOf({ max: '20', step: '0.5' }, mark))).toEqual([
      null,
      null,
      null,
      null,
    ])
  })
})

describe('the plus and minus keys', () => {
  test('never leave 0 to the highest mark, nor the steps, whatever was typed', () => {
    const typed = fc.oneof(
      fc.string(),
      fc.nat({ max: 100_000 }).map(decimal),
      fc.nat().map(String),
      fc.constantFrom('', '.', '-1', '1e3', 'NaN', '０', '07', '99999999999999999999'),
    )
    fc.assert(
      fc.property(anyCriterion, typed, fc.boolean(), (criterion, mark, up) => {
        expect(markFault(written(criterion), stepMark(written(criterion), mark, up))).toBe(null)
      }),
      { numRuns: 500 },
    )
  })

  test('go one step, and come back by the other key', () => {
    fc.assert(
      fc.property(anyCriterion, fc.nat(), (criterion, nth) => {
        const { max, step } = criterion
        const last = Math.floor(max / step)
        const mark = (nth % last) * step
        const up = stepMark(written(criterion), decimal(mark), true)
        expect(Number(up)).toBe((mark + step) / 100)
        expect(Number(stepMark(written(criterion), up, false))).toBe(mark / 100)
      }),
    )
  })

  test.each([
    ['from an empty field', '', '0.5', '0.0'],
    ['from the highest mark', '20', '20.0', '19.5'],
    ['from above it', '25', '20.0', '20.0'],
    ['from 0', '0', '0.5', '0.0'],
  ])('%s', (_, mark, up, down) => {
    const twenty = { max: '20', step: '0.5' }
    expect(Number(stepMark(twenty, mark, true))).toBe(Number(up))
    expect(Number(stepMark(twenty, mark, false))).toBe(Number(down))
  })
})

test.each([
  ['87', '87.0'],
  ['87.5', '87.5'],
  ['87.25', '87.25'],
  ['87.50', '87.5'],
  ['87.005', '87.01'],
  ['1.005', '1.01'],
  ['2.675', '2.68'],
  ['0', '0.0'],
])('a score of %s is shown as %s', (total, shown) => {
  expect(shownScore(total)).toBe(shown)
})

test('full marks are the sum of all points times their weights, exactly', () => {
  expect(
    fullMarks([
      { max: '20', weight: '1' },
      { max: '80', weight: '1' },
    ]),
  ).toBe('100')
  expect(
    fullMarks([
      { max: '0.1', weight: '1' },
      { max: '0.2', weight: '1' },
    ]),
  ).toBe('0.3')
  expect(
    fullMarks([
      { max: '10', weight: '1.5' },
      { max: '5', weight: '2' },
    ]),
  ).toBe('25')
  expect(fullMarks([])).toBe('0')
})
