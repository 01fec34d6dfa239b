import { compare } from './exact'
import type { Contender } from './final'
import { groupBy, inTiedGroups } from './order'
import type { ReadyTieBreak } from './tie-breaks'

/** The entries that share a rank. */
export type Place = { readonly rank: number; readonly members: readonly Contender[] }

/** Entries that nothing sets apart, with the last key that set them apart from an equal one. */
export type Group = { readonly members: readonly Contender[]; readonly tieBreak: string | null }

/** The order of one track's contenders: by what they are compared on, then by the tie-breaks (scorebook/1, step 7). */
export const inOrder = (contenders: readonly Contender[], tieBreaks: readonly ReadyTieBreak[]): Group[] =>
  inTiedGroups(contenders, (a, b) => compare(b.compared, a.compared)).flatMap((tied) =>
    split(tied, tieBreaks, null),
  )

/** Each key is applied to the whole group still tied; what it splits off goes on to the next key by itself. */
function split(
  members: readonly Contender[],
  [key, ...later]: readonly ReadyTieBreak[],
  tieBreak: string | null,
): Group[] {
  if (!key || members.length === 1) return [{ members, tieBreak }]
  const parts = inTiedGroups(members, key.orderOf(members))
  return parts.flatMap((part) => split(part, later, parts.length > 1 ? key.name : tieBreak))
}

/** Numbers groups by the entries ahead of them, so that the ranks after a shared one are skipped (1, 2, 2, 4). */
export function placesOf<G extends Pick<Group, 'members'>>(groups: readonly G[]): (G & Place)[] {
  let ahead = 0
  return groups.map((group) => {
    const rank = ahead + 1
    ahead += group.members.length
    return { ...group, rank }
  })
}

/** The places in each service domain of a track: the same order, numbered by itself. */
export function placesByServiceDomain(groups: readonly Group[]): Map<string | null, Place[]> {
  const parts = groups.flatMap(({ members }) => {
    const domains = groupBy(members, ({ standing }) => standing.entry.serviceDomain)
    return [...domains].map(([domain, some]) => ({ domain, members: some }))
  })
  return new Map(
    [...groupBy(parts, ({ domain }) => domain)].map(([domain, some]) => [domain, placesOf(some)]),
  )
}
