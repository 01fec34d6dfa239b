import { goesOn, linesFor, type Line } from './advancement'
import { recordsOf, type Records } from './records'
import type { Entry, Scorebook } from './scorebook'
import { markingAt, type StageMark } from './stage'

/** Why an entry is not ranked, and at which stage it left; never having taken part, at none. */
export type Left =
  | { readonly state: 'withdrawn' | 'disqualified'; readonly stage: null }
  | { readonly state: 'eliminated' | 'absent'; readonly stage: string }
  | { readonly state: 'incomplete'; readonly stage: string; readonly records: Records }

/** Where an entry stands. Its marks are in the order of the stages, up to and with the one where it was eliminated. */
export type Standing = {
  readonly entry: Entry
  readonly marks: readonly StageMark[]
  /** For each stage, the line its mark had to reach to go on; null where everybody does, or before it has a mark. */
  readonly lines: readonly (Line | null)[]
  /** Null while it is in; after the last stage those are the ranked ones. */
  readonly left: Left | null
}

/** A standing on its way. */
type Runner = { -readonly [Key in keyof Standing]: Standing[Key] } & { marks: StageMark[] }

/**
 * Holds the stages one after the other (scorebook/1, steps 1 to 5). Who is absent, incomplete or eliminated at a stage
 * takes part in no later one; who withdrew or was disqualified, in none. Standings are in the order of the entries.
 */
export function holdStages(scorebook: Scorebook): Standing[] {
  const recordsAt = recordsOf(scorebook)
  const noLines = scorebook.stages.map(() => null)
  const field = scorebook.entries.map((entry): Runner => {
    const left = entry.state === 'entered' ? null : { state: entry.state, stage: null }
    return { entry, marks: [], lines: noLines, left }
  })
  let still = field.filter(({ left }) => left === null)

  for (const [at, stage] of scorebook.stages.entries()) {
    const markOf = markingAt(stage)
    for (const standing of still) {
      const records = recordsAt(stage.id, standing.entry.id)
      const mark = records.absent ? null : markOf(standing.entry.track, records)
      if (mark) standing.marks.push(mark)
      else if (records.absent) standing.left = { state: 'absent', stage: stage.id }
      else standing.left = { state: 'incomplete', stage: stage.id, records }
    }
    still = still.filter(({ left }) => left === null)

    if (!stage.advance) continue
    for (const [standing, line] of linesFor(still, stage.advance, ({ marks }) => marks[at]!.mark)) {
      standing.lines = standing.lines.map((before, of) => (of === at ? line : before))
      if (!goesOn(standing.marks[at]!.mark, line)) standing.left = { state: 'eliminated', stage: stage.id }
    }
    still = still.filter(({ left }) => left === null)
  }
  return field
}
