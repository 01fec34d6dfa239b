import { advancing } from './advancement'
import { recordsOf } from './records'
import type { Entry, Scorebook } from './scorebook'
import { markingAt, type StageMark } from './stage'

/** Why an entry is not ranked, and at which stage it left; never having taken part, at none. */
export type Left =
  | { readonly state: 'withdrawn' | 'disqualified'; readonly stage: null }
  | { readonly state: 'eliminated' | 'absent' | 'incomplete'; readonly stage: string }

/** Where an entry stands. Its marks are in the order of the stages, up to and with the one where it was eliminated. */
export type Standing = {
  readonly entry: Entry
  readonly marks: readonly StageMark[]
  /** Null while it is in; after the last stage those are the ranked ones. */
  readonly left: Left | null
}

type Runner = { readonly entry: Entry; readonly marks: StageMark[]; left: Left | null }

/**
 * Holds the stages one after the other (scorebook/1, steps 1 to 5). Who is absent, incomplete or eliminated at a stage
 * takes part in no later one; who withdrew or was disqualified, in none. Standings are in the order of the entries.
 */
export function holdStages(scorebook: Scorebook): Standing[] {
  const recordsAt = recordsOf(scorebook)
  const field = scorebook.entries.map((entry): Runner => {
    const left = entry.state === 'entered' ? null : { state: entry.state, stage: null }
    return { entry, marks: [], left }
  })
  let still = field.filter(({ left }) => left === null)

  for (const [at, stage] of scorebook.stages.entries()) {
    const markOf = markingAt(stage)
    for (const standing of still) {
      const records = recordsAt(stage.id, standing.entry.id)
      const mark = records.absent ? null : markOf(standing.entry.track, records)
      if (mark) standing.marks.push(mark)
      else standing.left = { state: records.absent ? 'absent' : 'incomplete', stage: stage.id }
    }
    still = still.filter(({ left }) => left === null)
    if (!stage.advance) continue

    const on = advancing(still, stage.advance, ({ marks }) => marks[at]!.mark)
    for (const standing of still)
      if (!on.has(standing)) standing.left = { state: 'eliminated', stage: stage.id }
    still = [...on]
  }
  return field
}
