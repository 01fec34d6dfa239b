import type { Award, Entry, Ranking, Scorebook, Sheet, Stage, TieBreak } from '~/core/scoring'
import { Fraction } from './fraction'

// scorebook/1 read once more, with no thought of speed: everything is looked up by filter, nothing is shared with the
// real one.

const of = Fraction.of
const byCodeUnits = (a: string, b: string) => (a < b ? -1 : 1)

type Result = { mark: Fraction; raw: Fraction; deducted: Fraction; counted?: number; dropped?: string[] }
type Life = { entry: Entry; state: string; stage: string | null; results: Record<string, Result> }

const criteriaOf = (stage: Stage, track: string) =>
  stage.kind === 'panel' ? stage.rubrics[track]!.criteria : []

function judgesScore(sheet: Sheet, stage: Stage, track: string): Fraction {
  const criteria = criteriaOf(stage, track)
  const got = criteria.map(({ id, weight = '1' }) => of(sheet.marks![id]!).times(of(weight)))
  const full = criteria.map(({ max, weight = '1' }) => of(max).times(of(weight)))
  return Fraction.sum(got).times(of(100)).over(Fraction.sum(full))
}

const sheetsOf = (book: Scorebook, stage: string, entry: string) =>
  book.sheets.filter((sheet) => sheet.stage === stage && sheet.entry === entry)

const submittedOf = (book: Scorebook, stage: string, entry: string) =>
  sheetsOf(book, stage, entry).filter(({ state }) => state === 'submitted')

function resultAt(book: Scorebook, stage: Stage, entry: Entry): Result | null {
  const deducted = Fraction.sum(
    (book.deductions ?? [])
      .filter((d) => d.stage === stage.id && d.entry === entry.id)
      .map((d) => of(d.points)),
  )
  const from = (raw: Fraction) => ({
    raw,
    deducted,
    mark: raw.rounded(stage.rounding).minus(deducted).orZero(),
  })
  if (stage.kind === 'exam') {
    const found = (book.examMarks ?? []).find((m) => m.stage === stage.id && m.entry === entry.id)
    return found ? from(of(found.mark).times(of(100)).over(of(stage.fullMarks))) : null
  }
  const { dropHighest = 0, dropLowest = 0, trimFrom = 1, minimumJudges, method } = stage.panel
  const submitted = submittedOf(book, stage.id, entry.id)
  if (sheetsOf(book, stage.id, entry.id).some(({ state }) => state === 'open')) return null
  if (submitted.length < minimumJudges || submitted.length === 0) return null
  let left = submitted.map((sheet) => ({ judge: sheet.judge, score: judgesScore(sheet, stage, entry.track) }))
  const dropped: string[] = []
  const drop = (sign: number) => {
    left.sort((a, b) => sign * a.score.compare(b.score) || byCodeUnits(a.judge, b.judge))
    dropped.push(left[0]!.judge)
    left = left.slice(1)
  }
  if (submitted.length >= trimFrom) {
    for (let i = 0; i < dropLowest; i++) drop(1)
    for (let i = 0; i < dropHighest; i++) drop(-1)
  }
  const scores = left.map(({ score }) => score).sort((a, b) => a.compare(b))
  const middle = scores.slice(Math.floor((scores.length - 1) / 2), Math.floor(scores.length / 2) + 1)
  const raw = Fraction.mean(method === 'mean' ? scores : middle)
  return { ...from(raw), counted: left.length, dropped: dropped.sort(byCodeUnits) }
}

const SAME_SCOPE = {
  track: (a: Entry, b: Entry) => a.track === b.track,
  serviceDomain: (a: Entry, b: Entry) => a.track === b.track && a.serviceDomain === b.serviceDomain,
  unit: (a: Entry, b: Entry) => a.track === b.track && a.unit === b.unit,
}

function lives(book: Scorebook): Life[] {
  const all = book.entries.map((entry): Life => ({
    entry,
    state: entry.state === 'entered' ? 'ranked' : entry.state,
    stage: null,
    results: {},
  }))
  for (const stage of book.stages) {
    const here = all.filter(({ state }) => state === 'ranked')
    for (const life of here) {
      const isAbsent = (book.absences ?? []).some((a) => a.stage === stage.id && a.entry === life.entry.id)
      const result = isAbsent ? null : resultAt(book, stage, life.entry)
      if (result) life.results[stage.id] = result
      else Object.assign(life, { state: isAbsent ? 'absent' : 'incomplete', stage: stage.id })
    }
    const { advance } = stage
    if (!advance) continue
    const markOf = (life: Life) => life.results[stage.id]!.mark
    const able = here.filter(
      (life) => stage.id in life.results && markOf(life).compare(of(advance.minimum ?? '0')) >= 0,
    )
    for (const life of here.filter((each) => stage.id in each.results)) {
      const better = able.filter(
        (rival) =>
          SAME_SCOPE[advance.scope](rival.entry, life.entry) && markOf(rival).compare(markOf(life)) > 0,
      )
      if (!able.includes(life) || better.length >= advance.top)
        Object.assign(life, { state: 'eliminated', stage: stage.id })
    }
  }
  return all
}

/** Records that scorebook/1 refuses: at a stage after the one where the entry was eliminated or absent. */
export function withoutLateRecords(book: Scorebook): Scorebook {
  const at = (stage: string) => book.stages.findIndex(({ id }) => id === stage)
  const left = lives(book).filter(({ state }) => state === 'eliminated' || state === 'absent')
  const inTime = (record: { stage: string; entry: string }) =>
    !left.some((life) => life.entry.id === record.entry && at(record.stage) > at(life.stage!))
  return {
    ...book,
    sheets: book.sheets.filter(inTime),
    examMarks: (book.examMarks ?? []).filter(inTime),
    deductions: (book.deductions ?? []).filter(inTime),
    absences: (book.absences ?? []).filter(inTime),
  }
}

function keyValue(book: Scorebook, key: TieBreak, life: Life, group: Life[]): Fraction {
  const { id, track } = life.entry
  if (key.by === 'lot') {
    const lots = book.lots ?? {}
    return group.every((each) => Object.hasOwn(lots, each.entry.id))
      ? of(lots[id]!).times(new Fraction(-1n))
      : of(0)
  }
  if (key.by === 'exact')
    return Fraction.sum(
      book.stages.map((stage) => {
        const { raw, deducted } = life.results[stage.id]!
        return of(stage.weight).times(raw.minus(deducted).orZero())
      }),
    )
  const stage = book.stages.find((each) => each.id === key.stage)!
  const sheets = submittedOf(book, key.stage, id)
  if (key.by === 'stage') return life.results[key.stage]!.mark
  if (key.by === 'criterion')
    return Fraction.mean(sheets.map(({ marks }) => of(marks![key.criterion[track]!]!)))
  if (key.by === 'untrimmed') return Fraction.mean(sheets.map((sheet) => judgesScore(sheet, stage, track)))
  const wins = group.filter((rival) => {
    const duels = sheets.flatMap((mine) =>
      submittedOf(book, key.stage, rival.entry.id)
        .filter(({ judge }) => judge === mine.judge)
        .map((theirs) => judgesScore(mine, stage, track).compare(judgesScore(theirs, stage, track))),
    )
    return duels.filter((duel) => duel > 0).length > duels.filter((duel) => duel < 0).length
  })
  return of(wins.length)
}

type Ranked = { life: Life; tieBreak: string | null; rank: number }

function inOrder(book: Scorebook, group: Life[], keys: TieBreak[], tieBreak: string | null): Ranked[] {
  const [key, ...later] = keys
  if (!key) return group.map((life) => ({ life, tieBreak, rank: 1 }))
  const valued = group.map((life) => ({ life, value: keyValue(book, key, life, group) }))
  const values = valued.map(({ value }) => value).sort((a, b) => b.compare(a))
  const distinct = values.filter((value, i) => i === 0 || values[i - 1]!.compare(value) !== 0)
  const name = 'stage' in key ? `${key.by}:${key.stage}` : key.by
  let ahead = 0
  return distinct.flatMap((value) => {
    const part = valued.filter((each) => each.value.compare(value) === 0).map(({ life }) => life)
    const ranked = inOrder(book, part, later, distinct.length > 1 ? name : tieBreak)
    const placed = ranked.map((each) => ({ ...each, rank: each.rank + ahead }))
    ahead += part.length
    return placed
  })
}

const sumOf = (book: Scorebook, life: Life) =>
  Fraction.sum(book.stages.map(({ id, weight }) => of(weight).times(life.results[id]!.mark)))

export function rankSlowly(book: Scorebook): Ranking {
  const { rounding, compareOn } = book.ranking
  const all = lives(book)
  const finalOf = (life: Life) => sumOf(book, life).rounded(rounding)
  const compared = (life: Life) => (compareOn === 'rounded' ? finalOf(life) : sumOf(book, life))
  const entries: unknown[] = []
  const held: unknown[] = []

  for (const { id: track } of book.tracks) {
    const mine = all.filter(({ entry }) => entry.track === track)
    const ranked = mine.filter(({ state }) => state === 'ranked')
    const lines = ranked.map((life) => {
      const equal = ranked.filter((other) => compared(other).compare(compared(life)) === 0)
      const better = ranked.filter((other) => compared(other).compare(compared(life)) > 0)
      const place = inOrder(book, equal, book.ranking.tieBreaks, null).find((each) => each.life === life)!
      return { life, tieBreak: place.tieBreak, rank: better.length + place.rank }
    })
    const inDomain = (domain: string | null) =>
      lines.filter(({ life }) => life.entry.serviceDomain === domain)
    const domainRank = (line: Ranked) =>
      1 + inDomain(line.life.entry.serviceDomain).filter((other) => other.rank < line.rank).length

    /** The award an entry is matched to, and whether its group is held. */
    const awardFor = (scope: Award['scope'], rank: number, size: number, final: Fraction) => {
      let upTo = 0
      for (const award of (book.awards ?? []).filter(
        (each) => each.track === track && each.scope === scope,
      )) {
        upTo += award.count
        if (rank > upTo) continue
        if (award.minimum !== undefined && final.compare(of(award.minimum)) < 0) return null
        return { id: award.id, isHeld: award.ties === 'hold' && rank + size - 1 > upTo }
      }
      return null
    }
    const awardsOf = (line: Ranked) => {
      const final = finalOf(line.life)
      const domain = line.life.entry.serviceDomain
      const rank = domainRank(line)
      const sizeInDomain = inDomain(domain).filter((other) => domainRank(other) === rank).length
      return {
        track: awardFor('track', line.rank, lines.filter((other) => other.rank === line.rank).length, final),
        serviceDomain: domain === null ? null : awardFor('serviceDomain', rank, sizeInDomain, final),
      }
    }

    lines.sort((a, b) => a.rank - b.rank || byCodeUnits(a.life.entry.id, b.life.entry.id))
    const gone = mine.filter(({ state }) => state !== 'ranked')
    gone.sort((a, b) => byCodeUnits(a.entry.id, b.entry.id))
    for (const line of [...lines, ...gone.map((life) => ({ life, rank: null, tieBreak: null }))]) {
      const { life } = line
      const given = line.rank === null ? null : awardsOf(line)
      entries.push({
        id: life.entry.id,
        track,
        serviceDomain: life.entry.serviceDomain,
        state: life.state,
        stage: life.stage,
        stages: Object.fromEntries(
          book.stages
            .filter(({ id }) => id in life.results)
            .map(({ id, rounding: { places } }) => {
              const { mark, deducted, counted, dropped } = life.results[id]!
              const shown = { mark: mark.shown(places), deducted: deducted.shown(0) }
              return [id, counted === undefined ? shown : { ...shown, counted, dropped }]
            }),
        ),
        final: line.rank === null ? null : finalOf(life).shown(rounding.places),
        rank: line.rank,
        serviceDomainRank: line.rank === null || life.entry.serviceDomain === null ? null : domainRank(line),
        tieBreak: line.tieBreak,
        awards: [given?.track, given?.serviceDomain].flatMap((one) => (one && !one.isHeld ? [one.id] : [])),
      })
    }
    for (const domain of [null, ...book.serviceDomains.map(({ id }) => id)]) {
      const groups = new Map<
        number,
        { award: string; track: string; serviceDomain: string | null; entries: string[] }
      >()
      for (const line of domain === null ? lines : inDomain(domain)) {
        const one = domain === null ? awardsOf(line).track : awardsOf(line).serviceDomain
        if (!one?.isHeld) continue
        const rank = domain === null ? line.rank : domainRank(line)
        const group = groups.get(rank) ?? { award: one.id, track, serviceDomain: domain, entries: [] }
        groups.set(rank, { ...group, entries: [...group.entries, line.life.entry.id].sort(byCodeUnits) })
      }
      held.push(...[...groups].sort(([a], [b]) => a - b).map(([, group]) => group))
    }
  }
  return { format: 'ranking/1', entries, held } as Ranking
}
