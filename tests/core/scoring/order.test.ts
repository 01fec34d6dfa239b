import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareIds, groupBy, inTiedGroups, sorted } from '~/core/scoring/order'

test('ids are in the order of code units: digits, capitals, small letters, then the rest', () => {
  const ids = ['\uE000', '𣲗', 'é', 'a10', 'a9', 'Z', '10', '9', '']
  expect([...ids].sort(compareIds)).toEqual(['', '10', '9', 'Z', 'a10', 'a9', 'é', '𣲗', '\uE000'])
  expect(compareIds('E1', 'E1')).toBe(0)
})

test('whom nothing sets apart keeps the order it came in, however many there are', () => {
  const anyField = fc.array(fc.record({ mark: fc.nat(3), id: fc.nat(99) }), { maxLength: 20 })
  fc.assert(
    fc.property(anyField, (field) => {
      const came = [...field]
      const best = sorted(field, (a, b) => b.mark - a.mark)
      expect(best).toEqual([3, 2, 1, 0].flatMap((mark) => came.filter((each) => each.mark === mark)))
      expect(field).toEqual(came)
    }),
  )
})

test('equal ones stand together, best first', () => {
  const groups = inTiedGroups(['bb', 'a', 'cc', 'd', 'eee'], (a, b) => b.length - a.length)
  expect(groups).toEqual([['eee'], ['bb', 'cc'], ['a', 'd']])
  expect(inTiedGroups([], () => 0)).toEqual([])
})

test('groups and those in them keep the order they came in', () => {
  const groups = groupBy(['SA 1', 'EC 1', 'SA 2', 'EC 2', 'SA 3'], (each) => each.slice(0, 2))
  expect([...groups]).toEqual([
    ['SA', ['SA 1', 'SA 2', 'SA 3']],
    ['EC', ['EC 1', 'EC 2']],
  ])
})
