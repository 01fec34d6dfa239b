import type { PanelStage, Scorebook } from '~/core/scoring'

// What a program without this core would do: floats, one loop over the sheets, a sort. The core's time is measured
// against it. Knows one panel stage only, whose highest and lowest score do not count, and rounds to two decimals.

export type Line = { entry: string; final: number; rank: number }

/** The loop over the scorebook's own objects, whose marks are decimal strings. */
export function rankNaively({ entries, sheets, stages, tracks }: Scorebook): Line[] {
  const { criteria } = (stages[0] as PanelStage).rubrics[tracks[0]!.id]!
  const rubric = criteria.map(({ id, weight = '1' }) => ({ id, weight: Number(weight) }))
  const full = criteria.reduce((sum, { max, weight = '1' }) => sum + Number(max) * Number(weight), 0)
  const scores = new Map<string, number[]>()
  for (const { id } of entries) scores.set(id, [])
  for (const { entry, marks } of sheets) {
    let points = 0
    for (const { id, weight } of rubric) points += Number(marks![id]) * weight
    scores.get(entry)!.push((points * 100) / full)
  }
  return ranked(scores)
}

/** A scorebook whose numbers are floats already. */
export type Floats = {
  entries: { id: string }[]
  criteria: { id: string; max: number; weight: number }[]
  sheets: { entry: string; marks: Record<string, number> }[]
}

export function floatsOf({ entries, sheets, stages, tracks }: Scorebook): Floats {
  const { criteria } = (stages[0] as PanelStage).rubrics[tracks[0]!.id]!
  return {
    entries: entries.map(({ id }) => ({ id })),
    criteria: criteria.map(({ id, max, weight = '1' }) => ({ id, max: Number(max), weight: Number(weight) })),
    sheets: sheets.map(({ entry, marks }) => ({
      entry,
      marks: Object.fromEntries(Object.entries(marks!).map(([id, mark]) => [id, Number(mark)])),
    })),
  }
}

/** The loop over floats. Not one function with the other: each is compiled for its own objects, as it would be alone. */
export function rankFloats({ entries, criteria, sheets }: Floats): Line[] {
  const full = criteria.reduce((sum, { max, weight }) => sum + max * weight, 0)
  const scores = new Map<string, number[]>()
  for (const { id } of entries) scores.set(id, [])
  for (const { entry, marks } of sheets) {
    let points = 0
    for (const { id, weight } of criteria) points += marks[id]! * weight
    scores.get(entry)!.push((points * 100) / full)
  }
  return ranked(scores)
}

function ranked(scores: ReadonlyMap<string, number[]>): Line[] {
  const lines: Line[] = []
  for (const [entry, of] of scores) {
    const rising = of.sort((a, b) => a - b)
    let sum = 0
    for (let at = 1; at < rising.length - 1; at++) sum += rising[at]!
    lines.push({ entry, final: Math.round((sum / (rising.length - 2)) * 100) / 100, rank: 0 })
  }
  lines.sort((a, b) => b.final - a.final)
  lines.forEach((line, at) => {
    const before = lines[at - 1]
    line.rank = before?.final === line.final ? before.rank : at + 1
  })
  return lines
}
