import { expect, test } from 'vitest'
import { CERTIFICATE_LEVELS, EntryRules } from '~/core/contest/entry-rules'

test('what the organiser leaves open has the proposed default', () => {
  expect(EntryRules.parse({ minimumAge: 20 })).toMatchObject({
    minimumAge: 20,
    minimumLevel: 'assistant',
    agencyYears: 1,
    enterprises: false,
    team: { most: 5, certified: 1 },
    agencyEntries: 3,
    graceMinutes: 0,
  })
})

test('levels go from the lowest to the highest', () => {
  expect(CERTIFICATE_LEVELS).toEqual(['assistant', 'social', 'senior'])
})

test('a grace of more than a quarter of an hour is none', () => {
  expect(EntryRules.safeParse({ graceMinutes: 15 }).success).toBe(true)
  expect(EntryRules.safeParse({ graceMinutes: 16 }).success).toBe(false)
})
