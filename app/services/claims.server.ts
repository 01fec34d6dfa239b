import { Refusal } from '~/core/access/refusal'
import type { Contest } from '~/core/contest/setup'
import type { EntryDraft } from '~/core/entrants/draft'
import type { Db } from '~/data/db.server'
import * as entries from '~/data/entries.server'
import * as participants from '~/data/participants.server'
import { trackOf } from './entry-limits.server'

type Claiming = { readonly contest: Contest; readonly entry: entries.Entry }

/**
 * Takes for an entry what only one may have: the person, the agency's place in its service domain, and a place of the
 * recommending unit's quota. Whoever wants the same waits until this transaction ends, always in this order, so that
 * nobody waits in a circle. Refused if another has it; the unique indexes stand behind all this.
 */
export async function claim(at: Db, { contest, entry }: Claiming, content: EntryDraft) {
  const person = trackOf(contest, entry.track).entrantKind === 'person'
  const domain = contest.serviceDomains.find(({ code }) => code === content.serviceDomain)!
  if (person) await claimPerson(at, entry)
  else await claimAgency(at, { contest, entry }, content.creditCode, domain.id)
  const unit = contest.recommendingUnits.find(({ code }) => code === content.recommendingUnit)
  if (unit) await claimQuota(at, entry, unit)
  await entries.keepClaims(at, entry.id, {
    serviceDomainId: domain.id,
    recommendingUnitId: unit?.id ?? null,
    prefecture: unit ? unit.prefecture : content.prefecture,
    creditCode: person ? null : content.creditCode,
  })
}

async function claimPerson(at: Db, { id: entryId, contestId }: entries.Entry) {
  const [individual] = await participants.listParticipants(at, entryId)
  const documentHash = individual!.documentHash!
  await participants.queueFor(at, contestId, documentHash)
  if (await participants.isClaimed(at, { contestId, entryId, entrantKind: 'person' }, documentHash)) {
    throw new Refusal('conflict', 'personTaken')
  }
  await participants.claimIndividual(at, entryId)
}

async function claimAgency(
  at: Db,
  { contest, entry }: Claiming,
  creditCode: string,
  serviceDomainId: string,
) {
  await participants.queueFor(at, contest.id, creditCode)
  const others = await entries.agencyPlaces(at, contest.id, creditCode, entry.id)
  if (others.some((other) => other.serviceDomainId === serviceDomainId)) {
    throw new Refusal('conflict', 'agencyDomainTaken', 'serviceDomain')
  }
  const max = contest.entryRules.agencyEntries
  if (others.length >= max) throw new Refusal('conflict', 'agencyEntriesFull', 'creditCode', { max })
}

async function claimQuota(at: Db, entry: entries.Entry, unit: { id: string; quota: number | null }) {
  if (unit.quota === null) return
  const taken = await entries.takenOfQuota(at, unit.id, entry.id)
  if (taken >= unit.quota) {
    throw new Refusal('conflict', 'quotaFull', 'recommendingUnit', { max: unit.quota })
  }
}

/** Gives back what an entry had taken, once it takes part no longer. */
export async function release(at: Db, entryId: string) {
  await entries.releaseCreditCode(at, entryId)
  await participants.releaseParticipants(at, entryId)
}
