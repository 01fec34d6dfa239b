import { Fraction } from './fraction'

// Redoes breakdowns as a stranger would: with fractions of its own, from the numbers printed in them, with nothing of the
// product at hand. `faultsOf` has one breakdown and nothing else; `faultsAmong` has all of a contest and the rules as they
// were announced, so that it can also look at what hangs on the other entries.

type Value = string | { n: string; d: string; shown: string }
type Rounded = { before: Value; places: string; mode: string; after: string }
type JudgeLine = {
  judge: string
  marks: Record<string, string>
  points: string
  score: Value
  aside: { as: string; among: string[] } | null
}
type Advancement = {
  scope: 'track' | 'serviceDomain' | 'unit'
  top: string
  minimum: string | null
  last: string | null
  goesOn: boolean
}
type Stage = {
  stage: string
  rounding: Rounded
  deductions: { points: string; reason: string }[]
  deducted: string
  mark: string
  weight: string
  contribution: string
  advance: Advancement | null
} & (
  | { kind: 'exam'; examMark: string; fullMarks: string }
  | {
      kind: 'panel'
      criteria: { id: string; max: string; step: string; weight: string; total: string }[]
      full: string
      judges: JudgeLine[]
      recused: string[]
      panel: Record<'method' | 'dropHighest' | 'dropLowest' | 'trimFrom' | 'minimumJudges', string>
      counted: string
    }
)
type Panel = Extract<Stage, { kind: 'panel' }>
type TieStep = {
  by: string
  stage: string | null
  criterion: string | null
  better: string
  values: { entry: string; value: Value | null }[]
  withheld: string
}
type AwardStep = {
  scope: 'track' | 'serviceDomain'
  rank: string
  tied: string
  award: string | null
  after: string
  last: string
  minimum: string | null
  ties: string | null
  outcome: string
}
type Whoever = { entry: string; track: string; serviceDomain: string | null; stages: Stage[] }
type Ranked = Whoever & {
  state: 'ranked'
  final: Rounded
  compareOn: string
  ties: TieStep[]
  tieBreak: string | null
  rank: string
  serviceDomainRank: string | null
  sharedBy: string[]
  awards: AwardStep[]
}
type Unranked = Whoever &
  (
    | { state: 'eliminated' | 'absent'; stage: string }
    | { state: 'incomplete'; stage: string; missing: { kind: string; needed?: string } }
    | { state: 'withdrawn' | 'disqualified' }
  )
type Breakdown = Ranked | Unranked

const of = Fraction.of
const exactly = (value: Value) =>
  typeof value === 'string' ? of(value) : new Fraction(BigInt(value.n), BigInt(value.d))
const isSame = (a: Value, b: Fraction) => exactly(a).compare(b) === 0
const byCodeUnits = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const isEqual = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** Collects what does not hold, each time with what it was about. */
function findings() {
  const faults: string[] = []
  return {
    faults,
    must: (holds: boolean, what: string) => {
      if (!holds) faults.push(what)
    },
  }
}
type Must = ReturnType<typeof findings>['must']

/** What a breakdown says that does not follow from its own numbers; nothing if it holds. */
export function faultsOf(breakdown: unknown): string[] {
  try {
    return faultsIn(breakdown as Breakdown)
  } catch (error) {
    if (error instanceof RangeError) return [`cannot be computed: ${error.message}`]
    throw error
  }
}

function faultsIn(entry: Breakdown): string[] {
  const { faults, must } = findings()
  entry.stages.forEach((stage, at) =>
    checkStage(stage, (holds, what) => must(holds, `stages[${at}].${what}`)),
  )

  const isLast = (stage: Stage) => stage === entry.stages.at(-1)
  for (const stage of entry.stages)
    if (stage.advance && !(entry.state === 'eliminated' && isLast(stage)))
      must(stage.advance.goesOn, `${stage.stage}: went on`)
  if (entry.state === 'eliminated') {
    const last = entry.stages.at(-1)
    must(last?.stage === entry.stage && last.advance?.goesOn === false, 'eliminated at its last stage')
  }
  if (entry.state === 'ranked') checkRanked(entry, must)
  return faults
}

function checkValue(value: Value, expected: Fraction, must: Must, what: string) {
  must(isSame(value, expected), what)
  if (typeof value === 'string') return
  must(expected.n === BigInt(value.n) && expected.d === BigInt(value.d), `${what} in lowest terms`)
  must(expected.rounded({ places: 6, mode: 'half-up' }).shown(6) === value.shown, `${what}.shown`)
}

function checkRounded(rounded: Rounded, before: Fraction, must: Must, what: string) {
  checkValue(rounded.before, before, must, `${what}.before`)
  const places = Number(rounded.places)
  must(rounded.after === before.rounded({ places, mode: rounded.mode }).shown(places), `${what}.after`)
}

function checkStage(stage: Stage, must: Must) {
  checkRounded(
    stage.rounding,
    stage.kind === 'exam' ? examScore(stage) : panelScore(stage, must),
    must,
    'rounding',
  )
  const deducted = Fraction.sum(stage.deductions.map(({ points }) => of(points)))
  must(isSame(stage.deducted, deducted), 'deducted')
  must(isSame(stage.mark, of(stage.rounding.after).minus(deducted).orZero()), 'mark')
  must(isSame(stage.contribution, of(stage.weight).times(of(stage.mark))), 'contribution')
  if (!stage.advance) return
  const { last, minimum, goesOn } = stage.advance
  if (last !== null) {
    must(goesOn === of(stage.mark).compare(of(last)) >= 0, 'advance.last')
    must(of(last).compare(of(minimum ?? '0')) >= 0, 'advance.minimum')
  } else if (goesOn) must(of(stage.mark).compare(of(minimum ?? '0')) >= 0, 'advance.minimum')
}

const examScore = ({ examMark, fullMarks }: Extract<Stage, { kind: 'exam' }>) =>
  of(examMark).times(of(100)).over(of(fullMarks))

function panelScore({ criteria, full, judges, panel, counted }: Panel, must: Must): Fraction {
  const fullMarks = Fraction.sum(criteria.map(({ max, weight }) => of(max).times(of(weight))))
  must(isSame(full, fullMarks), 'full')
  for (const { id, total } of criteria)
    must(isSame(total, Fraction.sum(judges.map(({ marks }) => of(marks[id]!)))), `criteria.${id}.total`)

  judges.forEach(({ judge, marks, points, score }, at) => {
    must(at === 0 || judges[at - 1]!.judge < judge, `judges by id: ${judge}`)
    must(isEqual(Object.keys(marks).sort(), criteria.map(({ id }) => id).sort()), `${judge} marks the rubric`)
    for (const { id, max, step } of criteria) {
      const mark = of(marks[id]!)
      must(mark.compare(of(max)) <= 0 && mark.over(of(step)).d === 1n, `${judge}.marks.${id}`)
    }
    const sum = Fraction.sum(criteria.map(({ id, weight }) => of(marks[id]!).times(of(weight))))
    must(isSame(points, sum), `${judge}.points`)
    checkValue(score, sum.times(of(100)).over(fullMarks), must, `${judge}.score`)
  })

  must(judges.length >= Math.max(1, Number(panel.minimumJudges)), 'enough judges')
  let left = [...judges]
  const setAside = (as: string, sign: number) => {
    const first = [...left].sort(
      (a, b) => sign * exactly(a.score).compare(exactly(b.score)) || byCodeUnits(a.judge, b.judge),
    )[0]
    must(first !== undefined, 'a score to set aside')
    if (!first) return
    const among = left.filter(({ score }) => isEqual(score, first.score)).map(({ judge }) => judge)
    must(isEqual(first.aside, { as, among }), `${first.judge} set aside`)
    left = left.filter((each) => each !== first)
  }
  if (judges.length >= Number(panel.trimFrom)) {
    for (let drop = 0; drop < Number(panel.dropHighest); drop++) setAside('highest', -1)
    for (let drop = 0; drop < Number(panel.dropLowest); drop++) setAside('lowest', 1)
  }
  must(
    left.every(({ aside }) => aside === null),
    'no other set aside',
  )
  must(left.length === Number(counted), 'counted')
  const rising = left.map(({ score }) => exactly(score)).sort((a, b) => a.compare(b))
  const middle = rising.slice(Math.floor((rising.length - 1) / 2), Math.floor(rising.length / 2) + 1)
  return Fraction.mean(panel.method === 'mean' ? rising : middle)
}

function checkRanked(entry: Ranked, must: Must) {
  must(Fraction.sum(entry.stages.map(({ weight }) => of(weight))).compare(of(1)) === 0, 'weights')
  const sum = Fraction.sum(entry.stages.map(({ contribution }) => of(contribution)))
  checkRounded(entry.final, sum, must, 'final')
  checkTies(entry, must)

  for (const step of entry.awards) {
    const rank = step.scope === 'track' ? entry.rank : entry.serviceDomainRank
    must(step.rank === rank, `${step.scope} award: rank`)
    if (step.scope === 'track') must(Number(step.tied) === entry.sharedBy.length, 'tied')
    must(step.outcome === awardOutcome(step, of(entry.final.after)), `${step.scope} award: outcome`)
  }
}

function awardOutcome({ rank, tied, after, last, minimum, ties }: AwardStep, final: Fraction) {
  const [r, c] = [Number(rank), Number(last)]
  if (r > c) return after === last ? 'beyond' : 'wrong'
  if (r <= Number(after)) return 'wrong'
  if (final.compare(of(minimum ?? '0')) < 0) return 'below-minimum'
  return ties === 'hold' && r + Number(tied) - 1 > c ? 'held' : 'given'
}

/** The value of a tie-break that the entry's own numbers make; null for one that hangs on others. */
function ownValue({ by, stage: at, criterion }: TieStep, { stages }: Ranked): Fraction | null {
  if (by === 'exact')
    return Fraction.sum(
      stages.map(({ weight, rounding, deducted }) =>
        of(weight).times(exactly(rounding.before).minus(of(deducted)).orZero()),
      ),
    )
  const stage = stages.find((each) => each.stage === at)
  if (by === 'stage') return of(stage!.mark)
  if (stage?.kind !== 'panel') return null
  const judges = of(stage.judges.length)
  if (by === 'criterion') return of(stage.criteria.find(({ id }) => id === criterion)!.total).over(judges)
  return by === 'untrimmed' ? Fraction.mean(stage.judges.map(({ score }) => exactly(score))) : null
}

function checkTies(entry: Ranked, must: Must) {
  let tied: string[] | null = null
  let decided: string | null = null
  for (const step of entry.ties) {
    const name = step.stage === null ? step.by : `${step.by}:${step.stage}`
    const ids = step.values.map((each) => each.entry).sort(byCodeUnits)
    if (tied && step.withheld === '0') must(isEqual(ids, tied), `${name}: those still tied`)
    const mine = step.values.find((each) => each.entry === entry.entry)
    must(mine !== undefined, `${name}: the entry is among them`)
    const own = ownValue(step, entry)
    if (own && mine) checkValue(mine.value ?? '', own, must, `${name}: own value`)

    must(step.better === (step.by === 'lot' ? 'lower' : 'higher'), `${name}: better`)
    const values = step.values.map(({ value }) => (value === null ? null : exactly(value)))
    const isUndecided = values.includes(null)
    if (!isUndecided) {
      const sign = step.better === 'lower' ? 1 : -1
      values.forEach((value, at) =>
        must(at === 0 || sign * values[at - 1]!.compare(value!) <= 0, `${name}: best first`),
      )
      if (values.some((value) => value!.compare(values[0]!) !== 0)) decided = name
    }
    tied = isUndecided
      ? ids
      : step.values
          .filter(({ value }) => isEqual(value, mine?.value))
          .map((each) => each.entry)
          .sort(byCodeUnits)
  }
  if (entry.ties.every(({ withheld }) => withheld === '0')) must(entry.tieBreak === decided, 'tieBreak')
  if (tied) must(isEqual(tied, entry.sharedBy), 'sharedBy')
  must(entry.sharedBy.includes(entry.entry), 'shares its own rank')
}

/** The rules as they were announced, and who entered: what of a scorebook is known before anybody judges. */
export type Announced = {
  tracks: { id: string }[]
  entries: { id: string; track: string; serviceDomain: string | null; unit?: string | undefined }[]
  stages: ({
    id: string
    weight: string
    rounding: { places: number; mode: string }
    advance?: { scope: string; top: number; minimum?: string | undefined } | undefined
  } & (
    | { kind: 'exam'; fullMarks: string }
    | {
        kind: 'panel'
        rubrics: Record<
          string,
          { criteria: { id: string; max: string; step: string; weight?: string | undefined }[] }
        >
        panel: {
          method: string
          dropHighest?: number | undefined
          dropLowest?: number | undefined
          trimFrom?: number | undefined
          minimumJudges: number
        }
      }
  ))[]
  ranking: { rounding: { places: number; mode: string }; compareOn: string; tieBreaks: object[] }
  lots?: Record<string, number> | undefined
  awards?:
    | {
        id: string
        track: string
        scope: string
        count: number
        minimum?: string | undefined
        ties?: string | undefined
      }[]
    | undefined
}

/** What all breakdowns of a contest say that does not follow from their numbers and the announced rules. */
export function faultsAmong(all: unknown, announced: Announced): string[] {
  const breakdowns = all as Breakdown[]
  const { faults, must } = findings()
  const about = (entry: Breakdown) => (holds: boolean, what: string) => must(holds, `${entry.entry}: ${what}`)
  const ids = breakdowns.map(({ entry }) => entry).sort(byCodeUnits)
  must(isEqual(ids, announced.entries.map(({ id }) => id).sort(byCodeUnits)), 'everybody who entered')
  for (const entry of breakdowns) {
    faults.push(...faultsOf(entry).map((fault) => `${entry.entry}: ${fault}`))
    checkQuoted(entry, announced, about(entry))
  }
  if (faults.length > 0) return faults // What follows takes each by itself to be sound.

  for (const entry of breakdowns) {
    checkLines(entry, breakdowns, announced, about(entry))
    if (entry.state === 'ranked') checkPlace(entry, breakdowns, announced, about(entry))
  }
  return faults
}

/** The rules in a breakdown are those that were announced. */
function checkQuoted(entry: Breakdown, { stages, ranking, lots = {}, awards = [] }: Announced, must: Must) {
  const rounding = ({ places, mode }: { places: number; mode: string }) => [String(places), mode]
  entry.stages.forEach((said, at) => {
    const stage = stages[at]!
    must(said.stage === stage.id && said.kind === stage.kind && said.weight === stage.weight, `stage ${at}`)
    must(
      isEqual([said.rounding.places, said.rounding.mode], rounding(stage.rounding)),
      `stage ${at} rounding`,
    )
    const { advance } = stage
    const line = advance && [advance.scope, String(advance.top), advance.minimum ?? null]
    const saidLine = said.advance && [said.advance.scope, said.advance.top, said.advance.minimum]
    must(isEqual(saidLine, line ?? null), `stage ${at} advance`)
    if (said.kind === 'exam' && stage.kind === 'exam') must(said.fullMarks === stage.fullMarks, 'full marks')
    if (said.kind !== 'panel' || stage.kind !== 'panel') return
    const criteria = stage.rubrics[entry.track]!.criteria
    must(
      isEqual(
        said.criteria.map(({ id, max, step, weight }) => [id, max, step, weight]),
        criteria.map(({ id, max, step, weight = '1' }) => [id, max, step, weight]),
      ),
      `stage ${at} rubric`,
    )
    const { method, dropHighest = 0, dropLowest = 0, trimFrom = 1, minimumJudges } = stage.panel
    must(
      isEqual(
        [said.panel.method, said.panel.dropHighest, said.panel.dropLowest, said.panel.trimFrom],
        [method, String(dropHighest), String(dropLowest), String(trimFrom)],
      ) && said.panel.minimumJudges === String(minimumJudges),
      `stage ${at} panel`,
    )
  })
  if (entry.state === 'incomplete') {
    const stage = stages.find(({ id }) => id === entry.stage)!
    const needed = stage.kind === 'panel' ? String(Math.max(1, stage.panel.minimumJudges)) : undefined
    must(entry.missing.kind === stage.kind && entry.missing.needed === needed, 'missing')
  }
  if (entry.state !== 'ranked') return
  must(isEqual([entry.final.places, entry.final.mode], rounding(ranking.rounding)), 'final rounding')
  must(entry.compareOn === ranking.compareOn, 'compareOn')
  entry.ties.forEach((step, at) => {
    const key = ranking.tieBreaks[at] as { by: string; stage?: string; criterion?: Record<string, string> }
    const said = [step.by, step.stage, step.criterion]
    must(isEqual(said, [key.by, key.stage ?? null, key.criterion?.[entry.track] ?? null]), `tie-break ${at}`)
    if (step.by !== 'lot') return
    for (const { entry: id, value } of step.values)
      must(value === (Object.hasOwn(lots, id) ? String(lots[id]) : null), `lot of ${id}`)
  })
  for (const step of entry.awards) {
    const listed = awards.filter(({ track, scope }) => track === entry.track && scope === step.scope)
    let after = 0
    const matched = listed.find(
      ({ count }) => Number(step.rank) <= after + count || ((after += count), false),
    )
    const rule = matched
      ? [matched.id, after, after + matched.count, matched.minimum ?? null, matched.ties ?? 'include']
      : [null, after, after, null, null]
    must(
      isEqual([step.award, Number(step.after), Number(step.last), step.minimum, step.ties], rule),
      `${step.scope} award`,
    )
  }
}

/** The lines of the stages follow from the marks of all who were there. */
function checkLines(entry: Breakdown, all: readonly Breakdown[], { entries }: Announced, must: Must) {
  const unitOf = new Map(entries.map(({ id, unit }) => [id, unit]))
  const WORDS = {
    track: () => '',
    serviceDomain: (each: Breakdown) => String(each.serviceDomain),
    unit: (each: Breakdown) => String(unitOf.get(each.entry)),
  }
  entry.stages.forEach(({ advance }, at) => {
    if (!advance) return
    const wordsOf = WORDS[advance.scope]
    const marks = all
      .filter((other) => other.track === entry.track && wordsOf(other) === wordsOf(entry))
      .flatMap((other) => (other.stages[at] ? [of(other.stages[at].mark)] : []))
      .filter((mark) => mark.compare(of(advance.minimum ?? '0')) >= 0)
      .sort((a, b) => b.compare(a))
    const last = marks[Math.min(Number(advance.top), marks.length) - 1]
    must(
      advance.last === null ? last === undefined : !!last && isSame(advance.last, last),
      `line of stage ${at}`,
    )
  })
}

/** Rank and ties follow from the final marks and tie-breaks of all. */
function checkPlace(entry: Ranked, all: readonly Breakdown[], { ranking }: Announced, must: Must) {
  const ranked = all.filter((each): each is Ranked => each.state === 'ranked' && each.track === entry.track)
  const byId = new Map(ranked.map((each) => [each.entry, each]))
  const compared = ({ final }: Ranked) =>
    ranking.compareOn === 'rounded' ? of(final.after) : exactly(final.before)
  const duel = (a: Ranked, b: Ranked, at: string) => {
    const panel = ({ stages }: Ranked) => stages.find(({ stage }) => stage === at) as Panel
    const duels = panel(a).judges.flatMap(({ judge, score }) =>
      panel(b)
        .judges.filter((other) => other.judge === judge)
        .map((other) => exactly(score).compare(exactly(other.score))),
    )
    return Math.sign(duels.reduce((ahead, each) => ahead + each, 0))
  }

  let rivals = ranked.filter((each) => compared(each).compare(compared(entry)) === 0)
  let rank = 1 + ranked.filter((each) => compared(each).compare(compared(entry)) > 0).length
  for (const step of entry.ties) {
    must(step.withheld === '0', 'nobody is withheld')
    const group = step.values.map((each) => byId.get(each.entry)!)
    must(
      isEqual(
        group.map((each) => each.entry).sort(byCodeUnits),
        rivals.map((each) => each.entry).sort(byCodeUnits),
      ),
      `${step.by}: those still tied`,
    )
    const valueOf = (each: Ranked): Fraction | null => {
      const { value } = step.values.find((one) => one.entry === each.entry)!
      return value === null ? null : exactly(value)
    }
    for (const each of group) {
      const own =
        step.by === 'head-to-head'
          ? of(group.filter((other) => duel(each, other, step.stage!) > 0).length)
          : ownValue(step, each)
      const { value } = step.values.find((one) => one.entry === each.entry)!
      if (own && value !== null) checkValue(value, own, must, `${step.by} of ${each.entry}`)
    }
    if (group.some((each) => valueOf(each) === null)) continue
    const sign = step.better === 'lower' ? -1 : 1
    const against = (each: Ranked) => sign * valueOf(each)!.compare(valueOf(entry)!)
    rank += rivals.filter((each) => against(each) > 0).length
    rivals = rivals.filter((each) => against(each) === 0)
  }
  must(rivals.length === 1 || entry.ties.length === ranking.tieBreaks.length, 'all tie-breaks walked')
  must(isEqual(entry.sharedBy, rivals.map((each) => each.entry).sort(byCodeUnits)), 'sharedBy')
  must(Number(entry.rank) === rank, 'rank')

  const inDomain = ranked.filter((each) => each.serviceDomain === entry.serviceDomain)
  const ahead = inDomain.filter((each) => Number(each.rank) < Number(entry.rank)).length
  const domainRank = entry.serviceDomain === null ? null : String(1 + ahead)
  must(entry.serviceDomainRank === domainRank, 'serviceDomainRank')
  const tied = inDomain.filter((each) => each.rank === entry.rank).length
  for (const step of entry.awards)
    if (step.scope === 'serviceDomain') must(Number(step.tied) === tied, 'tied in the service domain')
}
