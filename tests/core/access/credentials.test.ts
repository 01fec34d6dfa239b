import { describe, expect, test } from 'vitest'
import { isStrong, Login, NewPassword, normaliseLogin, SignIn } from '~/core/access/credentials'
import { readFault } from '~/core/access/fault'

const faultsOf = (given: { success: boolean; error?: { issues: { message: string }[] } | undefined }) =>
  given.error?.issues.map(({ message }) => readFault(message).key) ?? []

describe('a login', () => {
  test.each([
    '13800138000',
    '  13800138000 ',
    '138 0013 8000',
    '138-0013-8000',
    '+8613800138000',
    '+86 138 0013 8000',
    '+86-138-0013-8000',
    '0086 13800138000',
    '１３８００１３８０００',
    '＋８６　１３８－００１３－８０００',
  ])('%j is one mobile number, however it is written', (typed) => {
    expect(normaliseLogin(typed)).toBe('13800138000')
  })

  test.each(['Wang.Li@Example.ORG', ' wang.li@example.org ', 'ｗａｎｇ．ｌｉ＠ｅｘａｍｐｌｅ．ｏｒｇ'])(
    '%j is one e-mail address, whatever its case and width',
    (typed) => {
      expect(normaliseLogin(typed)).toBe('wang.li@example.org')
    },
  )

  test.each([
    ['a mobile number of ten digits', '1380013800'],
    ['a mobile number of twelve digits', '138001380001'],
    ['a number that no mobile begins with', '12800138000'],
    ['a fixed line', '0851-86820000'],
    ['an address without a host', 'wang.li@'],
    ['an address without a dot in its host', 'wang.li@localhost'],
    ['an address with a blank', 'wang li@example.org'],
    ['two addresses', 'a@example.org@example.org'],
    ['an address of 255 characters', `${'a'.repeat(243)}@example.org`],
    ['nothing', ''],
  ])('%s is refused', (_, typed) => {
    expect(faultsOf(Login.safeParse(typed))).toEqual(['loginForm'])
  })

  test('an address of 254 characters passes', () => {
    const longest = `${'a'.repeat(242)}@example.org`
    expect(Login.parse(longest)).toBe(longest)
  })

  test('signing in normalises as signing up does', () => {
    const { login } = SignIn.parse({ login: '＋86 138-0013-8000', password: 'x' })
    expect(login).toBe(Login.parse('13800138000'))
  })

  test('left out, is asked for', () => {
    expect(faultsOf(Login.safeParse(undefined))).toEqual(['loginMissing'])
    expect(faultsOf(SignIn.safeParse({}))).toEqual(['loginMissing', 'passwordMissing'])
  })
})

describe('a password', () => {
  test.each(['Abcdef12', 'abcdef1!', 'ABCDEF1!', 'Abcdefg!', '社工社工社Aa1', '𣲗𣲗𣲗𣲗𣲗𣲗a1', 'aaaa A11'])(
    '%j is strong enough',
    (password) => {
      expect(isStrong(password)).toBe(true)
    },
  )

  test.each([
    ['seven characters of all kinds', 'Abc12!x'],
    ['small letters and figures only', 'abcdef123456'],
    ['small and capital letters only', 'AbcdefAbcdef'],
    ['Chinese characters only', '社会工作社会工作'],
    ['seven characters, one of them of two UTF-16 units', 'Abcde1𣲗'],
    ['nothing', ''],
  ])('%s: too weak', (_, password) => {
    expect(faultsOf(NewPassword.safeParse(password))).toEqual(['passwordWeak'])
  })

  test('of more than 200 characters is refused before anybody hashes it', () => {
    expect(faultsOf(NewPassword.safeParse(`Aa1!${'x'.repeat(197)}`))).toEqual(['tooLong'])
    expect(faultsOf(SignIn.safeParse({ login: '13800138000', password: 'x'.repeat(201) }))).toEqual([
      'tooLong',
    ])
  })
})
