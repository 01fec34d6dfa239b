import { describe, expect, test } from 'vitest'
import { DECISIONS, decisionsIn, ENTRY_STATES, isWritable, PLACE_TAKING } from '~/core/entrants/entry'

describe('decisions', () => {
  test.each([
    ['draft', []],
    ['submitted', ['accept', 'return', 'refuse', 'withdraw', 'disqualify']],
    ['returned', ['withdraw']],
    ['endorsed', ['accept', 'return', 'refuse', 'withdraw', 'disqualify']],
    ['accepted', ['withdraw', 'disqualify']],
    ['refused', []],
    ['withdrawn', []],
    ['disqualified', []],
  ] as const)('on an entry that is %s: %j', (state, open) => {
    expect(decisionsIn(state)).toEqual(open)
  })

  test('lead to a state, and all but acceptance need a reason', () => {
    expect(Object.entries(DECISIONS).map(([name, { to, needsReason }]) => [name, to, needsReason])).toEqual([
      ['accept', 'accepted', false],
      ['return', 'returned', true],
      ['refuse', 'refused', true],
      ['withdraw', 'withdrawn', true],
      ['disqualify', 'disqualified', true],
    ])
  })

  test('the entrant may write until a decision is made, and after a return', () => {
    expect(ENTRY_STATES.filter(isWritable)).toEqual(['draft', 'submitted', 'returned'])
  })

  test('an entry takes its places from submission until it has left', () => {
    expect(PLACE_TAKING).toEqual(['submitted', 'returned', 'endorsed', 'accepted'])
  })
})
