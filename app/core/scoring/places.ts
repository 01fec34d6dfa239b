import { compare } from './exact'
import type { Contender } from './final'
import { inTiedGroups } from './order'
import type { ReadyTieBreak } from './tie-breaks'

/** The entries that share a rank. */
export type Place = { readonly rank: number; readonly members: Contender[] }

/** A place of a track, with the last key that set its entries apart from an entry equal to them. */
export type TrackPlace = Place & { readonly tieBreak: string | null }

/**
 * The places of one track's contenders, best first: by what they are compared on, then by the tie-breaks. What nothing
 * splits shares a rank, and the next is skipped: 1, 2, 2, 4 (scorebook/1, step 7).
 */
export function placesOf(
  contenders: readonly Contender[],
  tieBreaks: readonly ReadyTieBreak[],
): TrackPlace[] {
  const places: TrackPlace[] = []
  let rank = 1
  // Each key is applied to the whole group still tied; what it splits off goes on to the next key by itself.
  const place = (members: Contender[], next: number, tieBreak: string | null) => {
    const key = tieBreaks[next]
    if (members.length === 1 || !key) {
      places.push({ rank, members, tieBreak })
      rank += members.length
      return
    }
    const parts = inTiedGroups(members, key.orderOf(members))
    for (const part of parts) place(part, next + 1, parts.length > 1 ? key.name : tieBreak)
  }
  for (const tied of inTiedGroups(contenders, (a, b) => compare(b.compared, a.compared))) place(tied, 0, null)
  return places
}

/** The places in each service domain of a track: the same order, numbered by itself. */
export function placesByServiceDomain(places: readonly Place[]): Map<string | null, Place[]> {
  const domains = new Map<string | null, (Place & { of: Place })[]>()
  for (const place of places) {
    for (const contender of place.members) {
      const { serviceDomain } = contender.standing.entry
      let inDomain = domains.get(serviceDomain)
      if (!inDomain) domains.set(serviceDomain, (inDomain = []))
      const last = inDomain[inDomain.length - 1]
      if (last?.of === place) last.members.push(contender)
      else
        inDomain.push({ of: place, rank: last ? last.rank + last.members.length : 1, members: [contender] })
    }
  }
  return domains
}
