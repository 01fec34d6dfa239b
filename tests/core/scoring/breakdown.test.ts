import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import {
  Breakdown,
  explainScorebook,
  rankScorebook,
  type RankedBreakdown,
  type Scorebook,
  type StageBreakdown,
  type Stage,
} from '~/core/scoring'
import { anyScorebook, runs } from './any-scorebook'
import { award, criterion, entry, panelStage, scorebook, sheet, sheetsAt } from './scorebooks'

vi.setConfig({ testTimeout: 60_000 })

const of = (book: Scorebook, id: string) => explainScorebook(book).find((each) => each.entry === id)!
const rankedOf = (book: Scorebook, id: string) => of(book, id) as RankedBreakdown

type PanelBreakdown = Extract<StageBreakdown, { kind: 'panel' }>
const panelOf = (book: Scorebook, id: string, at = 0) => of(book, id).stages[at] as PanelBreakdown

describe('the breakdowns of any scorebook', () => {
  const holds = (property: (book: Scorebook) => void) =>
    fc.assert(
      fc.property(anyScorebook(), (book) => {
        property(book)
      }),
      runs(100),
    )

  test('say what its ranking says, line by line', () => {
    holds((book) => {
      const { entries } = rankScorebook(book)
      const lines = explainScorebook(book).map((each) => ({
        id: each.entry,
        track: each.track,
        serviceDomain: each.serviceDomain,
        state: each.state,
        stage: 'stage' in each ? each.stage : null,
        stages: Object.fromEntries(each.stages.map((stage) => [stage.stage, shownIn(stage)])),
        final: each.state === 'ranked' ? each.final.after : null,
        rank: each.state === 'ranked' ? Number(each.rank) : null,
        serviceDomainRank: each.state === 'ranked' ? Number(each.serviceDomainRank) : null,
        tieBreak: each.state === 'ranked' ? each.tieBreak : null,
        awards:
          each.state === 'ranked'
            ? each.awards.filter(({ outcome }) => outcome === 'given').map((step) => step.award)
            : [],
      }))
      expect(lines).toEqual(entries)
    })
  })

  const shownIn = (stage: StageBreakdown) => {
    const { mark, deducted } = stage
    if (stage.kind === 'exam') return { mark, deducted }
    const dropped = stage.judges.filter(({ aside }) => aside).map(({ judge }) => judge)
    return { mark, deducted, counted: Number(stage.counted), dropped }
  }

  test('are of the one form, and the same after they were sent as text', () => {
    holds((book) => {
      for (const breakdown of explainScorebook(book)) {
        expect(Breakdown.parse(breakdown)).toEqual(breakdown)
        expect(JSON.parse(JSON.stringify(breakdown))).toEqual(breakdown)
      }
    })
  })

  test('hold no number but as a string', () => {
    holds((book) => expect(JSON.stringify(explainScorebook(book))).not.toMatch(/[:[,]-?[0-9]/))
  })

  test('do not hang on the order of what was recorded', () => {
    holds((book) => {
      const backwards = {
        ...book,
        entries: book.entries.toReversed(),
        judges: book.judges.toReversed(),
        sheets: book.sheets.toReversed(),
        examMarks: book.examMarks!.toReversed(),
        deductions: book.deductions!.toReversed(),
        absences: book.absences!.toReversed(),
      }
      expect(explainScorebook(backwards)).toEqual(explainScorebook(book))
    })
  })
})

describe('a stage', () => {
  const rubrics = {
    individual: {
      criteria: [
        criterion('P', { max: '10', step: '0.5' }),
        criterion('Q', { max: '10', step: '1', weight: '2' }),
      ],
    },
  }
  const panel = { method: 'mean', dropHighest: 1, dropLowest: 1, trimFrom: 4, minimumJudges: 2 } as const
  const marked = (lines: string[], more: Partial<Scorebook> = {}) =>
    scorebook({
      stages: [panelStage('final', { rubrics, panel })],
      entries: [entry('A')],
      sheets: lines.map((line, at) => {
        const [P, Q] = line.split(' ') as [string, string]
        return { ...sheet('final', 'A', `J${at + 1}`, ''), marks: { P, Q } }
      }),
      ...more,
    })

  test('says every judge’s marks, the points they make, and the score out of 100', () => {
    const { judges, full, criteria } = panelOf(marked(['7.5 8', '8 9']), 'A')
    expect(judges).toEqual([
      {
        judge: 'J1',
        marks: { P: '7.5', Q: '8' },
        points: '23.5',
        score: { n: '235', d: '3', shown: '78.333333' },
        aside: null,
      },
      {
        judge: 'J2',
        marks: { P: '8', Q: '9' },
        points: '26',
        score: { n: '260', d: '3', shown: '86.666667' },
        aside: null,
      },
    ])
    expect(full).toBe('30')
    expect(criteria).toEqual([
      { id: 'P', max: '10', step: '0.5', weight: '1', total: '15.5' },
      { id: 'Q', max: '10', step: '1', weight: '2', total: '17' },
    ])
  })

  test('says which scores were set aside and why: of equal ones, that of the judge whose id sorts first', () => {
    const { judges, counted, rounding } = panelOf(marked(['9 9', '6 6', '9 9', '6 6', '9 9']), 'A')
    expect(judges.map(({ judge, aside }) => [judge, aside])).toEqual([
      ['J1', { as: 'highest', among: ['J1', 'J3', 'J5'] }],
      ['J2', { as: 'lowest', among: ['J2', 'J4'] }],
      ['J3', null],
      ['J4', null],
      ['J5', null],
    ])
    expect(counted).toBe('3')
    expect(rounding).toEqual({ before: '80', places: '2', mode: 'half-up', after: '80.00' })
  })

  test('of all equal scores, the second is set aside among those that are left', () => {
    const { judges } = panelOf(marked(['9 9', '9 9', '9 9', '9 9']), 'A')
    expect(judges.map(({ aside }) => aside)).toEqual([
      { as: 'highest', among: ['J1', 'J2', 'J3', 'J4'] },
      { as: 'lowest', among: ['J2', 'J3', 'J4'] },
      null,
      null,
    ])
  })

  test('says the panel’s rule in full, also what is not said in the scorebook', () => {
    expect(panelOf(marked(['9 9', '6 6']), 'A').panel).toEqual({
      method: 'mean',
      dropHighest: '1',
      dropLowest: '1',
      trimFrom: '4',
      minimumJudges: '2',
    })
    expect(panelOf(scorebook({ final: { A: '80' } }), 'A').panel).toEqual({
      method: 'mean',
      dropHighest: '0',
      dropLowest: '0',
      trimFrom: '1',
      minimumJudges: '1',
    })
  })

  test('says who recused, and nothing of void sheets', () => {
    const book = marked(['9 9', '6 6', '7 7'])
    book.sheets.push({ ...sheet('final', 'A', 'J9', ''), state: 'recused' })
    book.sheets.push({ ...sheet('final', 'A', 'J8', ''), state: 'recused' })
    book.sheets.push({ ...sheet('final', 'A', 'J1', ''), state: 'void' })
    const { recused, judges } = panelOf(book, 'A')
    expect(recused).toEqual(['J8', 'J9'])
    expect(judges.map(({ judge }) => judge)).toEqual(['J1', 'J2', 'J3'])
  })

  test('says the rounding, the deductions with their reasons, and what the mark contributes', () => {
    const book = scorebook({
      stages: [
        panelStage('review', { weight: '0.4', rounding: { places: 1, mode: 'half-even' } }),
        panelStage('final', { weight: '0.6' }),
      ],
      entries: [entry('A')],
      sheets: [...sheetsAt('review', { A: '80.1 80.4' }), ...sheetsAt('final', { A: '85 86 86' })],
      deductions: [
        { stage: 'final', entry: 'A', points: '2.00', reason: 'overtime 47 s' },
        { stage: 'final', entry: 'A', points: '0.50', reason: 'late' },
        { stage: 'final', entry: 'A', points: '0.25', reason: 'late' },
      ],
    })
    expect(panelOf(book, 'A', 0)).toMatchObject({
      stage: 'review',
      rounding: { before: '80.25', places: '1', mode: 'half-even', after: '80.2' },
      deductions: [],
      deducted: '0',
      mark: '80.2',
      weight: '0.4',
      contribution: '32.08',
      advance: null,
    })
    expect(panelOf(book, 'A', 1)).toMatchObject({
      rounding: { before: { n: '257', d: '3', shown: '85.666667' }, after: '85.67' },
      deductions: [
        { points: '0.25', reason: 'late' },
        { points: '0.50', reason: 'late' },
        { points: '2.00', reason: 'overtime 47 s' },
      ],
      deducted: '2.75',
      mark: '82.92',
      weight: '0.6',
      contribution: '49.752',
    })
    expect(rankedOf(book, 'A').final).toEqual({
      before: '81.832',
      places: '2',
      mode: 'half-up',
      after: '81.83',
    })
  })

  test('that is an exam says the mark and its full marks', () => {
    const exam: Stage = {
      id: 'theory',
      kind: 'exam',
      weight: '1',
      fullMarks: '150',
      rounding: { places: 2, mode: 'down' },
    }
    const book = scorebook({
      stages: [exam],
      entries: [entry('A')],
      sheets: [],
      examMarks: [{ stage: 'theory', entry: 'A', mark: '121' }],
    })
    expect(of(book, 'A').stages).toEqual([
      {
        kind: 'exam',
        examMark: '121',
        fullMarks: '150',
        stage: 'theory',
        rounding: {
          before: { n: '242', d: '3', shown: '80.666667' },
          places: '2',
          mode: 'down',
          after: '80.66',
        },
        deductions: [],
        deducted: '0',
        mark: '80.66',
        weight: '1',
        contribution: '80.66',
        advance: null,
      },
    ])
  })
})

describe('an entry without a rank', () => {
  const stages = [
    panelStage('review', {
      weight: '0.4',
      advance: { scope: 'serviceDomain', top: 2, minimum: '60' },
      panel: { method: 'mean', minimumJudges: 2 },
    }),
    panelStage('final', { weight: '0.6' }),
  ]
  const book = scorebook({
    stages,
    entries: [
      ...['A', 'B', 'C', 'D', 'E', 'G', 'H', 'I'].map((id) => entry(id)),
      entry('F', { serviceDomain: 'EC' }),
      entry('W', { state: 'withdrawn' }),
      entry('X', { state: 'disqualified' }),
    ],
    sheets: [
      ...sheetsAt('review', {
        A: '90 90',
        B: '80 80',
        C: '80 80',
        D: '79 79',
        E: '50 50',
        F: '59 60',
        H: '70',
      }),
      { ...sheet('review', 'G', 'J3', '70') },
      { ...sheet('review', 'G', 'J1', '70') },
      { ...sheet('review', 'G', 'J2', '70'), state: 'open' },
      { ...sheet('review', 'G', 'J4', '70'), state: 'recused' },
      ...sheetsAt('final', { A: '90', C: '80' }),
    ],
    absences: [
      { stage: 'review', entry: 'I' },
      { stage: 'final', entry: 'B' },
    ],
  })

  test('says that it was eliminated, with its mark and the line', () => {
    const line = { scope: 'serviceDomain', top: '2', minimum: '60' } as const
    expect(of(book, 'D')).toMatchObject({
      state: 'eliminated',
      stage: 'review',
      stages: [{ mark: '79.00', advance: { ...line, last: '80.00', goesOn: false } }],
    })
    expect(of(book, 'E').stages).toMatchObject([{ advance: { ...line, last: '80.00', goesOn: false } }])
    expect(of(book, 'F').stages).toMatchObject([
      { mark: '59.50', advance: { ...line, last: null, goesOn: false } },
    ])
    for (const id of ['A', 'B', 'C'])
      expect(of(book, id).stages[0]!.advance).toEqual({ ...line, last: '80.00', goesOn: true })
  })

  test('says that it was absent, and keeps what it had', () => {
    expect(of(book, 'I')).toMatchObject({ state: 'absent', stage: 'review', stages: [] })
    expect(of(book, 'B')).toMatchObject({ state: 'absent', stage: 'final', stages: [{ stage: 'review' }] })
  })

  test('says what is missing', () => {
    expect(of(book, 'G')).toEqual({
      entry: 'G',
      track: 'individual',
      serviceDomain: 'SA',
      state: 'incomplete',
      stage: 'review',
      stages: [],
      missing: { kind: 'panel', submitted: ['J1', 'J3'], open: ['J2'], recused: ['J4'], needed: '2' },
    })
    expect(of(book, 'H')).toMatchObject({
      missing: { submitted: ['J1'], open: [], recused: [], needed: '2' },
    })
    const nobodyAsked = scorebook({
      stages: [panelStage('final', { panel: { method: 'mean', minimumJudges: 0 } })],
      entries: [entry('A')],
    })
    expect(of(nobodyAsked, 'A')).toMatchObject({ missing: { submitted: [], needed: '1' } })
  })

  test('of an exam, that its mark is missing', () => {
    const rounding = { places: 2, mode: 'half-up' } as const
    const exam = { id: 'theory', kind: 'exam', weight: '1', fullMarks: '150', rounding } as const
    expect(of(scorebook({ stages: [exam], entries: [entry('A')], sheets: [] }), 'A')).toMatchObject({
      state: 'incomplete',
      stage: 'theory',
      missing: { kind: 'exam' },
    })
  })

  test('says that it took part in no stage', () => {
    expect(of(book, 'W')).toEqual({
      entry: 'W',
      track: 'individual',
      serviceDomain: 'SA',
      state: 'withdrawn',
      stages: [],
    })
    expect(of(book, 'X')).toMatchObject({ state: 'disqualified', stages: [] })
  })
})

describe('a rank', () => {
  test('says with whom it is shared, and the rank in the service domain', () => {
    const book = scorebook({
      entries: [entry('A'), entry('B', { serviceDomain: 'EC' }), entry('C')],
      final: { A: '90', B: '90', C: '80' },
    })
    expect(rankedOf(book, 'A')).toMatchObject({
      rank: '1',
      serviceDomainRank: '1',
      sharedBy: ['A', 'B'],
      ties: [],
    })
    expect(rankedOf(book, 'C')).toMatchObject({ rank: '3', serviceDomainRank: '2', sharedBy: ['C'] })
    const alone = scorebook({ entries: [entry('A', { serviceDomain: null })], final: { A: '90' } })
    expect(rankedOf(alone, 'A')).toMatchObject({ rank: '1', serviceDomainRank: null, awards: [] })
  })

  test('says every key that was walked, with the values of all still tied, best first', () => {
    const book = scorebook({
      final: { A: '80 90', B: '90 80', C: '70 100', D: '60' },
      ranking: {
        rounding: { places: 2, mode: 'half-up' },
        compareOn: 'rounded',
        tieBreaks: [
          { by: 'exact' },
          { by: 'stage', stage: 'final' },
          { by: 'criterion', stage: 'final', criterion: { individual: 'P' } },
          { by: 'untrimmed', stage: 'final' },
          { by: 'head-to-head', stage: 'final' },
          { by: 'lot' },
        ],
      },
      lots: { A: 7, B: 3 },
    })
    const tied = (value: string, ...ids: string[]) => ids.map((id) => ({ entry: id, value }))
    const step = { stage: 'final', criterion: null, better: 'higher', withheld: '0' }
    const upToDuels = [
      { ...step, by: 'exact', stage: null, values: tied('85', 'A', 'B', 'C') },
      { ...step, by: 'stage', values: tied('85', 'A', 'B', 'C') },
      { ...step, by: 'criterion', criterion: 'P', values: tied('85', 'A', 'B', 'C') },
      { ...step, by: 'untrimmed', values: tied('85', 'A', 'B', 'C') },
      { ...step, by: 'head-to-head', values: tied('0', 'A', 'B', 'C') },
    ]
    const lots = [
      { entry: 'A', value: '7' },
      { entry: 'B', value: '3' },
      { entry: 'C', value: null },
    ]
    const undecided = { ...step, by: 'lot', stage: null, better: 'lower', values: lots }
    expect(rankedOf(book, 'A')).toMatchObject({
      ties: [...upToDuels, undecided],
      tieBreak: null,
      sharedBy: ['A', 'B', 'C'],
    })
    expect(rankedOf(book, 'D').ties).toEqual([])

    const drawn = { ...book, lots: { ...book.lots, C: 5 } }
    const order = [
      { entry: 'B', value: '3' },
      { entry: 'C', value: '5' },
      { entry: 'A', value: '7' },
    ]
    expect(rankedOf(drawn, 'C')).toMatchObject({
      ties: [...upToDuels, { ...undecided, values: order }],
      tieBreak: 'lot',
      rank: '2',
      sharedBy: ['C'],
    })
  })

  test('stops at the key that set the entry apart; who is still tied walks on', () => {
    const book = scorebook({
      stages: [panelStage('final', { panel: { method: 'median', minimumJudges: 1 } })],
      final: { A: '80 90 100', B: '85 90 91', C: '80 90 100', D: '90 90 90' },
      ranking: {
        rounding: { places: 2, mode: 'half-up' },
        compareOn: 'exact',
        tieBreaks: [
          { by: 'untrimmed', stage: 'final' },
          { by: 'head-to-head', stage: 'final' },
        ],
      },
    })
    const untrimmed = [
      { entry: 'A', value: '90' },
      { entry: 'C', value: '90' },
      { entry: 'D', value: '90' },
      { entry: 'B', value: { n: '266', d: '3', shown: '88.666667' } },
    ]
    expect(rankedOf(book, 'B')).toMatchObject({ compareOn: 'exact', tieBreak: 'untrimmed:final', rank: '4' })
    expect(rankedOf(book, 'B').ties.map(({ values }) => values)).toEqual([untrimmed])
    expect(rankedOf(book, 'A').ties.map(({ values }) => values)).toEqual([
      untrimmed,
      ['A', 'C', 'D'].map((id) => ({ entry: id, value: '0' })),
    ])
  })
})

describe('an award', () => {
  const steps = (book: Scorebook, id: string) => rankedOf(book, id).awards
  const list = [award('first', 1), award('second', 2, { minimum: '80', ties: 'hold' }), award('third', 1)]
  const none = { award: null, minimum: null, ties: null }
  const second = { scope: 'track', award: 'second', after: '1', last: '3', minimum: '80', ties: 'hold' }

  test('is given by the running sum of the counts', () => {
    const book = scorebook({ final: { A: '90', B: '85', C: '79', D: '70', E: '60' }, awards: list })
    expect(steps(book, 'A')).toEqual([
      {
        scope: 'track',
        rank: '1',
        tied: '1',
        award: 'first',
        after: '0',
        last: '1',
        minimum: null,
        ties: 'include',
        outcome: 'given',
      },
    ])
    expect(steps(book, 'B')).toEqual([{ ...second, rank: '2', tied: '1', outcome: 'given' }])
  })

  test('is withheld below its minimum, and beyond the last place', () => {
    const book = scorebook({ final: { A: '90', B: '85', C: '79', D: '70', E: '60' }, awards: list })
    expect(steps(book, 'C')).toEqual([{ ...second, rank: '3', tied: '1', outcome: 'below-minimum' }])
    expect(steps(book, 'E')).toEqual([
      { scope: 'track', rank: '5', tied: '1', after: '4', last: '4', outcome: 'beyond', ...none },
    ])
  })

  test('is held for a tied group that goes over', () => {
    const book = scorebook({ final: { A: '90', B: '85', C: '85', D: '85' }, awards: list })
    expect(steps(book, 'B')).toEqual([{ ...second, rank: '2', tied: '3', outcome: 'held' }])
  })

  test('of a service domain goes by the rank there', () => {
    const inDomain = award('best of domain', 1, { scope: 'serviceDomain' })
    const book = scorebook({
      entries: [entry('A'), entry('B', { serviceDomain: 'EC' }), entry('C')],
      final: { A: '90', B: '80', C: '70' },
      awards: [inDomain, award('first', 1)],
    })
    expect(steps(book, 'B')).toMatchObject([
      { scope: 'track', rank: '2', outcome: 'beyond' },
      { scope: 'serviceDomain', rank: '1', award: 'best of domain', outcome: 'given' },
    ])
    expect(steps({ ...book, awards: [inDomain] }, 'C')).toMatchObject([
      { scope: 'serviceDomain', rank: '2', outcome: 'beyond' },
    ])
  })

  test('is not spoken of where there is none', () => {
    expect(steps(scorebook({ final: { A: '90' } }), 'A')).toEqual([])
    expect(steps(scorebook({ final: { A: '90' }, awards: [award('none', 0)] }), 'A')).toEqual([])
  })
})
