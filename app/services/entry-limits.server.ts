import { Refusal } from '~/core/access/refusal'
import { dayInShanghai, registrationState } from '~/core/contest/contest'
import type { Contest } from '~/core/contest/setup'
import { isWritable } from '~/core/entrants/entry'
import type { EntryLimits } from '~/core/entrants/requirements'
import type { Entry } from '~/data/entries.server'

const MINUTE = 60_000

export const trackOf = (contest: Contest, code: string) =>
  contest.tracks.find((track) => track.code === code)!

/** What the contest asks of the entries of a track. */
export function limitsOf(contest: Contest, trackCode: string): EntryLimits {
  const { entrantKind, minWords, maxWords } = trackOf(contest, trackCode)
  return {
    entrantKind,
    minWords,
    maxWords,
    serviceDomains: contest.serviceDomains.map(({ code }) => code),
    recommendingUnits: contest.recommendingUnits,
    rules: contest.entryRules,
    closesOn: dayInShanghai(contest.registration.closes),
  }
}

/** Until when the entry can be written and submitted: registration with its grace, or the time given for correcting it. */
export function deadlineOf({ registration, entryRules }: Contest, { state, correctBy }: Entry) {
  const closes = new Date(registration.closes.getTime() + entryRules.graceMinutes * MINUTE)
  if (state !== 'returned') return closes
  return correctBy === null ? null : new Date(Math.max(correctBy.getTime(), closes.getTime()))
}

/** Whether the entrant may change and submit it now; a returned entry may be mended after registration closed. */
export function isOpen(contest: Contest, entry: Entry, now: Date) {
  if (!isWritable(entry.state)) return false
  if (entry.state !== 'returned' && now < contest.registration.opens) return false
  const deadline = deadlineOf(contest, entry)
  return deadline === null || now <= deadline
}

/** Refuses with the time that has passed, if it is the time. */
export function requireOpen(contest: Contest, entry: Entry, now: Date) {
  if (isOpen(contest, entry, now)) return
  if (!isWritable(entry.state)) throw new Refusal('conflict', 'entryLocked')
  const deadline = deadlineOf(contest, entry)
  if (deadline === null || now <= deadline) throw new Refusal('conflict', 'registrationNotOpen')
  const at = deadline.toISOString()
  throw new Refusal(
    'conflict',
    entry.state === 'returned' ? 'correctionOver' : 'registrationClosed',
    undefined,
    {
      at,
    },
  )
}

/** Refuses unless entries can be started now. */
export function requireRegistrationOpen({ registration }: Contest, now: Date) {
  const state = registrationState(registration, now)
  if (state === 'before') throw new Refusal('conflict', 'registrationNotOpen')
  if (state === 'over') {
    throw new Refusal('conflict', 'registrationClosed', undefined, { at: registration.closes.toISOString() })
  }
}
