import { describe, expect, test } from 'vitest'
import { ROLES, type Actor, type Role } from '~/core/access/actor'
import { allow, MAY, type Permission } from '~/core/access/permissions'
import { Refusal } from '~/core/access/refusal'

const member = (...roles: Role[]) => ({ id: 'self', name: '张三', roles })

/** Everybody who can ask. `own` and `foreign` say whose the entry or the sheet is. */
const ACTORS = {
  visitor: null,
  stranger: member(),
  contestant: member('contestant'),
  judge: member('judge'),
  organiser: member('organiser'),
  supervisor: member('supervisor'),
  reviewer: member('reviewer'),
  'reviewer here': { ...member('reviewer'), prefecture: '520100' },
  'reviewer elsewhere': { ...member('reviewer'), prefecture: '520500' },
} as const satisfies Record<string, Actor>
type Who = keyof typeof ACTORS

const WHOSE = { own: 'self', foreign: 'other' } as const
type Case = `${Who}, ${keyof typeof WHOSE}`

const contestants = ['contestant, own', 'contestant, foreign'] as const
const judges = ['judge, own', 'judge, foreign'] as const
const supervisors = ['supervisor, own', 'supervisor, foreign'] as const
/** The entry is of 520100. */
const here = ['reviewer, own', 'reviewer, foreign', 'reviewer here, own', 'reviewer here, foreign'] as const
const reviewers = [...here, 'reviewer elsewhere, own', 'reviewer elsewhere, foreign'] as const
const ownReviewers = ['reviewer, own', 'reviewer here, own', 'reviewer elsewhere, own'] as const
const organisers = ['organiser, own', 'organiser, foreign'] as const
const everybody = [
  'stranger, own',
  'stranger, foreign',
  ...contestants,
  ...judges,
  ...organisers,
  ...supervisors,
  ...reviewers,
] as const

/** Who may, of all of them; nobody else. */
const TABLE = {
  'use an account': everybody,
  'enter the contest': contestants,
  'see an entry': [
    'stranger, own',
    'contestant, own',
    'judge, own',
    'supervisor, own',
    ...ownReviewers,
    ...organisers,
  ],
  'write an entry': ['contestant, own'],
  'see an identity number': ['organiser, foreign', 'reviewer, foreign', 'reviewer here, foreign'],
  'decide on entries': organisers,
  'assign judges': organisers,
  judge: judges,
  'mark a sheet': ['judge, own'],
  'record the day': organisers,
  'see progress': [...organisers, ...supervisors],
  'see the ranking': [...organisers, ...supervisors],
  'publish results': organisers,
  'see a result': [
    'stranger, own',
    'contestant, own',
    'judge, own',
    'organiser, own',
    'supervisor, own',
    ...ownReviewers,
  ],
  'read the outbox': organisers,
  'unlock an account': organisers,
  'read the journal': [...organisers, ...supervisors],
  'appoint staff': organisers,
  'see staff': [...organisers, ...supervisors],
  'review an entry': [...organisers, ...here],
  'read reviews': [...organisers, ...reviewers, ...supervisors],
  'read a review': [...organisers, ...here, ...supervisors],
  'write to entrants': organisers,
} as const satisfies Record<Permission, readonly Case[]>

const permissions = Object.keys(MAY) as Permission[]
const cases = (Object.keys(ACTORS) as Who[]).flatMap((who) =>
  (Object.keys(WHOSE) as (keyof typeof WHOSE)[]).map((whose): [Case, Actor, string] => [
    `${who}, ${whose}`,
    ACTORS[who],
    WHOSE[whose],
  ]),
)

/** Stands for an entry and for a sheet at once. */
const thingOf = (accountId: string) => ({ accountId, judge: { accountId }, prefecture: '520100' })

/** What `allow` answers: yes, or the kind of its no. */
function answer(actor: Actor, permission: Permission, owner: string) {
  const ask = allow as (actor: Actor, permission: Permission, subject: unknown) => unknown
  try {
    return ask(actor, permission, thingOf(owner)) === actor ? 'yes' : 'somebody else'
  } catch (refusal) {
    return (refusal as Refusal).kind
  }
}

describe.each(permissions)('“%s”', (permission) => {
  test.each(cases)('asked by %s', (name, actor, owner) => {
    const allowed: readonly Case[] = TABLE[permission]
    const expected = actor === null ? 'sign-in' : allowed.includes(name) ? 'yes' : 'forbidden'
    expect(answer(actor, permission, owner)).toBe(expected)
  })
})

test('no permission is a visitor’s, in the table itself', () => {
  for (const permission of permissions) {
    const policy = MAY[permission] as (actor: Actor, subject: unknown) => boolean
    expect([permission, policy(null, thingOf('self'))]).toEqual([permission, false])
  }
})

test('every role has something to do, no role may both score and organise, and a supervisor changes nothing', () => {
  const acts = (role: Role) =>
    permissions.filter((permission) => answer(member(role), permission, 'self') === 'yes')
  for (const role of ROLES) expect(acts(role)).not.toEqual([])
  const scoring: readonly Permission[] = ['judge', 'mark a sheet']
  expect(acts('organiser').filter((permission) => scoring.includes(permission))).toEqual([])
  expect(acts('judge').filter((permission) => acts('organiser').includes(permission))).toEqual([
    'use an account',
    'see an entry',
    'see a result',
  ])
  const changing: readonly Permission[] = [
    'write an entry',
    'decide on entries',
    'record the day',
    'publish results',
  ]
  expect(acts('supervisor').filter((permission) => [...scoring, ...changing].includes(permission))).toEqual(
    [],
  )
})

test('a refusal says which text the user is shown', () => {
  const refused = (actor: Actor) => () => allow(actor, 'publish results')
  expect(refused(null)).toThrow(new Refusal('sign-in', 'signInFirst'))
  expect(refused(member('judge'))).toThrow(new Refusal('forbidden', 'notYours'))
})
