import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readFault } from '~/core/access/fault'
import { lengthOf, LONGEST_NAME, maskName, normaliseName, PersonName } from '~/core/entrants/name'

const faultsOf = (typed: unknown) =>
  PersonName.safeParse(typed).error?.issues.map(({ message }) => readFault(message).key) ?? []

describe('the interpunct', () => {
  test.each([
    ['U+00B7', '·'],
    ['U+2022', '\u2022'],
    ['U+30FB', '\u30FB'],
    ['U+2027', '\u2027'],
    ['U+FF65', '\uFF65'],
    ['U+2219', '\u2219'],
    ['U+22C5', '\u22C5'],
    ['U+FF0E', '\uFF0E'],
    ['a full stop between Chinese characters', '.'],
    ['one with blanks around it', ' · '],
    ['one with full-width blanks around it', '\u3000\u30FB\u3000'],
  ])('is kept as U+00B7 when it comes as %s', (_, typed) => {
    expect(PersonName.parse(`艾力江${typed}买买提`)).toBe('艾力江\u00B7买买提')
  })

  test('stands beside a character of two UTF-16 units', () => {
    expect(PersonName.parse('吉克.𣲗阿依')).toBe('吉克·𣲗阿依')
    expect(PersonName.parse('阿依𣲗.吉克')).toBe('阿依𣲗·吉克')
  })

  test.each(['·艾力江', '艾力江·', '艾力江··买买提', '艾力江• •买买提', '·'])(
    '%j is no name: it stands between parts, once',
    (typed) => {
      expect(faultsOf(typed)).toEqual(['nameForm'])
    },
  )
})

describe('a name', () => {
  test.each(['张𣲗', '杨㛃', '欧阳䶮', '艾力江·买买提', '吉克·𣲗阿依', '〇一', '李', 'Anna-Maria O’Neill'])(
    '%s is accepted and kept as it is',
    (name) => {
      expect(PersonName.parse(name)).toBe(name)
    },
  )

  test('loses outer blanks and keeps one between words', () => {
    expect(PersonName.parse('  Anna \t  Li\u3000')).toBe('Anna Li')
  })

  test.each(['', ' ', '张三1', '张三!', '张\uE000', '<b>张三</b>', '张三\u0000', '-张', "'张"])(
    '%j is none',
    (typed) => {
      expect(faultsOf(typed)).toEqual(['nameForm'])
    },
  )

  test('may have 60 characters, counted as people count them', () => {
    expect(LONGEST_NAME).toBe(60)
    expect(PersonName.parse('𣲗'.repeat(60))).toBe('𣲗'.repeat(60))
    expect(faultsOf('张'.repeat(61))).toEqual(['tooLong'])
    expect(faultsOf('𣲗'.repeat(61))).toEqual(['tooLong'])
    expect(lengthOf('𣲗㛃䶮')).toBe(3)
  })

  test('left out, is asked for', () => {
    expect(faultsOf(undefined)).toEqual(['nameMissing'])
  })

  test('that was normalised stays as it is', () => {
    const typed = fc.string({
      unit: fc.constantFrom('张', '𣲗', '·', '・', '.', '．', ' ', '\u3000', 'a', '-'),
    })
    fc.assert(
      fc.property(typed, (name) => {
        const once = normaliseName(name)
        expect(normaliseName(once)).toBe(once)
      }),
    )
  })
})

describe('a masked name', () => {
  test.each([
    ['张三', '张*'],
    ['张三华', '张*华'],
    ['欧阳建国', '欧**国'],
    ['艾力·买提', '艾*·*提'],
    ['艾力江·买买提', '艾**·**提'],
    ['张𣲗', '张*'],
    ['𣲗三㛃', '𣲗*㛃'],
    ['𣲗𣲗𣲗', '𣲗*𣲗'],
  ])('%s is shown as %s', (name, masked) => {
    expect(maskName(name)).toBe(masked)
  })

  test('has as many characters as the name and never half of one', () => {
    const name = fc.string({ unit: fc.constantFrom('张', '𣲗', '㛃', '·', 'a'), minLength: 1 })
    fc.assert(
      fc.property(name, (given) => {
        const masked = maskName(given)
        expect(lengthOf(masked)).toBe(lengthOf(given))
        expect(masked).not.toMatch(/\p{Surrogate}/u)
      }),
    )
  })
})
