import type { Localized } from './localized'

/** Whether entries can be submitted at a moment, by the server's clock. The last instant still counts. */
export type Registration = { readonly opens: Date; readonly closes: Date }

export function registrationState({ opens, closes }: Registration, now: Date): 'before' | 'open' | 'over' {
  if (now < opens) return 'before'
  return now <= closes ? 'open' : 'over'
}

/** A step of the public timeline. Days are ISO dates (`2021-06-21`) in Asia/Shanghai, both ends included. */
export type Milestone = {
  readonly name: Localized
  readonly startsOn: string
  readonly endsOn: string | null
}

export type MilestoneState = 'past' | 'present' | 'future'

/** ISO dates compare as text. A step without an end lasts its first day only. */
export function milestoneState({ startsOn, endsOn }: Milestone, today: string): MilestoneState {
  if (today < startsOn) return 'future'
  return today <= (endsOn ?? startsOn) ? 'present' : 'past'
}

const SHANGHAI_DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' })

/** The calendar day of a moment in Asia/Shanghai, as an ISO date. */
export const dayInShanghai = (moment: Date) => SHANGHAI_DAY.format(moment)
