import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fault, readFault } from '~/core/access/fault'

const name = fc.stringMatching(/^[a-z][A-Za-z]{0,9}$/)

test('a fault is read again as it was written, whatever its values say', () => {
  const values = fc.dictionary(name, fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer()))
  fc.assert(
    fc.property(name, values, (key, given) => {
      const written = Object.fromEntries(Object.entries(given).map(([of, value]) => [of, String(value)]))
      expect(readFault(fault(key, given))).toEqual({ key, values: written })
    }),
  )
})

test('a fault without values is its bare key', () => {
  expect(fault('nameForm')).toBe('nameForm')
  expect(readFault('refusal.linkUsed')).toEqual({ key: 'refusal.linkUsed', values: {} })
})

test('a question mark or an ampersand in a value stays in it', () => {
  expect(readFault(fault('tooLong', { max: '60?&=多' }))).toEqual({
    key: 'tooLong',
    values: { max: '60?&=多' },
  })
})
