import { heldIn, juryOf, type Held, type Jury } from './awards'
import { COMPARED, finalMarks } from './final'
import { compareIds, groupBy } from './order'
import { inServiceDomains, placesOf, type Ranked } from './places'
import { holdStages, type Standing } from './progress'
import type { Scorebook } from './scorebook'
import { tieBreaksOf } from './tie-breaks'

/** All that follows from a scorebook for one track, before anything of it is written down. */
export type TrackOutcome = {
  /** The entries with a rank, best first, those of equal rank by id. */
  readonly ranked: readonly Ranked[]
  /** The entries without one, by id. */
  readonly unranked: readonly Standing[]
  readonly jury: Jury
  readonly held: readonly Held[]
}

/** The outcome of every track, as listed. The scorebook must be one that `parseScorebook` lets pass. */
export function outcomesOf(scorebook: Scorebook): TrackOutcome[] {
  const standings = groupBy(holdStages(scorebook), ({ entry }) => entry.track)
  const comparedOn = COMPARED[scorebook.ranking.compareOn]
  const tieBreaks = tieBreaksOf(scorebook)
  return scorebook.tracks.map(({ id: track }) => {
    // Sorted by id once; every later sort keeps the order of those it finds equal.
    const field = [...(standings.get(track) ?? [])].sort((a, b) => compareIds(a.entry.id, b.entry.id))
    const still = field.filter(({ left }) => left === null)
    const places = placesOf(finalMarks(scorebook, still), comparedOn, tieBreaks)
    const { ranked, domains } = inServiceDomains(places)
    const jury = juryOf(scorebook, track)
    return {
      ranked,
      unranked: field.filter(({ left }) => left !== null),
      jury,
      held: heldIn(scorebook, track, jury, places, domains),
    }
  })
}
