import { expect, test } from 'vitest'
import { countyName, PREFECTURES, prefectureName } from '~/core/contest/divisions'

test('Guizhou has nine prefectures with 88 counties (GB/T 2260)', () => {
  expect(PREFECTURES).toHaveLength(9)
  const counties = PREFECTURES.flatMap((prefecture) => prefecture.counties)
  expect(counties).toHaveLength(88)
  expect(new Set(counties.map(({ code }) => code)).size).toBe(88)
  for (const prefecture of PREFECTURES) {
    for (const { code } of prefecture.counties) expect(code.slice(0, 4)).toBe(prefecture.code.slice(0, 4))
  }
})

test('a county that no longer exists is not offered', () => {
  expect(countyName('520500', '520522')).toBeNull()
  expect(countyName('520500', '520581')).toBe('黔西市')
})

test('a county is named within its own prefecture only', () => {
  expect(prefectureName('522600')).toBe('黔东南苗族侗族自治州')
  expect(prefectureName('530100')).toBeNull()
  expect(countyName('522600', '522631')).toBe('黎平县')
  expect(countyName('522700', '522631')).toBeNull()
  expect(countyName('530100', '522631')).toBeNull()
})
