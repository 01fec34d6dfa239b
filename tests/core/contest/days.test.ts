import { expect, test } from 'vitest'
import { isDay, yearsBefore } from '~/core/contest/days'

test.each(['2021-06-21', '2000-02-29'])('%s is a day', (text) => {
  expect(isDay(text)).toBe(true)
})

test.each(['', '2021-02-29', '2021-13-01', '2021-6-1', '21-06-01', '2021-06-21 ', '2021-06-31'])(
  '%j is none',
  (text) => {
    expect(isDay(text)).toBe(false)
  },
)

test('a year is full on the same day of the next, and after 29 February on 1 March', () => {
  expect('2020-06-30' <= yearsBefore('2021-06-30', 1)).toBe(true)
  expect('2020-06-30' <= yearsBefore('2021-06-29', 1)).toBe(false)
  expect('2000-02-29' <= yearsBefore('2018-02-28', 18)).toBe(false)
  expect('2000-02-29' <= yearsBefore('2018-03-01', 18)).toBe(true)
})
