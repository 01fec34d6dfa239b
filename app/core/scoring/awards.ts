import type { Exact } from './exact'
import { reaches } from './final'
import { compareIds } from './order'
import type { Place, Ranked } from './places'
import type { Award, Scorebook } from './scorebook'

/** A tied group that goes over the places of an award whose ties are held: people decide. */
export type Held = { award: string; track: string; serviceDomain: string | null; entries: string[] }

/**
 * What the awards of one track and scope have for a place. The award it is matched to is for the places after `after` up
 * to `last`; `beyond` all of them, it is matched to none, and `last` is their last place.
 */
export type Decision =
  | { readonly outcome: 'beyond'; readonly last: number }
  | {
      readonly outcome: 'given' | 'below-minimum' | 'held'
      readonly award: Award
      readonly after: number
      readonly last: number
    }

/**
 * Prepares the awards of one track and scope, in the order listed (scorebook/1, step 8). A place is matched to the first
 * award whose running count takes it in, and to no other; below that award's `minimum` it stays vacant.
 */
export function decisionsOn(awards: readonly Award[]): (place: Place) => Decision {
  let count = 0
  const counted = awards.map((award) => ({ award, after: count, last: (count += award.count) }))
  const beyond = { outcome: 'beyond', last: count } as const
  return ({ rank, members }) => {
    if (rank > count) return beyond
    const { award, after, last } = counted.find(({ last }) => rank <= last)!
    return { outcome: outcomeOf(award, last, rank, members.length, members[0]!.final), award, after, last }
  }
}

/** What becomes of an award, for places up to `last`, at a rank that `tied` entries of the same final mark share. */
export function outcomeOf(
  { minimum, ties }: Pick<Award, 'minimum' | 'ties'>,
  last: number,
  rank: number,
  tied: number,
  final: Exact,
): 'given' | 'below-minimum' | 'held' {
  if (!reaches(final, minimum)) return 'below-minimum'
  return rank + tied - 1 > last && ties === 'hold' ? 'held' : 'given'
}

/** How the awards of a track decide, for the track as a whole and in each of its service domains. */
export type Jury = Record<Award['scope'], (place: Place) => Decision>

export const juryOf = ({ awards = [] }: Scorebook, track: string): Jury => {
  const of = (scope: Award['scope']) =>
    decisionsOn(awards.filter((award) => award.track === track && award.scope === scope))
  return { track: of('track'), serviceDomain: of('serviceDomain') }
}

/** The ids of the awards given to an entry: the track's first, then the service domain's. */
export function awardsOf(jury: Jury, { place, domainPlace }: Ranked): string[] {
  const awards: string[] = []
  give(awards, jury.track(place))
  if (domainPlace) give(awards, jury.serviceDomain(domainPlace))
  return awards
}

function give(awards: string[], decision: Decision) {
  if (decision.outcome === 'given') awards.push(decision.award.id)
}

/** The groups that awards of a track are held back from: of the track as a whole, then of the service domains as listed. */
export function heldIn(
  { serviceDomains }: Scorebook,
  track: string,
  jury: Jury,
  places: readonly Place[],
  domains: ReadonlyMap<string, readonly Place[]>,
): Held[] {
  const held: Held[] = []
  const hold = (scope: Award['scope'], serviceDomain: string | null, ranked: readonly Place[]) => {
    for (const place of ranked) {
      const decision = jury[scope](place)
      if (decision.outcome !== 'held') continue
      const entries = place.members.map(({ standing }) => standing.entry.id).sort(compareIds)
      held.push({ award: decision.award.id, track, serviceDomain, entries })
    }
  }
  hold('track', null, places)
  for (const { id } of serviceDomains) hold('serviceDomain', id, domains.get(id) ?? [])
  return held
}
