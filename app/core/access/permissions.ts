import { areaOf, has, type Actor, type Member } from './actor'
import { Refusal } from './refusal'

type Owned = { readonly accountId: string }
type JudgedBy = { readonly judge: Owned }
type Policy = (actor: Actor, subject: never) => boolean

type InArea = { readonly prefecture: string | null }

const owns = (actor: Actor, { accountId }: Owned) => actor?.id === accountId

/** A reviewer of one prefecture has to do with its entries and no others; those of the province with all. */
const mayReview = (actor: Actor, { prefecture }: InArea) =>
  (has(actor, 'organiser') || has(actor, 'reviewer')) && [undefined, prefecture].includes(areaOf(actor))

/**
 * Who may do what. Services ask it with the thing itself in hand; screens ask it to hide what would be refused.
 * An organiser never scores and a judge never organises: the roles share no line that changes a mark.
 */
export const MAY = {
  'use an account': (actor: Actor) => actor !== null,
  'enter the contest': (actor: Actor) => has(actor, 'contestant'),
  'see an entry': (actor: Actor, entry: Owned) => owns(actor, entry) || has(actor, 'organiser'),
  'write an entry': (actor: Actor, entry: Owned) => has(actor, 'contestant') && owns(actor, entry),
  'see an identity number': (actor: Actor, entry: Owned & InArea) =>
    mayReview(actor, entry) && !owns(actor, entry),
  'review an entry': (actor: Actor, entry: InArea) => mayReview(actor, entry),
  'read reviews': (actor: Actor) =>
    has(actor, 'organiser') || has(actor, 'reviewer') || has(actor, 'supervisor'),
  'read a review': (actor: Actor, entry: InArea) => mayReview(actor, entry) || has(actor, 'supervisor'),
  'write to entrants': (actor: Actor) => has(actor, 'organiser'),
  'decide on entries': (actor: Actor) => has(actor, 'organiser'),
  'assign judges': (actor: Actor) => has(actor, 'organiser'),
  judge: (actor: Actor) => has(actor, 'judge'),
  'mark a sheet': (actor: Actor, sheet: JudgedBy) => has(actor, 'judge') && owns(actor, sheet.judge),
  'record the day': (actor: Actor) => has(actor, 'organiser'),
  'see progress': (actor: Actor) => has(actor, 'organiser') || has(actor, 'supervisor'),
  'see the ranking': (actor: Actor) => has(actor, 'organiser') || has(actor, 'supervisor'),
  'publish results': (actor: Actor) => has(actor, 'organiser'),
  'see a result': (actor: Actor, entry: Owned) => owns(actor, entry),
  'read the outbox': (actor: Actor) => has(actor, 'organiser'),
  'unlock an account': (actor: Actor) => has(actor, 'organiser'),
  'read the journal': (actor: Actor) => has(actor, 'organiser') || has(actor, 'supervisor'),
  'appoint staff': (actor: Actor) => has(actor, 'organiser'),
  'see staff': (actor: Actor) => has(actor, 'organiser') || has(actor, 'supervisor'),
} satisfies Record<string, Policy>

export type Permission = keyof typeof MAY
type Subject<P extends Permission> = Parameters<(typeof MAY)[P]> extends [Actor, infer S] ? [S] : []

/**
 * Passes if the table says yes. A visitor is asked to sign in first, a member without the right is refused.
 * @returns the member, since no permission is a visitor's.
 */
export function allow<P extends Permission>(actor: Actor, permission: P, ...subject: Subject<P>): Member {
  if (!actor) throw new Refusal('sign-in', 'signInFirst')
  const policy = MAY[permission] as (actor: Actor, ...subject: unknown[]) => boolean
  if (!policy(actor, ...subject)) throw new Refusal('forbidden', 'notYours')
  return actor
}
