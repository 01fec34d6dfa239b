import { describe, expect, test } from 'vitest'
import { ambiguities } from '~/core/scoring/json'

/** The paths of what two readers may read as two things. */
const paths = (text: string) => {
  JSON.parse(text)
  return ambiguities(text).map(({ path }) => path)
}

describe('JSON of which two readers may make two things', () => {
  test('is found wherever it stands, in lists of lists too', () => {
    expect(paths('[1,[2,3.0],{"a":[{"b":0,"b":0},7]},1e2]')).toEqual(['[1][1]', '[2].a[0].b', '[3]'])
    expect(paths('{"a":{"b":{}},"c":[[],[[-0]]],"a":1}')).toEqual(['c[1][0][0]', 'a'])
  })

  test('a key said three times is reported twice', () => {
    expect(paths('{"a":1,"a":2,"a":3}')).toEqual(['a', 'a'])
  })

  test('the same key in two objects is no fault, nor the same word as a value', () => {
    expect(paths('[{"a":"a"},{"a":["a","a"]},{"b":{"a":1},"a":"b"}]')).toEqual([])
  })

  test.each(['0', '7', '-7', '10', '109', '1.5', '-0.5', '0.25', '12.05e1', '1e-2', '123456789012345678'])(
    '%s is written as it must be',
    (number) => {
      expect(paths(`[${number}]`)).toEqual([])
    },
  )

  test.each(['-0', '1.0', '0.0', '1e2', '1E2', '1e+2', '10e-1', '2.50e1', '-3.00'])(
    '%s is an integer not written as one',
    (number) => {
      expect(paths(`{"n": ${number} }`)).toEqual(['n'])
      expect(ambiguities(number)).toEqual([
        { path: '', message: `is not written as a plain integer: ${number}` },
      ])
    },
  )

  test('keys are compared as they are meant, not as they are written', () => {
    expect(paths('{"\\u0061":1,"a":2}')).toEqual(['a'])
    expect(paths('{"a\\"":1,"a":2,"a\\\\":3,"a\\\\\\"":4}')).toEqual([])
    expect(paths('{"\\"":1,"\\"":2}')).toEqual(['"'])
  })

  test('digits, brackets and quotes inside strings are none', () => {
    expect(paths('{"a":"1.0 -0 {[,]} \\"a\\":1e5","b":"\\\\","c":"\\\\\\""}')).toEqual([])
  })

  test('a value that follows an object or a list is no key', () => {
    expect(paths('[{"a":{}},"a","a",{},"a"]')).toEqual([])
    expect(paths('{"a":["b"],"b":{"c":[]},"c":1}')).toEqual([])
  })
})
