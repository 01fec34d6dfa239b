import { describe, expect, test } from 'vitest'
import { explainScorebook, type RankedBreakdown } from '~/core/scoring'
import { awardedBreakdowns, hasAward, withoutOthers } from '~/core/scoring/public'
import { award, panelStage, scorebook, sheetsAt } from './scorebooks'

// A and B tie and share the first award; C ties with D behind them; E does not reach the final.
const book = scorebook({
  stages: [
    panelStage('review', { weight: '0', advance: { scope: 'track', top: 4, minimum: '50' } }),
    panelStage('final'),
  ],
  final: { A: '90', B: '90', C: '80', D: '80' },
  entries: ['A', 'B', 'C', 'D', 'E'].map((id) => ({
    id,
    track: 'individual',
    serviceDomain: null,
    state: 'entered',
  })),
  sheets: [
    ...sheetsAt('review', { A: '70', B: '70', C: '70', D: '70', E: '60' }),
    ...sheetsAt('final', { A: '90', B: '90', C: '80', D: '80' }),
  ],
  ranking: {
    rounding: { places: 2, mode: 'half-up' },
    compareOn: 'rounded',
    tieBreaks: [{ by: 'exact' }],
  },
  awards: [award('first', 2)],
})
const breakdowns = explainScorebook(book)
const of = (id: string) => breakdowns.find(({ entry }) => entry === id)!
const rankedOf = (id: string) => of(id) as RankedBreakdown
const valuesIn = ({ ties }: RankedBreakdown) => ties.map(({ values }) => values.map(({ entry }) => entry))

describe('what one entrant may see', () => {
  test('is the own breakdown, and of others only how many there were', () => {
    const own = withoutOthers(rankedOf('C'), (entry) => entry === 'C')
    expect(valuesIn(own)).toEqual([['C']])
    expect(own.ties[0]!.withheld).toBe('1')
    expect(own.sharedBy).toEqual(['C'])
    expect(own.stages).toMatchObject([
      { stage: 'review', mark: '70.00', advance: { top: '4', minimum: '50', last: null, goesOn: true } },
      { stage: 'final', mark: '80.00', advance: null },
    ])
  })

  test('of an entry that was eliminated is not the line it missed, which is another’s mark', () => {
    expect(of('E').stages).toMatchObject([{ advance: { last: '70.00', goesOn: false } }])
    const own = withoutOthers(of('E'), (entry) => entry === 'E')
    expect(own).toMatchObject({ state: 'eliminated', stage: 'review' })
    expect(own.stages).toMatchObject([{ mark: '60.00', advance: { last: null, goesOn: false } }])
  })

  test('leaves out more of what already left something out, and still says how many', () => {
    const once = withoutOthers(rankedOf('A'), (entry) => entry !== 'B')
    expect(once.ties[0]).toMatchObject({ values: [{ entry: 'A' }], withheld: '1' })
    const twice = withoutOthers(once, () => false)
    expect(twice.ties[0]).toMatchObject({ values: [], withheld: '2' })
    expect(twice.sharedBy).toEqual([])
  })

  test('leaves nothing out of what may be shown', () => {
    const all = withoutOthers(rankedOf('A'), () => true)
    expect(valuesIn(all)).toEqual([['A', 'B']])
    expect(all).toMatchObject({ ties: [{ withheld: '0' }], sharedBy: ['A', 'B'] })
  })
})

test('everybody may see those with an award, with those of them who tied', () => {
  expect(breakdowns.filter(hasAward).map(({ entry }) => entry)).toEqual(['A', 'B'])
  const shown = awardedBreakdowns(breakdowns)
  expect(shown.map(({ entry }) => entry)).toEqual(['A', 'B'])
  expect(shown.map(valuesIn)).toEqual([[['A', 'B']], [['A', 'B']]])
  expect(shown.map(({ sharedBy }) => sharedBy)).toEqual([
    ['A', 'B'],
    ['A', 'B'],
  ])
})
