import { compare } from './exact'
import type { Contender } from './final'
import { inTiedGroups } from './order'
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
  tieBreaks: readonly ReadyTieBreak[],
  tieBreak: string | null,
  next = 0,
): Group[] {
  const key = tieBreaks[next]
  if (!key || members.length === 1) return [{ members, tieBreak }]
  const parts = inTiedGroups(members, key.orderOf(members))
  const lastSplit = parts.length > 1 ? key.name : tieBreak
  return parts.flatMap((part) => split(part, tieBreaks, lastSplit, next + 1))
}

/** Numbers groups by the entries ahead of them, so that the ranks after a shared one are skipped (1, 2, 2, 4). */
export function placesOf(groups: readonly Pick<Group, 'members'>[]): Place[] {
  let ahead = 0
  return groups.map(({ members }) => {
    const rank = ahead + 1
    ahead += members.length
    return { rank, members }
  })
}

/** The places in each service domain of a track: the same order, numbered by itself. */
export function placesByServiceDomain(groups: readonly Group[]): Map<string | null, Place[]> {
  const domains = new Map<string | null, { of: Group; members: Contender[] }[]>()
  for (const group of groups) {
    for (const contender of group.members) {
      const { serviceDomain } = contender.standing.entry
      const parts = domains.get(serviceDomain) ?? []
      domains.set(serviceDomain, parts)
      const last = parts[parts.length - 1]
      if (last?.of === group) last.members.push(contender)
      else parts.push({ of: group, members: [contender] })
    }
  }
  return new Map([...domains].map(([domain, parts]) => [domain, placesOf(parts)]))
}
