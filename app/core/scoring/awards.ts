import { reaches, type Contender } from './final'
import { compareIds } from './order'
import type { Place } from './places'
import type { Award, Scorebook } from './scorebook'

/** A tied group that goes over the places of an award whose ties are held: people decide. */
export type Held = { award: string; track: string; serviceDomain: string | null; entries: string[] }

/** An award and the entries that share the place it is for. */
type Match = { readonly award: Award; readonly to: readonly Contender[] }

/**
 * Awards of one track and scope, in the order listed, to its places, best first (scorebook/1, step 8). A place is matched
 * to the first award whose running count takes it in, and to no other; below that award's `minimum` it stays vacant.
 */
export function giveAwards(
  awards: readonly Award[],
  places: readonly Place[],
): { given: Match[]; held: Match[] } {
  let count = 0
  const upTo = awards.map((award) => ({ award, last: (count += award.count) }))
  const given: Match[] = []
  const held: Match[] = []
  for (const { rank, members } of places) {
    const matched = upTo.find(({ last }) => rank <= last)
    if (!matched) break
    const { award, last } = matched
    if (!reaches(members[0]!.final, award.minimum)) continue
    const goesOver = rank + members.length - 1 > last
    const list = goesOver && award.ties === 'hold' ? held : given
    list.push({ award, to: members })
  }
  return { given, held }
}

/** All awards of a track: for the track as a whole first, then for each service domain as listed. */
export function awardsInTrack(
  { awards = [], serviceDomains }: Scorebook,
  track: string,
  places: readonly Place[],
  domainPlaces: ReadonlyMap<string | null, readonly Place[]>,
) {
  const of = (scope: Award['scope']) =>
    awards.filter((award) => award.track === track && award.scope === scope)
  const inDomain = of('serviceDomain')
  const outcomes = [
    { serviceDomain: null, ...giveAwards(of('track'), places) },
    ...serviceDomains.map(({ id }) => ({
      serviceDomain: id,
      ...giveAwards(inDomain, domainPlaces.get(id) ?? []),
    })),
  ]
  const given = new Map<Contender, string[]>()
  for (const { award, to } of outcomes.flatMap((outcome) => outcome.given))
    for (const contender of to) given.set(contender, [...(given.get(contender) ?? []), award.id])

  const held = outcomes.flatMap((outcome) =>
    outcome.held.map(({ award, to }): Held => ({
      award: award.id,
      track,
      serviceDomain: outcome.serviceDomain,
      entries: to.map(({ standing }) => standing.entry.id).sort(compareIds),
    })),
  )
  return { given, held }
}
