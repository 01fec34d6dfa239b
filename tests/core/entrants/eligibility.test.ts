import { expect, test } from 'vitest'
import { ELIGIBILITY, eligibilityOf } from '~/core/entrants/eligibility'
import { REQUIREMENTS } from '~/core/entrants/requirements'

test.each(['person', 'agency'] as const)(
  'what the form asks of a %s stands under exactly one rule that a reviewer checks',
  (kind) => {
    const asked = REQUIREMENTS.filter((each) => !('of' in each) || [undefined, kind].includes(each.of))
    const under = eligibilityOf(kind).flatMap(({ requirements }) => [...requirements])
    expect([...under].sort()).toEqual(asked.map(({ code }) => code).sort())
  },
)

test('every rule has reasons ready for a reviewer, and a name of its own', () => {
  for (const { reasons } of ELIGIBILITY) expect(reasons.length).toBeGreaterThan(0)
  expect(new Set(ELIGIBILITY.map(({ code }) => code)).size).toBe(ELIGIBILITY.length)
})
