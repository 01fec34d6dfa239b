import { describe, expect, test } from 'vitest'
import { EntryRules } from '~/core/contest/entry-rules'
import { eligibilityOf } from '~/core/entrants/eligibility'
import { ENTRY_STATES } from '~/core/entrants/entry'
import {
  checksOf,
  correctionEnd,
  dueLevel,
  endOfDay,
  followsFrom,
  messageOf,
  stateAfter,
} from '~/core/entrants/review-desk'

const rules = EntryRules.parse({})
const alone = EntryRules.parse({ prefectureReview: false })
const all = (verdict: 'yes' | 'no') =>
  Object.fromEntries(eligibilityOf('person').map(({ code }) => [code, verdict]))

describe('whose turn it is', () => {
  test('the prefecture looks first, then the province', () => {
    expect(dueLevel({ state: 'submitted', prefecture: '520100' }, rules)).toBe('prefecture')
    expect(dueLevel({ state: 'endorsed', prefecture: '520100' }, rules)).toBe('province')
  })

  test('the province looks alone at its own, and where the contest asks for no prefecture', () => {
    expect(dueLevel({ state: 'submitted', prefecture: null }, rules)).toBe('province')
    expect(dueLevel({ state: 'submitted', prefecture: '520100' }, alone)).toBe('province')
  })

  test('at anything but a submitted or endorsed entry it is nobody’s', () => {
    const others = ENTRY_STATES.filter((state) => state !== 'submitted' && state !== 'endorsed')
    for (const state of others) expect(dueLevel({ state, prefecture: '520100' }, rules)).toBeNull()
  })

  test('an entry that passes goes to the province, and from there into the contest', () => {
    expect(stateAfter('pass', 'prefecture')).toBe('endorsed')
    expect(stateAfter('pass', 'province')).toBe('accepted')
    for (const level of ['prefecture', 'province'] as const) {
      expect([stateAfter('return', level), stateAfter('refuse', level)]).toEqual(['returned', 'refused'])
    }
  })
})

describe('the checks', () => {
  test('are complete only with a verdict on every rule, and a reason for each that is broken', () => {
    expect(checksOf('person', { verdict: all('yes'), reason: {} })?.every(({ ok }) => ok)).toBe(true)
    expect(
      checksOf('person', { verdict: { ...all('yes'), case: undefined as never }, reason: {} }),
    ).toBeNull()
    expect(checksOf('person', { verdict: { ...all('yes'), case: 'no' }, reason: { case: ' ' } })).toBeNull()
    expect(checksOf('agency', { verdict: all('yes'), reason: {} })).toBeNull()
  })

  test('decide: what is broken keeps an entry from passing, and what is whole cannot be returned', () => {
    const whole = checksOf('person', { verdict: all('yes'), reason: {} })!
    const broken = checksOf('person', {
      verdict: { ...all('yes'), case: 'no', identity: 'no' },
      reason: { case: '字数不符。', identity: '证件与姓名不一致。', privacy: '不该出现' },
    })!
    expect(followsFrom('pass', whole)).toBe(true)
    expect(followsFrom('return', whole)).toBe(false)
    expect(followsFrom('refuse', whole)).toBe(false)
    expect(followsFrom('pass', broken)).toBe(false)
    expect(followsFrom('return', broken)).toBe(true)
    expect(followsFrom('refuse', broken)).toBe(true)
    expect(messageOf(broken)).toBe('证件与姓名不一致。\n字数不符。')
  })
})

describe('the time for a correction', () => {
  test('ends with the day in Asia/Shanghai', () => {
    expect(endOfDay('2021-06-30').toISOString()).toBe('2021-06-30T15:59:59.999Z')
  })

  test('lies ahead, and not more than sixty days', () => {
    const now = new Date('2021-06-30T15:59:59.998Z')
    expect(correctionEnd('2021-06-30', now)).toEqual(endOfDay('2021-06-30'))
    expect(correctionEnd('2021-06-29', now)).toBeNull()
    expect(correctionEnd('2021-08-29', now)).not.toBeNull()
    expect(correctionEnd('2021-09-05', now)).toBeNull()
  })
})
