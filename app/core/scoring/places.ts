import { compare, type Exact } from './exact'
import type { Contender } from './final'
import { inTiedGroupsBy } from './order'
import type { ReadyTieBreak, Split } from './tie-breaks'

/** The entries that share a rank. */
export type Place = { readonly rank: number; readonly members: readonly Contender[] }

/** The tie-breaks that a place's entries went through, the last one first. */
export type Trail = { readonly split: Split; readonly before: Trail | null }

/** A place of a track. `tieBreak` is the last key that set its entries apart from an entry equal to them. */
export type TrackPlace = Place & { readonly tieBreak: string | null; readonly trail: Trail | null }

/**
 * The places of one track's contenders, best first: by what they are compared on, then by the tie-breaks. What nothing
 * splits shares a rank, and the next is skipped: 1, 2, 2, 4 (scorebook/1, step 7).
 */
export function placesOf(
  contenders: readonly Contender[],
  comparedOn: (contender: Contender) => Exact,
  tieBreaks: readonly ReadyTieBreak[],
): TrackPlace[] {
  const places: TrackPlace[] = []
  let rank = 1
  // Each key is applied to the whole group still tied; what it splits off goes on to the next key by itself.
  const place = (
    members: readonly Contender[],
    next: number,
    tieBreak: string | null,
    before: Trail | null,
  ) => {
    const key = tieBreaks[next]
    if (members.length === 1 || !key) {
      places.push({ rank, members, tieBreak, trail: before })
      rank += members.length
      return
    }
    const split = key.split(members)
    const trail = { split, before }
    if (split.parts.length === 1) place(members, next + 1, tieBreak, trail)
    else
      for (const part of split.parts)
        place(
          part.map((at) => members[at]!),
          next + 1,
          key.name,
          trail,
        )
  }
  for (const tied of inTiedGroupsBy(contenders, comparedOn, (a, b) => compare(b, a)))
    place(tied, 0, null, null)
  return places
}

/** A ranked entry with its place in the track and, if it has a service domain, in that. */
export type Ranked = {
  readonly contender: Contender
  readonly place: TrackPlace
  readonly domainPlace: Place | null
}

/** The places in each service domain of a track: the same order, numbered by itself. */
export function inServiceDomains(places: readonly TrackPlace[]) {
  const ranked: Ranked[] = []
  const domains = new Map<string, { of: Place; rank: number; members: Contender[] }[]>()
  for (const place of places) {
    for (const contender of place.members) {
      const { serviceDomain } = contender.standing.entry
      if (serviceDomain === null) {
        ranked.push({ contender, place, domainPlace: null })
        continue
      }
      let inDomain = domains.get(serviceDomain)
      if (!inDomain) domains.set(serviceDomain, (inDomain = []))
      let last = inDomain.at(-1)
      if (last?.of === place) last.members.push(contender)
      else {
        last = { of: place, rank: last ? last.rank + last.members.length : 1, members: [contender] }
        inDomain.push(last)
      }
      ranked.push({ contender, place, domainPlace: last })
    }
  }
  return { ranked, domains: domains as ReadonlyMap<string, readonly Place[]> }
}
