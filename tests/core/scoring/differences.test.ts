import { describe, expect, test } from 'vitest'
import { differencesBetween, isDeepEqual } from '~/core/scoring/differences'

const between = (expected: unknown, found: unknown) => [...differencesBetween(expected, found)]

describe('where two JSON values differ', () => {
  test('the order of keys is no difference, that of a list is', () => {
    expect(between({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).toEqual([])
    expect(between({ a: [1, 2] }, { a: [2, 1] })).toEqual([
      { path: 'a[0]', expected: '1', found: '2' },
      { path: 'a[1]', expected: '2', found: '1' },
    ])
  })

  test('what is on one side only is said, and null is not nothing', () => {
    expect(between({ a: null, b: 'x' }, { b: 'x', c: { d: 1 } })).toEqual([
      { path: 'a', expected: 'null', found: null },
      { path: 'c', expected: null, found: '{"d":1}' },
    ])
    expect(between([1], [1, 2])).toEqual([{ path: '[1]', expected: null, found: '2' }])
  })

  test('a list is no object, null is neither, and a number is not its text', () => {
    expect(between({ a: [] }, { a: {} })).toEqual([{ path: 'a', expected: '[]', found: '{}' }])
    expect(between({ a: {} }, { a: null })).toEqual([{ path: 'a', expected: '{}', found: 'null' }])
    expect(between({ a: null }, { a: [] })).toEqual([{ path: 'a', expected: 'null', found: '[]' }])
    expect(between(1, '1')).toEqual([{ path: '', expected: '1', found: '"1"' }])
  })

  test('a key may have the name of something every object has', () => {
    expect(between({}, { toString: 1 })).toEqual([{ path: 'toString', expected: null, found: '1' }])
    expect(between(JSON.parse('{"__proto__":"90"}'), JSON.parse('{"__proto__":"91"}'))).toEqual([
      { path: '__proto__', expected: '"90"', found: '"91"' },
    ])
  })

  test('equal is what has none', () => {
    expect(isDeepEqual({ a: [{ b: '1' }] }, { a: [{ b: '1' }] })).toBe(true)
    expect(isDeepEqual({ a: [{ b: '1' }] }, { a: [{ b: '2' }] })).toBe(false)
  })
})
