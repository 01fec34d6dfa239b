import { describe, expect, test } from 'vitest'
import { dayInShanghai, milestoneState, registrationState } from '~/core/contest/contest'
import { prefectureName, PREFECTURES } from '~/core/contest/divisions'
import { inLanguage } from '~/core/contest/localized'
import { PublishResults } from '~/core/contest/publication'

describe('registration', () => {
  const window = {
    opens: new Date('2021-06-21T09:00:00+08:00'),
    closes: new Date('2021-07-16T17:00:00+08:00'),
  }

  test.each([
    ['one millisecond before it opens', '2021-06-21T08:59:59.999+08:00', 'before'],
    ['the first instant', '2021-06-21T09:00:00.000+08:00', 'open'],
    ['the last instant', '2021-07-16T17:00:00.000+08:00', 'open'],
    ['one millisecond later', '2021-07-16T17:00:00.001+08:00', 'over'],
    ['the last instant, told in UTC', '2021-07-16T09:00:00.000Z', 'open'],
  ])('at %s', (_, now, state) => {
    expect(registrationState(window, new Date(now))).toBe(state)
  })
})

describe('a milestone', () => {
  const name = { 'zh-CN': '初赛', en: 'Preliminary' }

  test.each([
    ['2021-07-25', 'future'],
    ['2021-07-26', 'present'],
    ['2021-08-13', 'present'],
    ['2021-08-14', 'past'],
  ])('from 26 July to 13 August is, on %s, %s', (today, state) => {
    expect(milestoneState({ name, startsOn: '2021-07-26', endsOn: '2021-08-13' }, today)).toBe(state)
  })

  test.each([
    ['2021-08-27', 'future'],
    ['2021-08-28', 'present'],
    ['2021-08-29', 'past'],
  ])('of one day, 28 August, is, on %s, %s', (today, state) => {
    expect(milestoneState({ name, startsOn: '2021-08-28', endsOn: null }, today)).toBe(state)
  })
})

test.each([
  ['2021-12-31T15:59:59.999Z', '2021-12-31'],
  ['2021-12-31T16:00:00.000Z', '2022-01-01'],
])('a day in Shanghai ends at midnight there: %s is %s', (moment, day) => {
  expect(dayInShanghai(new Date(moment))).toBe(day)
})

describe('the prefectures', () => {
  test('are Guizhou’s nine, by their GB/T 2260 codes', () => {
    expect(PREFECTURES.map(({ code, name }) => `${code} ${name}`)).toEqual([
      '520100 贵阳市',
      '520200 六盘水市',
      '520300 遵义市',
      '520400 安顺市',
      '520500 毕节市',
      '520600 铜仁市',
      '522300 黔西南布依族苗族自治州',
      '522600 黔东南苗族侗族自治州',
      '522700 黔南布依族苗族自治州',
    ])
  })

  test('a code that is none of them has no name', () => {
    expect(prefectureName('522300')).toBe('黔西南布依族苗族自治州')
    expect([prefectureName('520000'), prefectureName('520102'), prefectureName('')]).toEqual([
      null,
      null,
      null,
    ])
  })
})

test('a text that was not translated is shown in Chinese', () => {
  expect(inLanguage({ 'zh-CN': '决赛', en: '' }, 'en')).toBe('决赛')
  expect(inLanguage({ 'zh-CN': '决赛', en: 'Final' }, 'en')).toBe('Final')
})

test('results are published only with the box ticked and the digest of what was checked', () => {
  const digest = 'a'.repeat(64)
  const passes = (form: object) => PublishResults.safeParse(form).success
  expect(passes({ digest, checked: 'on' })).toBe(true)
  expect(passes({ digest })).toBe(false)
  expect(passes({ digest: digest.slice(1), checked: 'on' })).toBe(false)
})
