import { describe, expect, test } from 'vitest'
import {
  creditCodeFault,
  isEnterprise,
  isExpectedCreditCode,
  normaliseCreditCode,
} from '~/core/entrants/credit-code'

// Made up; both check signs are right. The last is the sample of the standard.
const FAULTLESS = [
  '52520000MJR910010W',
  '52520100MJR9103870',
  '52520300MJR9107581',
  '51520000MJR911128N',
  '53520000MJR911494C',
  '12520000MBR911866Y',
  '91520100MAR912232J',
  '91350100M000100Y43',
]

describe('a unified social credit code (GB 32100)', () => {
  test.each(FAULTLESS)('%s is faultless', (code) => {
    expect(creditCodeFault(code)).toBeNull()
  })

  test('is taken in small letters, with blanks and dashes', () => {
    expect(creditCodeFault(' 52520000-mjr910010w ')).toBeNull()
    expect(normaliseCreditCode('５２520000mjr910010w')).toBe('52520000MJR910010W')
  })

  test('with a letter that no code has is refused, and the place is named', () => {
    expect(creditCodeFault('5252OOOOMJR910010W')).toEqual({
      code: 'creditCodeSign',
      values: { place: 5, sign: 'O' },
    })
    expect(creditCodeFault('52520000MJR9I0010W')).toEqual({
      code: 'creditCodeSign',
      values: { place: 13, sign: 'I' },
    })
    expect(creditCodeFault('贵520000MJR910010W')).toEqual({
      code: 'creditCodeSign',
      values: { place: 1, sign: '贵' },
    })
  })

  test('of another length is refused, and the length is told', () => {
    expect(creditCodeFault('52520000MJR910010')).toEqual({
      code: 'creditCodeLength',
      values: { count: 17 },
    })
    expect(creditCodeFault('')).toEqual({ code: 'creditCodeMissing' })
  })

  test("says which of the two check signs is wrong: the organisation's own or the last", () => {
    expect(creditCodeFault('52520000MJR910011W')).toEqual({ code: 'creditCodeBody' })
    expect(creditCodeFault('52520000MJR910010X')).toEqual({ code: 'creditCodeCheck' })
  })

  test('no single sign can be changed unnoticed', () => {
    for (const code of FAULTLESS) {
      for (let at = 0; at < 18; at++) {
        for (const sign of '0123456789ABCDEFGHJKLMNPQRTUWXY') {
          if (sign === code[at]) continue
          const changed = code.slice(0, at) + sign + code.slice(at + 1)
          expect(creditCodeFault(changed), changed).not.toBeNull()
        }
      }
    }
  })

  test('tells a social-service organisation of Guizhou, and an enterprise', () => {
    expect(FAULTLESS.filter(isExpectedCreditCode)).toEqual(FAULTLESS.slice(0, 3))
    expect(FAULTLESS.filter(isEnterprise)).toEqual(['91520100MAR912232J', '91350100M000100Y43'])
  })
})
