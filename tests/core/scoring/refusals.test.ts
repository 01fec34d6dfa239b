// These tests do to a scorebook what its type forbids.
/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call,
   @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-dynamic-delete */
import { describe, expect, test } from 'vitest'
import { parseScorebook, type Scorebook } from '~/core/scoring'
import { award, criterion, entry, panelStage, scorebook, sheet, sheetsAt } from './scorebooks'

const name = { 'zh-CN': '名', en: 'Name' }
const rubrics = () => ({
  individual: { criteria: [criterion('P', { max: '25', weight: '4', step: '0.5' })] },
  agency: { criteria: [criterion('P', { max: '100' })] },
})

/** A scorebook with something of everything, which is accepted. Anything can be done to it. */
const sound = (): any =>
  JSON.parse(
    JSON.stringify({
      ...scorebook({
        tracks: [
          { id: 'individual', name },
          { id: 'agency', name },
        ],
        stages: [
          {
            id: 'theory',
            kind: 'exam',
            weight: '0.3',
            fullMarks: '150',
            rounding: { places: 2, mode: 'half-up' },
            advance: { scope: 'unit', top: 5, minimum: '40' },
          },
          panelStage('final', {
            weight: '0.7',
            rubrics: rubrics(),
            panel: { method: 'mean', dropHighest: 1, dropLowest: 1, trimFrom: 3, minimumJudges: 2 },
          }),
        ],
        entries: [
          entry('E1'),
          entry('E2', { serviceDomain: 'EC' }),
          entry('E3', { track: 'agency' }),
          entry('E4', { track: 'agency' }),
          entry('E5', { state: 'withdrawn' }),
        ],
        sheets: sheetsAt('final', { E1: '20 20.5 21', E2: '22.5 22', E3: '80 90', E5: '1' }),
      }),
      examMarks: ['E1', 'E2', 'E3'].map((id) => ({ stage: 'theory', entry: id, mark: '121.5' })),
      deductions: [{ stage: 'final', entry: 'E1', points: '2', reason: 'overtime' }],
      absences: [{ stage: 'theory', entry: 'E4' }],
      ranking: {
        rounding: { places: 2, mode: 'half-up' },
        compareOn: 'rounded',
        tieBreaks: [
          { by: 'exact' },
          { by: 'stage', stage: 'theory' },
          { by: 'criterion', stage: 'final', criterion: { individual: 'P', agency: 'P' } },
          { by: 'untrimmed', stage: 'final' },
          { by: 'head-to-head', stage: 'final' },
          { by: 'lot' },
        ],
      },
      lots: { E1: 3, E2: 0 },
      awards: [
        award('first', 1, { minimum: '60', ties: 'include' }),
        award('best', 1, { scope: 'serviceDomain' }),
      ],
    }),
  )

type Change = (book: any) => unknown

function pathsOf(change: Change): string[] {
  const book = sound()
  change(book)
  const parsed = parseScorebook(JSON.stringify(book))
  if (parsed.ok) return []
  for (const { message } of parsed.faults) expect(message).not.toBe('')
  return parsed.faults.map(({ path }) => path)
}

type Case = [sentence: string, change: Change, ...paths: string[]]

const refuses = (title: string, cases: Case[]) =>
  describe(title, () => {
    test.each(cases)('%s', (_, change, ...paths) => {
      expect(pathsOf(change)).toEqual(paths)
    })
  })

const accepts = (title: string, cases: [sentence: string, change: Change][]) =>
  describe(title, () => {
    test.each(cases)('%s', (_, change) => {
      expect(pathsOf(change)).toEqual([])
    })
  })

const refusesText = (text: string, path = '') => {
  const parsed = parseScorebook(text)
  expect(parsed).toMatchObject({ ok: false, faults: [{ path }] })
}

test('a sound scorebook is accepted, and comes back as it was written', () => {
  expect(parseScorebook(JSON.stringify(sound()))).toEqual({ ok: true, scorebook: sound() as Scorebook })
})

describe('unreadable JSON is refused', () => {
  test.each([
    '',
    ' ',
    '{',
    '{"format":"scorebook/1",}',
    "{'format':1}",
    'NaN',
    '\uFEFF{}',
    '{"a":01}',
    '{"a":1}}',
  ])('%j', (text) => {
    refusesText(text)
  })

  test.each(['null', '[]', '5', '"scorebook/1"'])('so is what is no object: %s', (text) => {
    refusesText(text)
  })

  test('so is a key that stands twice in one object: two readers may read two things', () => {
    const text = JSON.stringify(sound())
    refusesText(text.replace('"marks":{"P":"20"}', '"marks":{"P":"20","P":"25"}'), 'sheets[0].marks.P')
    refusesText(text.replace('"lots":{', '"lots":{"E1":1,'), 'lots.E1')
    refusesText(text.replace('"lots":{', '"l\\u006fts":{},"lots":{'), 'lots')
    refusesText(text.replace('{"id":"E1",', '{"id":"E1","id":"E1",'), 'entries[0].id')
    refusesText(text.replace(/}$/, ',"format":"scorebook/1"}'), 'format')
  })

  test('so is an integer not written as one', () => {
    const text = JSON.stringify(sound())
    for (const written of ['3.0', '3e0', '30e-1'])
      refusesText(text.replace('"E1":3', `"E1":${written}`), 'lots.E1')
    refusesText(text.replace('"E2":0', '"E2":-0'), 'lots.E2')
  })

  test('text that only looks like keys and numbers is none', () => {
    const book = sound()
    book.deductions[0].reason = '"a":1,"a":2 {[1e5]} \\" \\\\'
    book.contest.name.en = '\\'
    expect(parseScorebook(JSON.stringify(book, null, 3)).ok).toBe(true)
  })
})

refuses('an unknown format is refused', [
  ['scorebook/2', (b) => (b.format = 'scorebook/2'), 'format'],
  ['none', (b) => delete b.format, 'format'],
])

refuses('an unknown key is refused', [
  ['at the top', (b) => (b.note = 1), 'note'],
  ['in the contest', (b) => (b.contest.note = 1), 'contest.note'],
  ['in a name', (b) => (b.contest.name.fr = 'Nom'), 'contest.name.fr'],
  ['in a track', (b) => (b.tracks[1].note = 1), 'tracks[1].note'],
  ['in a service domain', (b) => (b.serviceDomains[1].note = 1), 'serviceDomains[1].note'],
  ['in a judge', (b) => (b.judges[2].name = 'x'), 'judges[2].name'],
  ['in an entry', (b) => (b.entries[0].name = 'x'), 'entries[0].name'],
  ['in a stage', (b) => (b.stages[1].fullMarks = '100'), 'stages[1].fullMarks'],
  ['in an exam', (b) => (b.stages[0].rubrics = {}), 'stages[0].rubrics'],
  ['in a rounding', (b) => (b.stages[1].rounding.note = 1), 'stages[1].rounding.note'],
  ['in a rubric', (b) => (b.stages[1].rubrics.agency.note = 1), 'stages[1].rubrics.agency.note'],
  [
    'in a criterion',
    (b) => (b.stages[1].rubrics.agency.criteria[0].note = 1),
    'stages[1].rubrics.agency.criteria[0].note',
  ],
  ['in a panel', (b) => (b.stages[1].panel.note = 1), 'stages[1].panel.note'],
  ['in an advancement', (b) => (b.stages[0].advance.note = 1), 'stages[0].advance.note'],
  ['in a sheet', (b) => (b.sheets[3].note = 1), 'sheets[3].note'],
  ['in an exam mark', (b) => (b.examMarks[0].note = 1), 'examMarks[0].note'],
  ['in a deduction', (b) => (b.deductions[0].note = 1), 'deductions[0].note'],
  ['in an absence', (b) => (b.absences[0].note = 1), 'absences[0].note'],
  ['in the ranking', (b) => (b.ranking.note = 1), 'ranking.note'],
  ['in a tie-break', (b) => (b.ranking.tieBreaks[0].stage = 'final'), 'ranking.tieBreaks[0].stage'],
  ['in an award', (b) => (b.awards[0].note = 1), 'awards[0].note'],
  [
    'with a name that objects have anyway',
    (b) => (b.sheets[0] = { ...b.sheets[0], ['__proto__']: {} }),
    'sheets[0].__proto__',
  ],
])

refuses('a missing key is refused', [
  ...['contest', 'tracks', 'serviceDomains', 'judges', 'entries', 'stages', 'sheets', 'ranking'].map(
    (key): Case => [`${key} at the top`, (b) => delete b[key], key],
  ),
  ['the English name', (b) => delete b.tracks[0].name.en, 'tracks[0].name.en'],
  ['an entry’s service domain', (b) => delete b.entries[0].serviceDomain, 'entries[0].serviceDomain'],
  ['an entry’s state', (b) => delete b.entries[0].state, 'entries[0].state'],
  ['a stage’s weight', (b) => delete b.stages[1].weight, 'stages[1].weight'],
  ['a stage’s kind', (b) => delete b.stages[0].kind, 'stages[0].kind'],
  ['an exam’s full marks', (b) => delete b.stages[0].fullMarks, 'stages[0].fullMarks'],
  ['a panel’s minimumJudges', (b) => delete b.stages[1].panel.minimumJudges, 'stages[1].panel.minimumJudges'],
  ['a panel’s method', (b) => delete b.stages[1].panel.method, 'stages[1].panel.method'],
  [
    'a criterion’s step',
    (b) => delete b.stages[1].rubrics.agency.criteria[0].step,
    'stages[1].rubrics.agency.criteria[0].step',
  ],
  ['an advancement’s top', (b) => delete b.stages[0].advance.top, 'stages[0].advance.top'],
  ['a sheet’s judge', (b) => delete b.sheets[0].judge, 'sheets[0].judge'],
  ['a submitted sheet’s marks', (b) => delete b.sheets[0].marks, 'sheets[0].marks'],
  ['a deduction’s reason', (b) => delete b.deductions[0].reason, 'deductions[0].reason'],
  ['a tie-break’s stage', (b) => delete b.ranking.tieBreaks[3].stage, 'ranking.tieBreaks[3].stage'],
  [
    'a tie-break’s criterion of one track',
    (b) => delete b.ranking.tieBreaks[2].criterion.agency,
    'ranking.tieBreaks[2].criterion.agency',
  ],
  ['an award’s count', (b) => delete b.awards[0].count, 'awards[0].count'],
])

refuses('a value of the wrong type or outside its list is refused', [
  ['a list that is an object', (b) => (b.sheets = {}), 'sheets'],
  ['an object that is a list', (b) => (b.lots = []), 'lots'],
  ['null for what is optional', (b) => (b.awards = null), 'awards'],
  ['a name that is a string', (b) => (b.contest.name = 'x'), 'contest.name'],
  ['an entry that is a string', (b) => b.entries.push('E9'), 'entries[5]'],
  ['an id that is a number', (b) => (b.contest.id = 5), 'contest.id'],
  ['a unit that is null', (b) => (b.entries[0].unit = null), 'entries[0].unit'],
  ['a state of an entry', (b) => (b.entries[4].state = 'gone'), 'entries[4].state'],
  ['a state of a sheet', (b) => (b.sheets[0].state = 'draft'), 'sheets[0].state'],
  ['a kind of stage', (b) => (b.stages[0].kind = 'quiz'), 'stages[0].kind'],
  ['a method', (b) => (b.stages[1].panel.method = 'mode'), 'stages[1].panel.method'],
  ['a rounding mode', (b) => (b.stages[1].rounding.mode = 'up'), 'stages[1].rounding.mode'],
  ['a scope of advancement', (b) => (b.stages[0].advance.scope = 'county'), 'stages[0].advance.scope'],
  [
    'ties of advancement, which are always included',
    (b) => (b.stages[0].advance.ties = 'hold'),
    'stages[0].advance.ties',
  ],
  ['a scope of awards', (b) => (b.awards[0].scope = 'unit'), 'awards[0].scope'],
  ['ties of awards', (b) => (b.awards[0].ties = 'share'), 'awards[0].ties'],
  ['what is compared on', (b) => (b.ranking.compareOn = 'raw'), 'ranking.compareOn'],
  ['a tie-break', (b) => (b.ranking.tieBreaks[0].by = 'age'), 'ranking.tieBreaks[0].by'],
  ['marks that are a list', (b) => (b.sheets[0].marks = ['20']), 'sheets[0].marks'],
  ['marks that are null', (b) => (b.sheets[0].marks = null), 'sheets[0].marks'],
])

describe('a number that is not a plain decimal string is refused', () => {
  const places: [string, (book: any, value: unknown) => unknown][] = [
    ['stages[0].weight', (b, value) => (b.stages[0].weight = value)],
    ['stages[0].fullMarks', (b, value) => (b.stages[0].fullMarks = value)],
    ['stages[0].advance.minimum', (b, value) => (b.stages[0].advance.minimum = value)],
    [
      'stages[1].rubrics.agency.criteria[0].max',
      (b, value) => (b.stages[1].rubrics.agency.criteria[0].max = value),
    ],
    [
      'stages[1].rubrics.agency.criteria[0].weight',
      (b, value) => (b.stages[1].rubrics.agency.criteria[0].weight = value),
    ],
    [
      'stages[1].rubrics.agency.criteria[0].step',
      (b, value) => (b.stages[1].rubrics.agency.criteria[0].step = value),
    ],
    ['sheets[3].marks.P', (b, value) => (b.sheets[3].marks.P = value)],
    ['examMarks[0].mark', (b, value) => (b.examMarks[0].mark = value)],
    ['deductions[0].points', (b, value) => (b.deductions[0].points = value)],
    ['awards[0].minimum', (b, value) => (b.awards[0].minimum = value)],
  ]
  const values = [
    12,
    12.5,
    '',
    ' 12',
    '12 ',
    '12.',
    '.5',
    '.',
    '1e1',
    '+1',
    '-1',
    '-0',
    '1,5',
    '0x1',
    '１２',
    'Infinity',
    null,
    ['1'],
  ]

  test.each(places)('at %s', (path, put) => {
    for (const value of values)
      expect(
        pathsOf((book) => put(book, value)),
        JSON.stringify(value),
      ).toContain(path)
  })
})

describe('a count, a place or a lot that is not a JSON integer of 0 or more is refused', () => {
  const places: [string, (book: any, value: unknown) => unknown][] = [
    ['stages[0].rounding.places', (b, value) => (b.stages[0].rounding.places = value)],
    ['stages[0].advance.top', (b, value) => (b.stages[0].advance.top = value)],
    ['stages[1].panel.dropHighest', (b, value) => (b.stages[1].panel.dropHighest = value)],
    ['stages[1].panel.dropLowest', (b, value) => (b.stages[1].panel.dropLowest = value)],
    ['stages[1].panel.trimFrom', (b, value) => (b.stages[1].panel.trimFrom = value)],
    ['stages[1].panel.minimumJudges', (b, value) => (b.stages[1].panel.minimumJudges = value)],
    ['ranking.rounding.places', (b, value) => (b.ranking.rounding.places = value)],
    ['lots.E1', (b, value) => (b.lots.E1 = value)],
    ['awards[0].count', (b, value) => (b.awards[0].count = value)],
  ]

  test.each(places)('at %s', (path, put) => {
    for (const value of ['1', -1, 1.5, true, null, {}])
      expect(pathsOf((book) => put(book, value))).toContain(path)
  })
})

refuses('an id used twice is refused', [
  ['a track', (b) => b.tracks.push(b.tracks[0]), 'tracks[2].id'],
  ['a service domain', (b) => b.serviceDomains.push({ id: 'SA', name }), 'serviceDomains[2].id'],
  ['a judge', (b) => b.judges.push({ id: 'J1' }), 'judges[9].id'],
  ['an entry', (b) => b.entries.push({ ...b.entries[0], track: 'agency' }), 'entries[5].id'],
  ['a stage', (b) => b.stages.push({ ...b.stages[1], weight: '0' }), 'stages[2].id'],
  [
    'a criterion of a rubric',
    (b) => b.stages[1].rubrics.agency.criteria.push(criterion('P')),
    'stages[1].rubrics.agency.criteria[1].id',
  ],
  ['an award', (b) => b.awards.push(award('first', 2, { track: 'agency' })), 'awards[2].id'],
  [
    'an entry, whose marks are those of the first',
    (b) => b.entries.push({ ...b.entries[2], track: 'individual' }),
    'entries[5].id',
  ],
  [
    'three times, the second and the third',
    (b) => b.judges.push({ id: 'J1' }, { id: 'J1' }),
    'judges[9].id',
    'judges[10].id',
  ],
])

refuses('an id never declared is refused', [
  ['an entry’s track', (b) => (b.entries[4].track = 'team'), 'entries[4].track'],
  ['an entry’s service domain', (b) => (b.entries[4].serviceDomain = 'XX'), 'entries[4].serviceDomain'],
  ['a sheet’s stage', (b) => (b.sheets[0].stage = 'semi'), 'sheets[0].stage'],
  ['a sheet’s entry', (b) => (b.sheets[0].entry = 'E9'), 'sheets[0].entry'],
  ['a sheet’s judge', (b) => (b.sheets[0].judge = 'J99'), 'sheets[0].judge'],
  ['an exam mark’s entry', (b) => (b.examMarks[0].entry = 'E9'), 'examMarks[0].entry'],
  ['an exam mark’s stage', (b) => (b.examMarks[0].stage = 'semi'), 'examMarks[0].stage'],
  ['a deduction’s stage', (b) => (b.deductions[0].stage = 'semi'), 'deductions[0].stage'],
  ['a deduction’s entry', (b) => (b.deductions[0].entry = 'E9'), 'deductions[0].entry'],
  ['an absence’s entry', (b) => (b.absences[0].entry = 'E9'), 'absences[0].entry'],
  ['an absence’s stage', (b) => (b.absences[0].stage = 'semi'), 'absences[0].stage'],
  ['a rubric’s track', (b) => (b.stages[1].rubrics.team = rubrics().agency), 'stages[1].rubrics.team'],
  ['an award’s track', (b) => (b.awards[0].track = 'team'), 'awards[0].track'],
  ['a lot’s entry', (b) => (b.lots.E9 = 1), 'lots.E9'],
  ['a lot’s entry, by a name objects have anyway', (b) => (b.lots.constructor = 1), 'lots.constructor'],
])

refuses('what cannot be scored is refused', [
  ['a track without a rubric', (b) => delete b.stages[1].rubrics.individual, 'stages[1].rubrics.individual'],
  [
    'a rubric of no criteria',
    (b) => (
      (b.stages[1].rubrics = { ...rubrics(), agency: { criteria: [] } }),
      (b.sheets = []),
      (b.ranking.tieBreaks = [])
    ),
    'stages[1].rubrics.agency',
  ],
  [
    'full marks of 0 by weights',
    (b) => (b.stages[1].rubrics.individual.criteria[0].weight = '0.0'),
    'stages[1].rubrics.individual',
  ],
  ['an exam out of 0', (b) => ((b.stages[0].fullMarks = '0.00'), (b.examMarks = [])), 'stages[0].fullMarks'],
  ['weights that sum to less than 1', (b) => (b.stages[1].weight = '0.69999'), 'stages'],
  ['weights that sum to more than 1', (b) => (b.stages[1].weight = '0.7000000000000000001'), 'stages'],
  [
    'no stages',
    (b) =>
      Object.assign(b, {
        stages: [],
        sheets: [],
        examMarks: [],
        deductions: [],
        absences: [],
        ranking: { ...b.ranking, tieBreaks: [] },
      }),
    'stages',
  ],
])

refuses('a mark that cannot be given is refused', [
  ['above max', (b) => (b.sheets[0].marks.P = '25.5'), 'sheets[0].marks.P'],
  ['off step', (b) => (b.sheets[0].marks.P = '20.25'), 'sheets[0].marks.P'],
  ['below 0', (b) => (b.sheets[0].marks.P = '-0.5'), 'sheets[0].marks.P'],
  [
    'on a sheet that is not submitted',
    (b) => ((b.sheets[0].state = 'void'), (b.sheets[0].marks.P = '99')),
    'sheets[0].marks.P',
  ],
  ['of an entry that withdrew', (b) => (b.sheets.at(-1).marks.P = '99'), 'sheets[7].marks.P'],
  ['of an exam, above its full marks', (b) => (b.examMarks[1].mark = '150.01'), 'examMarks[1].mark'],
  ['a missing criterion on a submitted sheet', (b) => (b.sheets[0].marks = {}), 'sheets[0].marks.P'],
  ['an unknown one', (b) => (b.sheets[0].marks.Q = '1'), 'sheets[0].marks.Q'],
  [
    'an unknown one with a name that objects have anyway',
    (b) => (b.sheets[0].marks = JSON.parse('{"P":"20","__proto__":"1"}')),
    'sheets[0].marks.__proto__',
  ],
])

refuses('what stands twice is refused', [
  ['two sheets of one judge', (b) => b.sheets.push(sheet('final', 'E1', 'J1', '25')), 'sheets[8]'],
  [
    'though one is open',
    (b) => b.sheets.push({ ...sheet('final', 'E1', 'J1', '25'), state: 'open' }),
    'sheets[8]',
  ],
  [
    'though one is recused',
    (b) => b.sheets.push({ stage: 'final', entry: 'E1', judge: 'J1', state: 'recused' }),
    'sheets[8]',
  ],
  [
    'two sheets of one judge for an entry that withdrew',
    (b) => b.sheets.push(sheet('final', 'E5', 'J1', '1')),
    'sheets[8]',
  ],
  [
    'two exam marks',
    (b) => b.examMarks.push({ stage: 'theory', entry: 'E1', mark: '121.5' }),
    'examMarks[3]',
  ],
  ['two absences', (b) => b.absences.push({ stage: 'theory', entry: 'E4' }), 'absences[1]'],
])

refuses('a record at a stage of another kind is refused', [
  ['a sheet at an exam', (b) => (b.sheets[0].stage = 'theory'), 'sheets[0].stage'],
  [
    'an exam mark at a panel stage',
    (b) => b.examMarks.push({ stage: 'final', entry: 'E1', mark: '50' }),
    'examMarks[3].stage',
  ],
])

refuses('a tie-break on what is not there is refused', [
  ['a stage', (b) => (b.ranking.tieBreaks[1].stage = 'semi'), 'ranking.tieBreaks[1].stage'],
  [
    'a criterion',
    (b) => (b.ranking.tieBreaks[2].criterion.agency = 'Q'),
    'ranking.tieBreaks[2].criterion.agency',
  ],
  ['a track', (b) => (b.ranking.tieBreaks[2].criterion.team = 'P'), 'ranking.tieBreaks[2].criterion.team'],
  ['judges at an exam', (b) => (b.ranking.tieBreaks[3].stage = 'theory'), 'ranking.tieBreaks[3].stage'],
  ['a criterion at an exam', (b) => (b.ranking.tieBreaks[2].stage = 'theory'), 'ranking.tieBreaks[2].stage'],
])

refuses('a panel that may set every score aside is refused', [
  [
    'drops as many as trimFrom',
    (b) =>
      (b.stages[1].panel = { method: 'mean', dropHighest: 2, dropLowest: 1, trimFrom: 3, minimumJudges: 2 }),
    'stages[1].panel',
  ],
  [
    'trims from one judge on unless said',
    (b) => (b.stages[1].panel = { method: 'mean', dropHighest: 1, minimumJudges: 1 }),
    'stages[1].panel',
  ],
])

refuses('an entry without what a scope needs is refused', [
  ['a unit, for advancement', (b) => delete b.entries[0].unit, 'entries[0].unit'],
  ['also one that withdrew', (b) => delete b.entries[4].unit, 'entries[4].unit'],
  [
    'a service domain, for advancement',
    (b) => ((b.stages[0].advance.scope = 'serviceDomain'), (b.entries[3].serviceDomain = null)),
    'entries[3].serviceDomain',
  ],
  [
    'a service domain, for an award of its track',
    (b) => (b.entries[1].serviceDomain = null),
    'entries[1].serviceDomain',
  ],
])

describe('anything recorded after the stage where an entry left is refused', () => {
  const eliminate = (b: any) => (b.examMarks[1].mark = '10')

  refuses('eliminated', [
    ['sheets', eliminate, 'sheets[3]', 'sheets[4]'],
    [
      'a void sheet too',
      (b) => (eliminate(b), (b.sheets[3].state = 'void'), b.sheets.splice(4, 1)),
      'sheets[3]',
    ],
    [
      'a deduction',
      (b) => (eliminate(b), b.sheets.splice(3, 2), (b.deductions[0].entry = 'E2')),
      'deductions[0]',
    ],
    [
      'an absence',
      (b) => (eliminate(b), b.sheets.splice(3, 2), b.absences.push({ stage: 'final', entry: 'E2' })),
      'absences[1]',
    ],
  ])

  refuses('absent', [
    ['a sheet', (b) => b.sheets.push(sheet('final', 'E4', 'J1', '80')), 'sheets[8]'],
    [
      'a recused sheet',
      (b) => b.sheets.push({ stage: 'final', entry: 'E4', judge: 'J1', state: 'recused' }),
      'sheets[8]',
    ],
    ['a second absence', (b) => b.absences.push({ stage: 'final', entry: 'E4' }), 'absences[1]'],
    [
      'an exam mark',
      (b) => (
        b.stages.push({ ...b.stages[0], id: 'oral', weight: '0' }),
        b.examMarks.push({ stage: 'oral', entry: 'E4', mark: '1' })
      ),
      'examMarks[3]',
    ],
  ])
})

accepts('what nothing forbids is accepted', [
  [
    'nothing optional',
    (b) => {
      for (const key of ['examMarks', 'deductions', 'absences', 'lots', 'awards']) delete b[key]
      for (const each of b.entries) delete each.unit
      delete b.stages[0].advance
      delete b.stages[1].rubrics.individual.criteria[0].weight
      b.stages[1].panel = { method: 'mean', minimumJudges: 1 }
    },
  ],
  [
    'no ties said, and no minimum',
    (b) => (delete b.awards[0].ties, delete b.awards[0].minimum, delete b.stages[0].advance.minimum),
  ],
  [
    'a mark of 0, a mark of the maximum, zeros at the end',
    (b) => ((b.sheets[0].marks.P = '0'), (b.sheets[1].marks.P = '25'), (b.sheets[2].marks.P = '20.500')),
  ],
  ['an exam mark of the full marks', (b) => (b.examMarks[0].mark = '150')],
  ['weights written otherwise', (b) => ((b.stages[0].weight = '0.30'), (b.stages[1].weight = '0.700'))],
  [
    'an open sheet with some marks, with none, and without the word',
    (b) => {
      b.sheets[0] = { ...b.sheets[0], state: 'open', marks: {} }
      b.sheets[1] = { stage: 'final', entry: 'E1', judge: 'J2', state: 'open' }
    },
  ],
  [
    'criteria of another rubric on a sheet that is not submitted',
    (b) => (b.sheets[0] = { ...b.sheets[0], state: 'void', marks: { Q: '1' } }),
  ],
  [
    'a void sheet beside another of the same judge, and another void one',
    (b) => {
      b.sheets.push(
        { ...sheet('final', 'E1', 'J1', '1'), state: 'void' },
        { ...sheet('final', 'E1', 'J1', '1'), state: 'void' },
      )
    },
  ],
  ['several deductions for one entry at one stage', (b) => b.deductions.push(b.deductions[0])],
  [
    'records at the very stage where an entry is absent',
    (b) => {
      b.examMarks.push({ stage: 'theory', entry: 'E4', mark: '100' })
      b.deductions.push({ stage: 'theory', entry: 'E4', points: '1', reason: 'late' })
    },
  ],
  ['anything after an incomplete stage: a sheet may have been reopened', (b) => b.examMarks.splice(0, 1)],
  [
    'anything for an entry that withdrew',
    (b) => {
      b.absences.push({ stage: 'theory', entry: 'E5' })
      b.examMarks.push({ stage: 'theory', entry: 'E5', mark: '0' })
    },
  ],
  ['the same lot twice', (b) => (b.lots.E2 = 3)],
  ['an entry of no service domain where no rule needs one', (b) => (b.entries[2].serviceDomain = null)],
  ['a panel that asks for no judge', (b) => (b.stages[1].panel = { method: 'mean', minimumJudges: 0 })],
  ['a stage of weight 0', (b) => ((b.stages[0].weight = '0'), (b.stages[1].weight = '1'))],
  ['no tie-breaks', (b) => (b.ranking.tieBreaks = [])],
  [
    'no entries',
    (b) =>
      Object.assign(b, { entries: [], sheets: [], examMarks: [], deductions: [], absences: [], lots: {} }),
  ],
  ['one criterion id in two tracks, one id for a judge and an entry', (b) => b.judges.push({ id: 'E1' })],
])

describe('every fault is listed', () => {
  test('of all kinds at once, each at its place', () => {
    const paths = pathsOf((b) => {
      b.note = 1
      b.contest.name = {}
      b.entries[0].track = 'team'
      b.entries[1].state = 'gone'
      b.stages[0].weight = '0.4'
      b.stages[1].panel.minimumJudges = '2'
      b.sheets[0].marks = { P: '99', Q: '1' }
      b.sheets[3].marks.P = '20.3'
      b.sheets[4].judge = 'J99'
      b.sheets[5].marks.P = 'x'
      b.examMarks[0].mark = '151'
      b.ranking.tieBreaks[1].stage = 'semi'
      b.awards[1].id = 'first'
    })
    expect(paths.sort()).toEqual(
      [
        'note',
        'contest.name.zh-CN',
        'contest.name.en',
        'entries[0].track',
        'entries[1].state',
        'stages',
        'stages[1].panel.minimumJudges',
        'sheets[3].marks.P',
        'sheets[4].judge',
        'sheets[5].marks.P',
        'examMarks[0].mark',
        'ranking.tieBreaks[1].stage',
        'awards[1].id',
      ].sort(),
    )
  })

  test('a fault that the stages do not hang on hides no late record', () => {
    const paths = pathsOf((b) => {
      b.entries[0].note = 'x'
      b.stages[0].weight = '0.4'
      b.ranking.compareOn = 'raw'
      b.lots.E9 = 1
      b.awards[0].scope = 'unit'
      b.examMarks[1].mark = '10'
    })
    expect(paths.sort()).toEqual(
      [
        'awards[0].scope',
        'entries[0].note',
        'lots.E9',
        'ranking.compareOn',
        'sheets[3]',
        'sheets[4]',
        'stages',
      ].sort(),
    )
  })

  test('a stage of unknown kind hides no fault in what every stage has', () => {
    expect(
      pathsOf((b) => {
        b.stages[1].kind = 'quiz'
        b.stages[1].rounding.places = -1
        b.stages[1].rubrics = 5
      }),
    ).toEqual(['stages[1].kind', 'stages[1].rounding.places'])
  })

  test.each(['tracks', 'serviceDomains', 'judges', 'entries', 'stages'])(
    'of %s that cannot be read nothing is said to be undeclared',
    (list) => {
      expect(pathsOf((b) => (b[list] = {}))).toEqual([list])
      expect(pathsOf((b) => (b[list] = null))).toEqual([list])
    },
  )

  test('an unreadable item of a list hides no fault of the others, and moves none', () => {
    expect(
      pathsOf((b) => {
        b.entries[0] = 5
        b.entries[1].track = 'team'
        b.sheets = []
        b.examMarks = b.deductions = []
        b.lots = {}
      }),
    ).toEqual(['entries[0]', 'entries[1].track'])
    expect(
      pathsOf((b) => {
        b.sheets[0] = null
        b.sheets[3].marks.P = '99'
        b.sheets[4].judge = 'J99'
      }).sort(),
    ).toEqual(['sheets[0]', 'sheets[3].marks.P', 'sheets[4].judge'])
    expect(pathsOf((b) => ((b.awards[0] = 'x'), (b.awards[1].track = 'team')))).toEqual([
      'awards[0]',
      'awards[1].track',
    ])
    expect(
      pathsOf((b) => ((b.ranking.tieBreaks[1] = 'x'), (b.ranking.tieBreaks[4].stage = 'semi'))).sort(),
    ).toEqual(['ranking.tieBreaks[1]', 'ranking.tieBreaks[4].stage'])
  })

  test('an unreadable number is not compared with others', () => {
    expect(pathsOf((b) => ((b.stages[0].fullMarks = 'many'), (b.examMarks[0].mark = '500')))).toEqual([
      'stages[0].fullMarks',
    ])
    expect(pathsOf((b) => ((b.stages[0].weight = 'all'), (b.stages[1].weight = '0.9')))).toEqual([
      'stages[0].weight',
    ])
    expect(
      pathsOf((b) => {
        b.stages[1].rubrics.agency.criteria[0].max = 'many'
        b.sheets[5].marks.P = '500'
      }),
    ).toEqual(['stages[1].rubrics.agency.criteria[0].max'])
  })

  test('what is already reported is not reported again as missing', () => {
    expect(pathsOf((b) => (b.sheets[0].marks.P = 20))).toEqual(['sheets[0].marks.P'])
    expect(pathsOf((b) => (b.stages[1].rubrics.agency = null))).toEqual(['stages[1].rubrics.agency'])
  })
})

describe('a fault says in words what is wrong', () => {
  test.each<[message: string, path: string, change: Change]>([
    [
      'must be a plain decimal number such as "12" or "12.5"',
      'stages[0].weight',
      (b) => (b.stages[0].weight = '.3'),
    ],
    ['is missing', 'entries[0].track', (b) => delete b.entries[0].track],
    ['is missing', 'stages[1].rubrics', (b) => delete b.stages[1].rubrics],
    ['must be an object', 'lots', (b) => (b.lots = [])],
    ['is not a known key', 'sheets[3].note', (b) => (b.sheets[3].note = 1)],
    ['may set aside every score there is', 'stages[1].panel', (b) => (b.stages[1].panel.dropHighest = 2)],
    ['the id "first" is used twice', 'awards[2].id', (b) => b.awards.push(award('first', 2))],
    ['no track "team" is declared', 'entries[4].track', (b) => (b.entries[4].track = 'team')],
    [
      'no service domain "XX" is declared',
      'entries[4].serviceDomain',
      (b) => (b.entries[4].serviceDomain = 'XX'),
    ],
    ['no stage "semi" is declared', 'sheets[0].stage', (b) => (b.sheets[0].stage = 'semi')],
    ['no entry "E9" is declared', 'sheets[0].entry', (b) => (b.sheets[0].entry = 'E9')],
    ['no judge "J99" is declared', 'sheets[0].judge', (b) => (b.sheets[0].judge = 'J99')],
    [
      'no track "team" is declared',
      'stages[1].rubrics.team',
      (b) => (b.stages[1].rubrics.team = rubrics().agency),
    ],
    ['no track "team" is declared', 'awards[0].track', (b) => (b.awards[0].track = 'team')],
    ['no entry "E9" is declared', 'lots.E9', (b) => (b.lots.E9 = 1)],
    [
      'no stage "semi" is declared',
      'ranking.tieBreaks[1].stage',
      (b) => (b.ranking.tieBreaks[1].stage = 'semi'),
    ],
    [
      'no track "team" is declared',
      'ranking.tieBreaks[2].criterion.team',
      (b) => (b.ranking.tieBreaks[2].criterion.team = 'P'),
    ],
    ['is missing, and a stage selects by unit', 'entries[0].unit', (b) => delete b.entries[0].unit],
    [
      'is null, and a stage selects by service domain',
      'entries[3].serviceDomain',
      (b) => ((b.stages[0].advance.scope = 'serviceDomain'), (b.entries[3].serviceDomain = null)),
    ],
    [
      'is null, and an award is given by service domain',
      'entries[1].serviceDomain',
      (b) => (b.entries[1].serviceDomain = null),
    ],
    [
      'is 0: nothing can be scored',
      'stages[0].fullMarks',
      (b) => ((b.stages[0].fullMarks = '0'), (b.examMarks = [])),
    ],
    [
      'is missing: every track needs a rubric',
      'stages[1].rubrics.individual',
      (b) => delete b.stages[1].rubrics.individual,
    ],
    [
      'has full marks of 0: nothing can be scored',
      'stages[1].rubrics.individual',
      (b) => (b.stages[1].rubrics.individual.criteria[0].weight = '0'),
    ],
    ['the weights of all stages do not sum to exactly 1', 'stages', (b) => (b.stages[1].weight = '0.69999')],
    ['is missing', 'sheets[0].marks', (b) => delete b.sheets[0].marks],
    ['is missing', 'sheets[0].marks.P', (b) => (b.sheets[0].marks = {})],
    ['is not a criterion of the rubric', 'sheets[0].marks.Q', (b) => (b.sheets[0].marks.Q = '1')],
    ['is above the highest mark, 25', 'sheets[0].marks.P', (b) => (b.sheets[0].marks.P = '25.5')],
    ['is not a multiple of 0.5', 'sheets[0].marks.P', (b) => (b.sheets[0].marks.P = '20.25')],
    ['is above the full marks, 150', 'examMarks[1].mark', (b) => (b.examMarks[1].mark = '150.01')],
    ['is of kind "exam", which has no sheets', 'sheets[0].stage', (b) => (b.sheets[0].stage = 'theory')],
    [
      'there is another for final, E1, J1',
      'sheets[8]',
      (b) => b.sheets.push(sheet('final', 'E1', 'J1', '25')),
    ],
    [
      'there is another for theory, E4',
      'absences[1]',
      (b) => b.absences.push({ stage: 'theory', entry: 'E4' }),
    ],
    [
      'is of kind "exam", where no judge scores',
      'ranking.tieBreaks[3].stage',
      (b) => (b.ranking.tieBreaks[3].stage = 'theory'),
    ],
    [
      'is missing: every track needs a criterion',
      'ranking.tieBreaks[2].criterion.agency',
      (b) => delete b.ranking.tieBreaks[2].criterion.agency,
    ],
    [
      'no criterion "Q" is in the rubric',
      'ranking.tieBreaks[2].criterion.agency',
      (b) => (b.ranking.tieBreaks[2].criterion.agency = 'Q'),
    ],
    ['"E2" is eliminated at the earlier stage "theory"', 'sheets[3]', (b) => (b.examMarks[1].mark = '10')],
    [
      '"E4" is absent at the earlier stage "theory"',
      'sheets[8]',
      (b) => b.sheets.push(sheet('final', 'E4', 'J1', '80')),
    ],
  ])('%s: %s', (message, path, change) => {
    const book = sound()
    change(book)
    const parsed = parseScorebook(JSON.stringify(book))
    expect(parsed.ok ? [] : parsed.faults).toContainEqual({ path, message })
  })

  test('of text too: a key said twice, an integer written otherwise, what is no JSON', () => {
    const text = JSON.stringify(sound())
    const faultsIn = (faulty: string) => {
      const parsed = parseScorebook(faulty)
      return parsed.ok ? [] : parsed.faults
    }
    expect(faultsIn(text.replace('"lots":{', '"lots":{"E1":1,'))).toEqual([
      { path: 'lots.E1', message: 'is said twice' },
    ])
    expect(faultsIn(text.replace('"E1":3', '"E1":3e0'))).toEqual([
      { path: 'lots.E1', message: 'is not written as a plain integer: 3e0' },
    ])
    expect(faultsIn('{')).toEqual([
      { path: '', message: expect.stringMatching(/^is not readable JSON: .+/) as string },
    ])
  })
})
