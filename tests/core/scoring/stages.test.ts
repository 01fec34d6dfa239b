import { describe, expect, test } from 'vitest'
import { rankScorebook, type Panel, type Scorebook } from '~/core/scoring'
import { criterion, entry, panelStage, scorebook, sheet, sheetsAt } from './scorebooks'

const lineOf = (book: Scorebook, id: string) => rankScorebook(book).entries.find((each) => each.id === id)!
const stageOf = (book: Scorebook, id: string, stage = 'final') => lineOf(book, id).stages[stage]

const trimmed: Panel = { method: 'mean', dropHighest: 1, dropLowest: 1, trimFrom: 5, minimumJudges: 5 }
const final = (panel: Partial<Panel>) => [
  panelStage('final', { panel: { method: 'mean', minimumJudges: 1, ...panel } }),
]

describe('worked examples of the handbook, 2.3', () => {
  test('seven judges, highest and lowest set aside: two entries with 89.80, equal also in the plain mean', () => {
    const book = scorebook({
      stages: [panelStage('final', { panel: trimmed })],
      final: { A: '88.5 91 90 86.5 92.5 89 90.5', B: '90 90 89.5 91 88 90 89.5' },
      ranking: {
        rounding: { places: 2, mode: 'half-up' },
        compareOn: 'rounded',
        tieBreaks: [{ by: 'exact' }, { by: 'stage', stage: 'final' }, { by: 'untrimmed', stage: 'final' }],
      },
    })
    expect(stageOf(book, 'A')).toEqual({ mark: '89.80', deducted: '0', counted: 5, dropped: ['J4', 'J5'] })
    expect(stageOf(book, 'B')).toEqual({ mark: '89.80', deducted: '0', counted: 5, dropped: ['J4', 'J5'] })
    expect([lineOf(book, 'A'), lineOf(book, 'B')]).toMatchObject([
      { rank: 1, tieBreak: null },
      { rank: 1, tieBreak: null },
    ])
  })

  test('of several judges who share the extreme one is set aside', () => {
    const book = scorebook({
      stages: [panelStage('final', { panel: trimmed })],
      final: { A: '95 95 95 80 80' },
    })
    expect(stageOf(book, 'A')).toMatchObject({ mark: '90.00', counted: 3, dropped: ['J1', 'J4'] })
  })

  test('85.015 is 85.02, half up', () => {
    const book = scorebook({
      stages: [panelStage('final', { panel: trimmed })],
      final: { A: '80 85.01 85.01 85.02 85.02 90' },
    })
    expect(stageOf(book, 'A')).toMatchObject({ mark: '85.02', counted: 4 })
  })

  test('two points for overtime come off after the mean; then 40 % and 60 % make 87.228, shown 87.23', () => {
    const book = scorebook({
      stages: [
        panelStage('review', { weight: '0.4' }),
        panelStage('final', { weight: '0.6', panel: trimmed }),
      ],
      entries: [entry('A')],
      sheets: [
        ...sheetsAt('review', { A: '86.37' }),
        ...sheetsAt('final', { A: '88.5 91 90 86.5 92.5 89 90.5' }),
      ],
      deductions: [{ stage: 'final', entry: 'A', points: '2', reason: 'overtime 47 s' }],
    })
    expect(lineOf(book, 'A')).toMatchObject({
      stages: { review: { mark: '86.37' }, final: { mark: '87.80', deducted: '2' } },
      final: '87.23',
    })
  })

  test.each([
    ['J1 recused: six scores, four count', '- 80 81 82 83 84 85', 4],
    ['two recused: five scores, three count', '- - 81 82 83 84 85', 3],
    ['three recused: too few', '- - - 82 83 84 85', null],
  ])('a panel of seven, %s', (_, line, counted) => {
    const recused = line
      .split(' ')
      .flatMap((mark, at) =>
        mark === '-' ? [{ stage: 'final', entry: 'A', judge: `J${at + 1}`, state: 'recused' as const }] : [],
      )
    const book = scorebook({
      stages: [panelStage('final', { panel: trimmed })],
      entries: [entry('A')],
      sheets: [...sheetsAt('final', { A: line }), ...recused],
    })
    if (counted === null)
      expect(lineOf(book, 'A')).toMatchObject({ state: 'incomplete', stage: 'final', stages: {} })
    else expect(stageOf(book, 'A')).toMatchObject({ counted })
  })
})

describe('the judge’s score', () => {
  const rubrics = {
    individual: {
      criteria: [
        criterion('P', { max: '10', step: '1' }),
        criterion('Q', { max: '20', weight: '2', step: '1' }),
      ],
    },
  }
  const marked = (P: string, Q: string) =>
    scorebook({
      stages: [panelStage('final', { rubrics })],
      entries: [entry('A')],
      sheets: [{ ...sheet('final', 'A', 'J1', '0'), marks: { P, Q } }],
    })

  test('is the weighted sum out of the weighted full marks', () => {
    expect(stageOf(marked('10', '0'), 'A')).toMatchObject({ mark: '20.00' })
    expect(stageOf(marked('0', '20'), 'A')).toMatchObject({ mark: '80.00' })
    expect(stageOf(marked('7', '11'), 'A')).toMatchObject({ mark: '58.00' })
  })

  test('is not rounded before the panel: thirds stay thirds', () => {
    const book = scorebook({
      stages: [
        panelStage('final', {
          rubrics: { individual: { criteria: [criterion('P', { max: '3', step: '1' })] } },
        }),
      ],
      final: { A: '1 1 1' },
    })
    expect(stageOf(book, 'A')).toMatchObject({ mark: '33.33' })
    const two = scorebook({ ...book, sheets: sheetsAt('final', { A: '2 2 1' }) })
    expect(stageOf(two, 'A')).toMatchObject({ mark: '55.56' })
  })
})

describe('the panel', () => {
  test('takes the mean or the median of those that count', () => {
    const marks = { A: '60 90 70 71' }
    expect(stageOf(scorebook({ stages: final({}), final: marks }), 'A')).toMatchObject({ mark: '72.75' })
    expect(stageOf(scorebook({ stages: final({ method: 'median' }), final: marks }), 'A')).toMatchObject({
      mark: '70.50',
    })
    const three = scorebook({ stages: final({ method: 'median' }), final: { A: '60 90 70' } })
    expect(stageOf(three, 'A')).toMatchObject({ mark: '70.00' })
    const one = scorebook({ stages: final({ method: 'median' }), final: { A: '60' } })
    expect(stageOf(one, 'A')).toMatchObject({ mark: '60.00' })
  })

  test('trims before it takes the median', () => {
    const book = scorebook({
      stages: final({ method: 'median', dropHighest: 2, trimFrom: 4 }),
      final: { A: '60 90 70 71' },
    })
    expect(stageOf(book, 'A')).toMatchObject({ mark: '65.00', counted: 2, dropped: ['J2', 'J4'] })
  })

  test('sets nothing aside below trimFrom, and unless said nothing at all', () => {
    const few = scorebook({
      stages: final({ dropHighest: 1, dropLowest: 1, trimFrom: 5 }),
      final: { A: '60 90 70 72' },
    })
    expect(stageOf(few, 'A')).toMatchObject({ mark: '73.00', counted: 4, dropped: [] })
    expect(stageOf(scorebook({ final: { A: '60 90 70 72 80' } }), 'A')).toMatchObject({
      counted: 5,
      dropped: [],
    })
  })

  test('trims from one judge on unless said', () => {
    const book = scorebook({ stages: final({ dropHighest: 1, minimumJudges: 2 }), final: { A: '60 90' } })
    expect(stageOf(book, 'A')).toMatchObject({ mark: '60.00', counted: 1, dropped: ['J2'] })
  })

  test('of equal scores sets aside that of the judge whose id sorts first by code units', () => {
    const judges = ['j', 'J2', 'J10', 'J9']
    const book = scorebook({
      stages: final({ dropHighest: 1, dropLowest: 1, trimFrom: 3, minimumJudges: 3 }),
      judges: judges.map((id) => ({ id })),
      entries: [entry('A')],
      sheets: judges.map((judge) => sheet('final', 'A', judge, '80')),
    })
    expect(stageOf(book, 'A')).toMatchObject({ counted: 2, dropped: ['J10', 'J2'] })
  })

  test('a single open sheet makes the entry incomplete, however many are submitted', () => {
    const book = scorebook({ final: { A: '80 80 80' } })
    book.sheets.push({ stage: 'final', entry: 'A', judge: 'J9', state: 'open', marks: { P: '80' } })
    expect(lineOf(book, 'A')).toMatchObject({
      state: 'incomplete',
      stage: 'final',
      stages: {},
      final: null,
      rank: null,
    })
  })

  test('recused and void sheets never count, and a judge may mark again after a void sheet', () => {
    const book = scorebook({ final: { A: '80 90' } })
    book.sheets.push(
      { stage: 'final', entry: 'A', judge: 'J1', state: 'void', marks: { P: '0' } },
      { stage: 'final', entry: 'A', judge: 'J1', state: 'void' },
      { stage: 'final', entry: 'A', judge: 'J3', state: 'recused' },
    )
    expect(stageOf(book, 'A')).toMatchObject({ mark: '85.00', counted: 2 })
  })

  test('a missing sheet is not a zero: no sheet at all is incomplete, even where no judge is asked for', () => {
    const book = scorebook({ stages: final({ minimumJudges: 0 }), entries: [entry('A')], sheets: [] })
    expect(lineOf(book, 'A')).toMatchObject({ state: 'incomplete', stage: 'final' })
  })
})

describe('the stage mark', () => {
  const deducted = (points: string[], places: number, mark = '80') =>
    scorebook({
      stages: [panelStage('final', { rounding: { places, mode: 'half-up' } })],
      final: { A: mark },
      deductions: points.map((each) => ({ stage: 'final', entry: 'A', points: each, reason: 'overtime' })),
    })

  test('has the stage’s places, more only where deductions need them', () => {
    expect(stageOf(deducted([], 1), 'A')).toMatchObject({ mark: '80.0', deducted: '0' })
    expect(stageOf(deducted(['0.25'], 1), 'A')).toMatchObject({ mark: '79.75', deducted: '0.25' })
    expect(stageOf(deducted(['0.20'], 1), 'A')).toMatchObject({ mark: '79.8', deducted: '0.2' })
    expect(stageOf(deducted(['0.50', '0.50'], 0), 'A')).toMatchObject({ mark: '79', deducted: '1' })
  })

  test('is rounded before the deduction, not again after it', () => {
    expect(stageOf(deducted(['0.005'], 2, '80.01'), 'A')).toMatchObject({ mark: '80.005' })
  })

  test('stops at 0, and the deduction is still shown in full', () => {
    expect(stageOf(deducted(['50', '45.50'], 1), 'A')).toMatchObject({ mark: '0.0', deducted: '95.5' })
  })

  test('of an exam is the mark out of its full marks', () => {
    const book = scorebook({
      stages: [
        {
          id: 'theory',
          kind: 'exam',
          weight: '1',
          fullMarks: '150',
          rounding: { places: 2, mode: 'half-up' },
        },
      ],
      entries: [entry('A'), entry('B')],
      sheets: [],
      examMarks: [{ stage: 'theory', entry: 'A', mark: '121.3' }],
      deductions: [{ stage: 'theory', entry: 'A', points: '0.5', reason: 'late' }],
    })
    expect(lineOf(book, 'A')).toMatchObject({
      stages: { theory: { mark: '80.37', deducted: '0.5' } },
      final: '80.37',
    })
    expect(Object.keys(stageOf(book, 'A', 'theory')!)).toEqual(['mark', 'deducted'])
    expect(lineOf(book, 'B')).toMatchObject({ state: 'incomplete', stage: 'theory', stages: {} })
  })

  test('of an exam may be out of full marks with decimals', () => {
    const book = scorebook({
      stages: [
        {
          id: 'theory',
          kind: 'exam',
          weight: '1',
          fullMarks: '62.5',
          rounding: { places: 2, mode: 'half-up' },
        },
      ],
      entries: [entry('A')],
      sheets: [],
      examMarks: [{ stage: 'theory', entry: 'A', mark: '50.03' }],
    })
    expect(stageOf(book, 'A', 'theory')).toMatchObject({ mark: '80.05' })
  })
})

describe('who takes part', () => {
  const twoStages = [panelStage('review', { weight: '0.5' }), panelStage('final', { weight: '0.5' })]

  test('an absent entry has no mark and no rank, even if sheets exist', () => {
    const book = scorebook({
      stages: twoStages,
      entries: [entry('A')],
      sheets: [...sheetsAt('review', { A: '80' }), ...sheetsAt('final', { A: '90' })],
      absences: [{ stage: 'final', entry: 'A' }],
    })
    expect(lineOf(book, 'A')).toMatchObject({
      state: 'absent',
      stage: 'final',
      final: null,
      rank: null,
      awards: [],
    })
    expect(Object.keys(lineOf(book, 'A').stages)).toEqual(['review'])
  })

  test('an absent entry with an open sheet is absent, not incomplete', () => {
    const book = scorebook({
      entries: [entry('A')],
      sheets: [{ stage: 'final', entry: 'A', judge: 'J1', state: 'open' }],
      absences: [{ stage: 'final', entry: 'A' }],
    })
    expect(lineOf(book, 'A')).toMatchObject({ state: 'absent', stage: 'final' })
  })

  test('what follows an incomplete stage is ignored', () => {
    const book = scorebook({
      stages: twoStages,
      entries: [entry('A')],
      sheets: sheetsAt('final', { A: '90' }),
      absences: [{ stage: 'final', entry: 'A' }],
    })
    expect(lineOf(book, 'A')).toMatchObject({ state: 'incomplete', stage: 'review', stages: {} })
  })

  test.each(['withdrawn', 'disqualified'] as const)('a %s entry takes part in no stage', (state) => {
    const book = scorebook({ final: { B: '70' }, entries: [entry('A', { state }), entry('B')] })
    book.sheets.push(...sheetsAt('final', { A: '99' }))
    expect(lineOf(book, 'A')).toEqual({
      id: 'A',
      track: 'individual',
      serviceDomain: 'SA',
      state,
      stage: null,
      stages: {},
      final: null,
      rank: null,
      serviceDomainRank: null,
      tieBreak: null,
      awards: [],
    })
    expect(lineOf(book, 'B')).toMatchObject({ rank: 1 })
  })
})

describe('advancement', () => {
  const held = (
    advance: Parameters<typeof panelStage>[1] & object,
    marks: Record<string, string>,
    more: Partial<Scorebook> = {},
  ) =>
    rankScorebook(
      scorebook({
        stages: [panelStage('review', { weight: '0', ...advance }), panelStage('final')],
        entries: Object.keys(marks).map((id) => entry(id)),
        sheets: sheetsAt('review', marks),
        ...more,
      }),
    ).entries.map(({ id, state, stage }) => `${id} ${state} ${stage ?? ''}`.trim())
  const on = (id: string) => `${id} incomplete final`
  const out = (id: string) => `${id} eliminated review`

  test('the best go on, with everybody tied with the last of them', () => {
    const advance = { scope: 'track', top: 2 } as const
    expect(held({ advance }, { A: '70', B: '90', C: '80', D: '60' })).toEqual([
      out('A'),
      on('B'),
      on('C'),
      out('D'),
    ])
    expect(held({ advance }, { A: '80', B: '90', C: '80', D: '80' })).toEqual([
      on('A'),
      on('B'),
      on('C'),
      on('D'),
    ])
    expect(held({ advance }, { A: '90', B: '90', C: '90', D: '80' })).toEqual([
      on('A'),
      on('B'),
      on('C'),
      out('D'),
    ])
  })

  test('ties are of the stage mark as rounded, less deductions', () => {
    const advance = { scope: 'track', top: 1 } as const
    const coarse = { advance, rounding: { places: 0, mode: 'down' } as const }
    expect(held(coarse, { A: '80.9', B: '80.1', C: '79.9' })).toEqual([on('A'), on('B'), out('C')])
    const deductions = [{ stage: 'review', entry: 'A', points: '1', reason: 'late' }]
    expect(held(coarse, { A: '80.9', B: '80.1', C: '79.9' }, { deductions })).toEqual([
      out('A'),
      on('B'),
      out('C'),
    ])
  })

  test('only who reaches the minimum; the mark may be the minimum itself', () => {
    const advance = { scope: 'track', top: 3, minimum: '75' } as const
    expect(held({ advance }, { A: '74.99', B: '75', C: '90' })).toEqual([out('A'), on('B'), on('C')])
  })

  test('of none, none', () => {
    expect(held({ advance: { scope: 'track', top: 0 } }, { A: '90', B: '80' })).toEqual([out('A'), out('B')])
  })

  test('absent, incomplete and withdrawn entries take no place', () => {
    const marks = { A: '95', B: '90', C: '85', D: '80' }
    const advance = { scope: 'track', top: 1 } as const
    const more = {
      entries: [entry('A', { state: 'withdrawn' }), entry('B'), entry('C'), entry('D')],
      sheets: [
        ...sheetsAt('review', { A: '95', C: '85', D: '80' }),
        { ...sheet('review', 'B', 'J1', '0'), state: 'open' as const },
      ],
      absences: [{ stage: 'review', entry: 'C' }],
    }
    expect(held({ advance }, marks, more)).toEqual([
      'A withdrawn',
      'B incomplete review',
      'C absent review',
      on('D'),
    ])
  })

  test('is within track, track and service domain, or track and unit', () => {
    const entries = [
      entry('A', { serviceDomain: 'SA', unit: '1' }),
      entry('B', { serviceDomain: 'EC', unit: '1' }),
      entry('C', { serviceDomain: 'SA', unit: '2' }),
      entry('D', { track: 'agency', unit: '1' }),
    ]
    const name = { 'zh-CN': '名', en: 'Name' }
    const tracks = ['individual', 'agency'].map((id) => ({ id, name }))
    const rubrics = { individual: { criteria: [criterion('P')] }, agency: { criteria: [criterion('P')] } }
    const within = (scope: 'track' | 'serviceDomain' | 'unit') =>
      rankScorebook(
        scorebook({
          tracks,
          entries,
          stages: [
            panelStage('review', { weight: '0', rubrics, advance: { scope, top: 1 } }),
            panelStage('final', { rubrics }),
          ],
          sheets: sheetsAt('review', { A: '90', B: '80', C: '70', D: '60' }),
        }),
      )
        .entries.filter(({ state }) => state !== 'eliminated')
        .map(({ id }) => id)
    expect(within('track')).toEqual(['A', 'D'])
    expect(within('serviceDomain')).toEqual(['A', 'B', 'D'])
    expect(within('unit')).toEqual(['A', 'C', 'D'])
  })

  test('the last stage may have it too: who is eliminated there keeps its mark and has no rank', () => {
    const book = scorebook({
      stages: [panelStage('final', { advance: { scope: 'track', top: 1 } })],
      final: { A: '90', B: '80' },
    })
    expect(lineOf(book, 'B')).toMatchObject({
      state: 'eliminated',
      stage: 'final',
      stages: { final: { mark: '80.00' } },
      final: null,
      rank: null,
    })
    expect(lineOf(book, 'A')).toMatchObject({ state: 'ranked', rank: 1 })
  })
})
