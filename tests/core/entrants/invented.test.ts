import { expect, test } from 'vitest'
import { creditCodeFault, isExpectedCreditCode } from '~/core/entrants/credit-code'
import { documentFault } from '~/core/entrants/document'
import { inventedCreditCode, inventedDocument } from '~/core/entrants/invented'

test('invented numbers are faultless, all different, and of an area that is nobody’s', () => {
  const many = Array.from({ length: 3000 }, (_, nth) => nth)
  const documents = many.map(inventedDocument)
  const codes = many.map(inventedCreditCode)
  expect(new Set(documents).size).toBe(3000)
  expect(new Set(codes).size).toBe(3000)
  expect(documents.filter((number) => documentFault('resident', number, '2021-01-01') !== null)).toEqual([])
  expect(documents.every((number) => number.startsWith('520199'))).toBe(true)
  expect(codes.filter((code) => creditCodeFault(code) !== null)).toEqual([])
  expect(codes.every(isExpectedCreditCode)).toBe(true)
})
