import { describe, expect, test } from 'vitest'
import type { Role } from '~/core/access/actor'
import { isCommon, isLongEnough, isPersonal } from '~/core/access/password'

const LISTED = new Set(['password', 'dragon', 'qwerty', 'iloveyou', 'abc12345', '1q2w3e4r'])
const common = (password: string) => isCommon(password, (word) => LISTED.has(word))

describe('a password that is guessed first', () => {
  test.each([
    ['a listed word', 'Dragon'],
    ['in full width', 'Ｄｒａｇｏｎ'],
    ['with figures and signs around it', '2021!Dragon#88'],
    ['with signs for letters', 'P@ssw0rd'],
    ['with both', 'P@ssw0rd!2021'],
    ['that is listed with its figures', 'Abc12345'],
    ['woaini and a number of love', 'Woaini-5201314'],
    ['woaini with a date', 'Woaini1990!'],
    ['a birthday and initials', 'Zxy19900101!'],
    ['a short birthday', 'Ab-900101'],
    ['the keyboard', 'Qwerty123456!'],
    ['the site’s name and a year', 'GongPing-2026'],
    ['one letter again and again', 'AAAaaa111!!!'],
    ['a run of figures with letters for the rule', 'Abc123456789.'],
  ])('%s: %s', (_, password) => {
    expect(common(password)).toBe(true)
  })

  test.each([
    'Huaxi-2021',
    'Shegong-2021',
    'Huoju-Kuaile-7',
    'Qingshan-05-e',
    'dragonfly-Hui7',
    '苗岭的早晨-Aa1',
    'k7#mQx2p',
  ])('but not %s', (password) => {
    expect(common(password)).toBe(false)
  })
})

describe('a password made of its owner', () => {
  const owner = { login: '13800138000', name: '吉克·阿依' }

  test.each([
    ['Xx-13800138000', owner],
    ['Xx-00138000!', owner],
    ['吉克阿依-Aa1', owner],
    ['吉克·阿依-Aa1', owner],
    ['Meihua.Zhou-8', { login: 'meihua.zhou@example.org', name: '周梅花' }],
    ['Best-MEIHUA-8', { login: 'meihua.zhou@example.org', name: '周梅花' }],
  ])('%s', (password, who) => {
    expect(isPersonal(password, who)).toBe(true)
  })

  test.each([
    ['Xx-138001-yy', owner],
    ['Example-Org-8', { login: 'li@example.org', name: '李' }],
    ['Lion-King-88', { login: 'li@example.org', name: '李' }],
  ])('but not %s', (password, who) => {
    expect(isPersonal(password, who)).toBe(false)
  })
})

test.each<[readonly Role[], number]>([
  [['contestant'], 8],
  [['judge'], 8],
  [['organiser'], 12],
  [['supervisor'], 12],
  [['contestant', 'organiser'], 12],
  [[], 8],
])('%s: %i characters at least', (roles, least) => {
  expect(isLongEnough('字'.repeat(least), roles)).toBe(true)
  expect(isLongEnough('𣲗'.repeat(11), roles)).toBe(least === 8)
})
