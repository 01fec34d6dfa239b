import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compare, markFault, parseExact, sheetTotal, type Criterion } from '~/core/scoring'
import { tallyOf } from '~/core/scoring/rubric'

const craft: Criterion = { id: 'craft', max: '25', step: '0.5' }

describe('a mark that a judge types', () => {
  test.each(['0', '0.5', '12', '12.0', '12.50', '25', '25.00'])(
    '%s of 25 in steps of 0.5 can be given',
    (mark) => {
      expect(markFault(craft, mark)).toBeNull()
    },
  )

  test.each([
    ['', 'not-a-number'],
    ['twelve', 'not-a-number'],
    ['１２', 'not-a-number'],
    ['12.', 'not-a-number'],
    ['.5', 'not-a-number'],
    ['1e1', 'not-a-number'],
    ['+12', 'not-a-number'],
    [' 12', 'not-a-number'],
    ['-0', 'not-a-number'],
    ['-', 'not-a-number'],
    ['-0.5', 'below-zero'],
    ['25.5', 'above-max'],
    ['25.01', 'above-max'],
    ['12.25', 'off-step'],
    ['0.1', 'off-step'],
  ] as const)('%j cannot: %s', (mark, fault) => {
    expect(markFault(craft, mark)).toBe(fault)
  })

  test('steps are counted from 0, not from the maximum', () => {
    const odd: Criterion = { id: 'odd', max: '10', step: '3' }
    expect(['0', '3', '9', '10'].map((mark) => markFault(odd, mark))).toEqual([null, null, null, 'off-step'])
  })

  test('where the step is 0 only 0 can be given', () => {
    const none: Criterion = { id: 'none', max: '10', step: '0' }
    expect([markFault(none, '0'), markFault(none, '1')]).toEqual([null, 'off-step'])
  })
})

describe('the running total of a sheet', () => {
  const criteria: Criterion[] = [
    { id: 'plan', max: '20', step: '0.5' },
    { id: 'craft', max: '20', weight: '1.5', step: '0.5' },
  ]

  test('is scaled to 100 where the full marks are not 100', () => {
    expect(sheetTotal(criteria, { plan: '10', craft: '10' })).toMatchObject({
      total: '50.00',
      marked: 2,
      of: 2,
    })
    expect(sheetTotal(criteria, { plan: '20', craft: '20' }).total).toBe('100.00')
  })

  test('weighs each criterion, and one unless said', () => {
    expect(sheetTotal(criteria, { plan: '20', craft: '0' }).total).toBe('40.00')
    expect(sheetTotal(criteria, { plan: '0', craft: '20' }).total).toBe('60.00')
  })

  test('is exact where two decimals cannot say it', () => {
    const third: Criterion[] = [{ id: 'P', max: '3', step: '1' }]
    const { score, total } = sheetTotal(third, { P: '1' })
    expect(compare(score, { n: 100n, d: 3n })).toBe(0)
    expect(total).toBe('33.33')
  })

  test('counts neither what is missing nor what cannot be given', () => {
    expect(sheetTotal(criteria, {})).toMatchObject({ total: '0.00', marked: 0, of: 2 })
    expect(sheetTotal(criteria, { plan: '10', craft: '' })).toMatchObject({ total: '20.00', marked: 1 })
    expect(sheetTotal(criteria, { plan: '10', craft: '99', other: '5' })).toMatchObject({
      total: '20.00',
      marked: 1,
    })
  })

  test('a mark of 0 is a mark', () => {
    expect(sheetTotal(criteria, { plan: '0' })).toMatchObject({ total: '0.00', marked: 1 })
  })

  test('of a rubric without marks to give is 0', () => {
    expect(sheetTotal([], {})).toMatchObject({ total: '0.00', marked: 0, of: 0 })
    expect(sheetTotal([{ id: 'P', max: '0', step: '1' }], { P: '0' })).toMatchObject({
      total: '0.00',
      marked: 1,
    })
  })

  test('a criterion may have the name of something every object has', () => {
    const odd = ['toString', 'constructor', '__proto__'].map((id) => ({ id, max: '10', step: '1' }))
    expect(sheetTotal(odd, {}).marked).toBe(0)
    expect(
      sheetTotal(odd, JSON.parse('{"__proto__":"10","toString":"5"}') as Record<string, string>),
    ).toMatchObject({
      total: '50.00',
      marked: 2,
    })
  })
})

describe('adding up', () => {
  const anyLine = fc.record({
    max: fc.constantFrom('10', '22.75', '100', '90071992547409.93'),
    weight: fc.constantFrom('1', '0.5', '1.25', '3', '90071992547409.93'),
    step: fc.constantFrom('0.5', '0.25', '1', '0.05'),
    steps: fc.nat(20),
    zeros: fc.nat(3),
  })

  test('is exact however large the numbers and however many zeros a mark ends in', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 6 }), (lines) => {
        const criteria = lines.map(({ max, weight, step }, at) => ({ id: `C${at}`, max, weight, step }))
        const markOf = ({ step, steps, zeros }: (typeof lines)[number]) =>
          ((Number(step) * 100 * steps) / 100).toFixed(2) + '0'.repeat(zeros)
        const marks = Object.fromEntries(lines.map((line, at) => [`C${at}`, markOf(line)]))
        const { units, full } = tallyOf(criteria)
        const exact = lines.reduce(
          (total, line) => total + hundredths(markOf(line)) * hundredths(line.weight),
          0n,
        )
        const most = lines.reduce(
          (total, { max, weight }) => total + hundredths(max) * hundredths(weight),
          0n,
        )
        if (most === 0n) expect(full).toBe(0n)
        else expect(BigInt(units(marks)) * most).toBe(exact * full)
      }),
    )
  })

  const hundredths = (text: string) => {
    const { n, d } = parseExact(text)
    return (n * 100n) / d
  }
})
