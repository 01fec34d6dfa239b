import type { PanelStage, Scorebook } from '~/core/scoring'

// What a program without this core would do: floats, one loop over the sheets, a sort by the same rules. The core's time is
// measured against it. Knows one panel stage only, whose highest and lowest score do not count, rounds to two decimals,
// and breaks ties as the large scorebook does: the mean before rounding, the first criterion, the mean of all scores, and
// how many of its rivals an entry is ahead of with more judges.

export type Line = {
  entry: string
  serviceDomain: string | null
  final: number
  exact: number
  first: number
  untrimmed: number
  wins: number
  /** A score for each judge, in the order of the sheets. */
  scores: number[]
  judges: string[]
  dropped: string[]
  rank: number
  serviceDomainRank: number
}

const lineOf = ({ id, serviceDomain }: { id: string; serviceDomain: string | null }): Line => ({
  entry: id,
  serviceDomain,
  final: 0,
  exact: 0,
  first: 0,
  untrimmed: 0,
  wins: 0,
  scores: [],
  judges: [],
  dropped: [],
  rank: 0,
  serviceDomainRank: 0,
})

/** The loop over the scorebook's own objects, whose marks are decimal strings. */
export function rankNaively({ entries, sheets, stages, tracks }: Scorebook): Line[] {
  const { criteria } = (stages[0] as PanelStage).rubrics[tracks[0]!.id]!
  const rubric = criteria.map(({ id, weight = '1' }) => ({ id, weight: Number(weight) }))
  const full = criteria.reduce((sum, { max, weight = '1' }) => sum + Number(max) * Number(weight), 0)
  const lines = new Map(entries.map((entry) => [entry.id, lineOf(entry)]))
  for (const { entry, judge, marks } of sheets) {
    let points = 0
    for (const { id, weight } of rubric) points += Number(marks![id]) * weight
    const line = lines.get(entry)!
    line.first += Number(marks![rubric[0]!.id])
    line.scores.push((points * 100) / full)
    line.judges.push(judge)
  }
  return ranked([...lines.values()])
}

/** A scorebook whose numbers are floats already. */
export type Floats = {
  entries: { id: string; serviceDomain: string | null }[]
  criteria: { id: string; max: number; weight: number }[]
  sheets: { entry: string; judge: string; marks: Record<string, number> }[]
}

export function floatsOf({ entries, sheets, stages, tracks }: Scorebook): Floats {
  const { criteria } = (stages[0] as PanelStage).rubrics[tracks[0]!.id]!
  return {
    entries: entries.map(({ id, serviceDomain }) => ({ id, serviceDomain })),
    criteria: criteria.map(({ id, max, weight = '1' }) => ({ id, max: Number(max), weight: Number(weight) })),
    sheets: sheets.map(({ entry, judge, marks }) => ({
      entry,
      judge,
      marks: Object.fromEntries(Object.entries(marks!).map(([id, mark]) => [id, Number(mark)])),
    })),
  }
}

/** The loop over floats. Not one function with the other: each is compiled for its own objects, as it would be alone. */
export function rankFloats({ entries, criteria, sheets }: Floats): Line[] {
  const full = criteria.reduce((sum, { max, weight }) => sum + max * weight, 0)
  const lines = new Map(entries.map((entry) => [entry.id, lineOf(entry)]))
  for (const { entry, judge, marks } of sheets) {
    let points = 0
    for (const { id, weight } of criteria) points += marks[id]! * weight
    const line = lines.get(entry)!
    line.first += marks[criteria[0]!.id]!
    line.scores.push((points * 100) / full)
    line.judges.push(judge)
  }
  return ranked([...lines.values()])
}

function ranked(lines: Line[]): Line[] {
  for (const line of lines) {
    const { scores, judges } = line
    let total = 0
    let highest = 0
    let lowest = 0
    for (let at = 0; at < scores.length; at++) {
      total += scores[at]!
      if (scores[at]! > scores[highest]!) highest = at
      if (scores[at]! < scores[lowest]!) lowest = at
    }
    line.exact = (total - scores[highest]! - scores[lowest]!) / (scores.length - 2)
    line.final = Math.round(line.exact * 100) / 100
    line.first /= scores.length
    line.untrimmed = total / scores.length
    line.dropped = [judges[highest]!, judges[lowest]!].sort()
  }
  const byMarks = (a: Line, b: Line) =>
    b.final - a.final || b.exact - a.exact || b.first - a.first || b.untrimmed - a.untrimmed
  lines.sort(byMarks)
  for (let from = 0; from < lines.length;) {
    let to = from + 1
    while (to < lines.length && byMarks(lines[from]!, lines[to]!) === 0) to++
    for (let one = from; one < to; one++)
      for (let other = from; other < to; other++)
        if (one !== other && lead(lines[one]!, lines[other]!) > 0) lines[one]!.wins++
    from = to
  }
  const order = (a: Line, b: Line) => byMarks(a, b) || b.wins - a.wins
  lines.sort(order)
  const domains = new Map<string | null, { count: number; last: Line }>()
  lines.forEach((line, at) => {
    const before = lines[at - 1]
    line.rank = before && order(before, line) === 0 ? before.rank : at + 1
    const domain = domains.get(line.serviceDomain)
    const count = (domain?.count ?? 0) + 1
    line.serviceDomainRank = domain?.last.rank === line.rank ? domain.last.serviceDomainRank : count
    domains.set(line.serviceDomain, { count, last: line })
  })
  return lines
}

/** How many more judges have one ahead of the other. */
function lead(one: Line, other: Line) {
  let ahead = 0
  for (let at = 0; at < one.scores.length; at++) {
    const there = other.judges.indexOf(one.judges[at]!)
    if (there !== -1) ahead += Math.sign(one.scores[at]! - other.scores[there]!)
  }
  return ahead
}
