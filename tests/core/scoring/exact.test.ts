import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { add, compare, format, isTied, parseExact, round } from '~/core/scoring'
import { divide, sumWhole } from '~/core/scoring/exact'
import { Fraction } from './fraction'

const rounded = (text: string, places: number, mode: 'half-up' | 'half-even' | 'down') =>
  format(round(parseExact(text), { places, mode }), places)

describe('a mark is exact', () => {
  test('0.1 + 0.2 is 0.3', () => {
    expect(isTied(add(parseExact('0.1'), parseExact('0.2')), parseExact('0.3'))).toBe(true)
  })

  test('12.50 is 12.5, and so is 012.5', () => {
    expect(compare(parseExact('12.50'), parseExact('12.5'))).toBe(0)
    expect(compare(parseExact('012.5'), parseExact('12.5'))).toBe(0)
  })

  test('the smallest difference is no tie', () => {
    expect(isTied(parseExact('12.5'), parseExact('12.500000000000000001'))).toBe(false)
  })

  test('100 shared by 62.5 is 1.6; by 0 it cannot be shared', () => {
    expect(format(divide(parseExact('100'), parseExact('62.5')))).toBe('1.6')
    expect(() => divide(parseExact('100'), parseExact('0.00'))).toThrow(new RangeError('Division by zero'))
  })

  test.each([
    '',
    '.',
    '5.',
    '.5',
    '+5',
    '-5',
    '1e2',
    ' 5',
    '5 ',
    '5\n',
    '5,5',
    '５',
    '1_000',
    'NaN',
    '0x10',
    '1.2.3',
  ])('%j is not a plain decimal number', (text) => {
    expect(() => parseExact(text)).toThrow(new RangeError(`Not a plain decimal number: "${text}"`))
  })
})

describe('rounding', () => {
  test.each([
    ['85.015', 'half-up', '85.02'],
    ['85.015', 'half-even', '85.02'],
    ['85.025', 'half-even', '85.02'],
    ['85.025', 'half-up', '85.03'],
    ['85.0250001', 'half-even', '85.03'],
    ['85.029', 'down', '85.02'],
    ['1.005', 'half-up', '1.01'],
    ['2.675', 'half-up', '2.68'],
    ['0.004', 'half-up', '0.00'],
    ['99.995', 'half-up', '100.00'],
  ] as const)('%s to two places %s is %s', (text, mode, expected) => {
    expect(rounded(text, 2, mode)).toBe(expected)
  })

  test('to no places leaves no point', () => {
    expect(rounded('0.5', 0, 'half-up')).toBe('1')
    expect(rounded('0.5', 0, 'half-even')).toBe('0')
    expect(rounded('1.5', 0, 'half-even')).toBe('2')
  })

  test('is what a slow fraction makes of it', () => {
    const ratio = fc.record({
      n: fc.bigInt({ min: 0n, max: 10n ** 30n }),
      d: fc.oneof(fc.constantFrom(1n, 2n, 3n, 7n, 200n, 1000n), fc.bigInt({ min: 1n, max: 10n ** 18n })),
      places: fc.nat(6),
      mode: fc.constantFrom('half-up' as const, 'half-even' as const, 'down' as const),
    })
    fc.assert(
      fc.property(ratio, ({ n, d, places, mode }) => {
        const expected = new Fraction(n, d).rounded({ places, mode }).shown(places)
        expect(format(round({ n, d }, { places, mode }), places)).toBe(expected)
      }),
    )
  })
})

describe('format', () => {
  test('has at least the places asked for, and more only where the value needs them', () => {
    expect(format(parseExact('79.5'), 2)).toBe('79.50')
    expect(format(parseExact('79.75'), 1)).toBe('79.75')
    expect(format(parseExact('79.70'), 1)).toBe('79.7')
    expect(format(parseExact('10'))).toBe('10')
    expect(format(parseExact('10.0'))).toBe('10')
    expect(format(parseExact('0.5'))).toBe('0.5')
    expect(format({ n: 1n, d: 8n })).toBe('0.125')
  })

  test('refuses a third, which no decimal can say', () => {
    expect(() => format({ n: 1n, d: 3n }, 2)).toThrow(new RangeError('1/3 is not a decimal number'))
  })

  test('of what was parsed is what was read, without superfluous zeros', () => {
    const text = fc.tuple(fc.nat(), fc.stringMatching(/^[0-9]{0,8}[1-9]$/))
    fc.assert(
      fc.property(text, ([whole, decimals]) => {
        expect(format(parseExact(`${whole}.${decimals}00`))).toBe(`${whole}.${decimals}`)
      }),
    )
  })
})

describe('a sum of whole numbers', () => {
  test('is exact beyond the integers that numbers hold', () => {
    const many = Array.from({ length: 3 }, () => Number.MAX_SAFE_INTEGER)
    expect(sumWhole(many, (value) => value)).toBe(3n * BigInt(Number.MAX_SAFE_INTEGER))
    expect(sumWhole([2n ** 60n, 1n], (value) => value)).toBe(2n ** 60n + 1n)
  })
})
