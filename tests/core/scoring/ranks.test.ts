import { describe, expect, test } from 'vitest'
import { rankScorebook, type RankingRules, type Scorebook, type TieBreak } from '~/core/scoring'
import { criterion, entry, panelStage, scorebook, sheet, sheetsAt } from './scorebooks'

const name = { 'zh-CN': '名', en: 'Name' }
const rules = (tieBreaks: TieBreak[], more: Partial<RankingRules> = {}): RankingRules => ({
  rounding: { places: 0, mode: 'half-up' },
  compareOn: 'rounded',
  tieBreaks,
  ...more,
})
const ranks = (book: Scorebook) => rankScorebook(book).entries.map(({ id, rank }) => [id, rank])
const reasons = (book: Scorebook) =>
  rankScorebook(book).entries.map(({ id, rank, tieBreak }) => [id, rank, tieBreak])

describe('the final mark', () => {
  const twoStages = (rounding: RankingRules['rounding']) =>
    scorebook({
      stages: [panelStage('review', { weight: '0.35' }), panelStage('final', { weight: '0.65' })],
      entries: [entry('A')],
      sheets: [...sheetsAt('review', { A: '80.03' }), ...sheetsAt('final', { A: '90.01' })],
      ranking: rules([], { rounding }),
    })

  test('is the weighted sum of the stage marks, rounded as the ranking says, with exactly its places', () => {
    const shown = (places: number, mode: RankingRules['rounding']['mode']) =>
      rankScorebook(twoStages({ places, mode })).entries[0]!.final
    expect(shown(4, 'down')).toBe('86.5170')
    expect(shown(2, 'half-up')).toBe('86.52')
    expect(shown(0, 'down')).toBe('86')
  })

  test('a stage of weight 0 only selects', () => {
    const book = scorebook({
      stages: [panelStage('review', { weight: '0' }), panelStage('final')],
      entries: [entry('A'), entry('B')],
      sheets: [...sheetsAt('review', { A: '50', B: '90' }), ...sheetsAt('final', { A: '90', B: '80' })],
    })
    expect(ranks(book)).toEqual([
      ['A', 1],
      ['B', 2],
    ])
  })
})

describe('ranks', () => {
  test('tied entries share a rank and the next rank is skipped', () => {
    expect(ranks(scorebook({ final: { a: '80', b: '90', c: '80', d: '70' } }))).toEqual([
      ['b', 1],
      ['a', 2],
      ['c', 2],
      ['d', 4],
    ])
  })

  test('compared on the rounded mark, 85.4 and 84.6 tie; on the exact one they do not', () => {
    const final = { A: '84.6', B: '85.4' }
    expect(ranks(scorebook({ final, ranking: rules([]) }))).toEqual([
      ['A', 1],
      ['B', 1],
    ])
    const exact = scorebook({ final, ranking: rules([], { compareOn: 'exact' }) })
    expect(rankScorebook(exact).entries.map(({ id, rank, final: shown }) => [id, rank, shown])).toEqual([
      ['B', 1, '85'],
      ['A', 2, '85'],
    ])
  })

  test('compared on the exact mark it is still that of the rounded stage marks', () => {
    const stages = [panelStage('final', { rounding: { places: 1, mode: 'down' } })]
    const book = scorebook({
      stages,
      final: { A: '84.69', B: '84.61' },
      ranking: rules([], { compareOn: 'exact' }),
    })
    expect(ranks(book)).toEqual([
      ['A', 1],
      ['B', 1],
    ])
  })

  test('are of each track by itself, in the order of the tracks; ids by code units, the unranked last', () => {
    const rubrics = { agency: { criteria: [criterion('P')] }, individual: { criteria: [criterion('P')] } }
    const book = scorebook({
      tracks: [
        { id: 'individual', name },
        { id: 'agency', name },
      ],
      stages: [panelStage('final', { rubrics })],
      entries: [
        entry('x', { track: 'agency' }),
        ...['\uE000', '𣲗', 'a', 'Z', 'E9', 'E10'].map((id) => entry(id)),
        entry('9', { state: 'withdrawn' }),
      ],
      sheets: sheetsAt('final', { x: '60', a: '90', Z: '90', '𣲗': '80', '\uE000': '80', E9: '95' }),
    })
    expect(ranks(book)).toEqual([
      ['E9', 1],
      ['Z', 2],
      ['a', 2],
      ['𣲗', 4],
      ['\uE000', 4],
      ['9', null],
      ['E10', null],
      ['x', 1],
    ])
  })

  test('in a service domain are the same order, numbered by itself with ranks skipped likewise', () => {
    const domains = { A: 'SA', B: 'EC', C: 'SA', D: 'EC', E: 'SA', F: 'SA' }
    const book = scorebook({
      final: { A: '95', B: '90', C: '90', D: '90', E: '90', F: '70' },
      entries: Object.entries(domains).map(([id, serviceDomain]) => entry(id, { serviceDomain })),
    })
    expect(
      rankScorebook(book).entries.map(({ id, rank, serviceDomainRank }) => [id, rank, serviceDomainRank]),
    ).toEqual([
      ['A', 1, 1],
      ['B', 2, 1],
      ['C', 2, 2],
      ['D', 2, 1],
      ['E', 2, 2],
      ['F', 6, 4],
    ])
  })

  test('an entry of no service domain has no rank in one', () => {
    const book = scorebook({ final: { A: '90' }, entries: [entry('A', { serviceDomain: null })] })
    expect(rankScorebook(book).entries[0]).toMatchObject({
      serviceDomain: null,
      rank: 1,
      serviceDomainRank: null,
    })
  })
})

describe('tie-breaks', () => {
  test('exact compares what no rounding touched', () => {
    const book = scorebook({ final: { A: '90.01', B: '90.02', C: '80' }, ranking: rules([{ by: 'exact' }]) })
    expect(reasons(book)).toEqual([
      ['B', 1, 'exact'],
      ['A', 2, 'exact'],
      ['C', 3, null],
    ])
  })

  test('exact finds a sixth equal to a sixth, however it came about', () => {
    const rubrics = { individual: { criteria: [criterion('P', { max: '3', step: '1' })] } }
    const stages = [panelStage('final', { rubrics, rounding: { places: 0, mode: 'half-up' } })]
    // A sixth of the full marks, once from six judges and once from two.
    const book = scorebook({
      stages,
      final: { A: '1 1 1 0 0 0', B: '1 0' },
      ranking: rules([{ by: 'exact' }]),
    })
    expect(reasons(book)).toEqual([
      ['A', 1, null],
      ['B', 1, null],
    ])
  })

  test('exact takes deductions off each stage, and stops there at 0', () => {
    const stages = [
      panelStage('review', { weight: '0.5', rounding: { places: 0, mode: 'down' } }),
      panelStage('final', { weight: '0.5', rounding: { places: 0, mode: 'down' } }),
    ]
    const book = scorebook({
      stages,
      entries: [entry('A'), entry('B')],
      sheets: [
        ...sheetsAt('review', { A: '10.9', B: '10.1' }),
        ...sheetsAt('final', { A: '80.1', B: '80.4' }),
      ],
      deductions: ['A', 'B'].map((id) => ({ stage: 'review', entry: id, points: '50', reason: 'overtime' })),
      ranking: rules([{ by: 'exact' }]),
    })
    expect(reasons(book)).toEqual([
      ['B', 1, 'exact'],
      ['A', 2, 'exact'],
    ])
  })

  test('stage compares the marks of one stage', () => {
    const book = scorebook({
      stages: [panelStage('review', { weight: '0.5' }), panelStage('final', { weight: '0.5' })],
      entries: [entry('A'), entry('B')],
      sheets: [...sheetsAt('review', { A: '90', B: '80' }), ...sheetsAt('final', { A: '80', B: '90' })],
      ranking: rules([{ by: 'stage', stage: 'final' }]),
    })
    expect(reasons(book)).toEqual([
      ['B', 1, 'stage:final'],
      ['A', 2, 'stage:final'],
    ])
  })

  test('stage may be an exam', () => {
    const theory = {
      id: 'theory',
      kind: 'exam',
      weight: '0.5',
      fullMarks: '50',
      rounding: { places: 0, mode: 'down' },
    } as const
    const book = scorebook({
      stages: [theory, panelStage('final', { weight: '0.5' })],
      entries: [entry('A'), entry('B')],
      sheets: sheetsAt('final', { A: '80', B: '90' }),
      examMarks: [
        { stage: 'theory', entry: 'A', mark: '45' },
        { stage: 'theory', entry: 'B', mark: '40' },
      ],
      ranking: rules([{ by: 'stage', stage: 'theory' }]),
    })
    expect(reasons(book)).toEqual([
      ['A', 1, 'stage:theory'],
      ['B', 2, 'stage:theory'],
    ])
  })

  test('criterion compares the mean of all submitted sheets, those set aside included, by the track’s own criterion', () => {
    const criteria = [criterion('P'), criterion('Q')]
    const stages = [
      panelStage('final', {
        rubrics: { individual: { criteria } },
        panel: { method: 'mean', dropHighest: 1, dropLowest: 1, trimFrom: 3, minimumJudges: 3 },
      }),
    ]
    const marks = (of: string, ...pairs: [string, string][]) =>
      pairs.map(([P, Q], at) => ({ ...sheet('final', of, `J${at + 1}`, '0'), marks: { P, Q } }))
    const book = scorebook({
      stages,
      entries: [entry('A'), entry('B')],
      // Both have 50 in the middle; A's P is 70, 30, 20, B's is 60, 30, 40 with the same totals.
      sheets: [
        ...marks('A', ['70', '50'], ['30', '70'], ['20', '60']),
        ...marks('B', ['60', '60'], ['30', '70'], ['40', '40']),
      ],
      ranking: rules([{ by: 'criterion', stage: 'final', criterion: { individual: 'P' } }]),
    })
    expect(reasons(book)).toEqual([
      ['B', 1, 'criterion:final'],
      ['A', 2, 'criterion:final'],
    ])
  })

  test('criterion is a mean: an entry with fewer judges is at no disadvantage', () => {
    const book = scorebook({
      final: { A: '80 80', B: '80' },
      ranking: rules([{ by: 'criterion', stage: 'final', criterion: { individual: 'P' } }]),
    })
    expect(reasons(book)).toEqual([
      ['A', 1, null],
      ['B', 1, null],
    ])
  })

  test('untrimmed compares the mean of all scores, without deductions', () => {
    const stages = [panelStage('final', { panel: { method: 'median', minimumJudges: 1 } })]
    const book = scorebook({
      stages,
      final: { A: '60 80 90', B: '70 82 91', C: '75 80 95' },
      deductions: [{ stage: 'final', entry: 'B', points: '2', reason: 'overtime' }],
      ranking: rules([{ by: 'untrimmed', stage: 'final' }]),
    })
    expect(reasons(book)).toEqual([
      ['C', 1, 'untrimmed:final'],
      ['B', 2, 'untrimmed:final'],
      ['A', 3, 'untrimmed:final'],
    ])
  })

  describe('head-to-head', () => {
    const headToHead = rules([{ by: 'head-to-head', stage: 'final' }])

    test('a pair is won by the entry that more of their common judges scored higher', () => {
      const book = scorebook({ final: { A: '70 90 80', B: '75 76 89' }, ranking: headToHead })
      expect(reasons(book)).toEqual([
        ['B', 1, 'head-to-head:final'],
        ['A', 2, 'head-to-head:final'],
      ])
    })

    test('equal counts: nobody wins; judges without both entries do not count', () => {
      expect(reasons(scorebook({ final: { A: '70 90', B: '90 70' }, ranking: headToHead }))).toEqual([
        ['A', 1, null],
        ['B', 1, null],
      ])
      expect(reasons(scorebook({ final: { A: '80 - 80', B: '- 80 80' }, ranking: headToHead }))).toEqual([
        ['A', 1, null],
        ['B', 1, null],
      ])
    })

    test('scores set aside count, void sheets do not', () => {
      const stages = [
        panelStage('final', {
          panel: { method: 'mean', dropHighest: 1, dropLowest: 1, trimFrom: 3, minimumJudges: 3 },
        }),
      ]
      const book = scorebook({ stages, final: { A: '70 80 90', B: '71 80 91' }, ranking: headToHead })
      expect(reasons(book)).toEqual([
        ['B', 1, 'head-to-head:final'],
        ['A', 2, 'head-to-head:final'],
      ])
      const voids = ['J4', 'J5', 'J6'].flatMap((judge) => [
        { ...sheet('final', 'A', judge, '99'), state: 'void' as const },
        { ...sheet('final', 'B', judge, '1'), state: 'void' as const },
      ])
      expect(reasons({ ...book, sheets: [...book.sheets, ...voids] })).toEqual(reasons(book))
    })

    test('is of pairs within the whole group still tied: a circle stays tied', () => {
      const book = scorebook({ final: { A: '90 80 70', B: '80 70 90', C: '70 90 80' }, ranking: headToHead })
      expect(reasons(book)).toEqual([
        ['A', 1, null],
        ['B', 1, null],
        ['C', 1, null],
      ])
    })

    test('is not asked again of those it left tied', () => {
      // B and C each win against A and D, and neither against the other: two pairs each.
      const book = scorebook({
        final: { A: '84 79 77', B: '80 80 80', C: '80 80 80', D: '76 78.5 85.5' },
        ranking: headToHead,
      })
      expect(reasons(book)).toEqual([
        ['B', 1, 'head-to-head:final'],
        ['C', 1, 'head-to-head:final'],
        ['A', 3, 'head-to-head:final'],
        ['D', 4, 'head-to-head:final'],
      ])
    })
  })

  describe('lot', () => {
    const drawn = (lots: Record<string, number>) =>
      reasons(
        scorebook({ final: { A: '80', B: '80', C: '80', D: '70' }, lots, ranking: rules([{ by: 'lot' }]) }),
      )

    test('the lower lot comes first', () => {
      expect(drawn({ A: 3, B: 0, C: 2 })).toEqual([
        ['B', 1, 'lot'],
        ['C', 2, 'lot'],
        ['A', 3, 'lot'],
        ['D', 4, null],
      ])
    })

    test('only if all entries still tied have one', () => {
      expect(drawn({ A: 3, B: 1 })).toEqual([
        ['A', 1, null],
        ['B', 1, null],
        ['C', 1, null],
        ['D', 4, null],
      ])
    })

    test('entries with the same lot stay tied', () => {
      expect(drawn({ A: 1, B: 1, C: 2 })).toEqual([
        ['A', 1, 'lot'],
        ['B', 1, 'lot'],
        ['C', 3, 'lot'],
        ['D', 4, null],
      ])
    })

    test('decides among those an earlier key left tied, though others of the group have none', () => {
      const book = scorebook({
        final: { A: '80.4', B: '80.1', C: '80.1' },
        lots: { B: 2, C: 1 },
        ranking: rules([{ by: 'exact' }, { by: 'lot' }]),
      })
      expect(reasons(book)).toEqual([
        ['A', 1, 'exact'],
        ['C', 2, 'lot'],
        ['B', 3, 'lot'],
      ])
    })
  })

  test('each names the last key that set its group apart, also where it still shares its rank, the better side too', () => {
    const book = scorebook({
      final: { A: '80.4', B: '80.4', C: '80.1', D: '80.1', E: '70' },
      ranking: rules([{ by: 'exact' }, { by: 'untrimmed', stage: 'final' }]),
    })
    expect(reasons(book)).toEqual([
      ['A', 1, 'exact'],
      ['B', 1, 'exact'],
      ['C', 3, 'exact'],
      ['D', 3, 'exact'],
      ['E', 5, null],
    ])
  })

  test('go down in order: an earlier key outweighs a later one', () => {
    const final = { A: '80.4 79.6', B: '80.2 80.2' }
    const tieBreaks: TieBreak[] = [{ by: 'head-to-head', stage: 'final' }, { by: 'exact' }, { by: 'lot' }]
    expect(reasons(scorebook({ final, lots: { A: 1, B: 2 }, ranking: rules(tieBreaks) }))).toEqual([
      ['B', 1, 'exact'],
      ['A', 2, 'exact'],
    ])
    expect(
      reasons(scorebook({ final, lots: { A: 1, B: 2 }, ranking: rules([...tieBreaks].reverse()) })),
    ).toEqual([
      ['A', 1, 'lot'],
      ['B', 2, 'lot'],
    ])
  })
})
