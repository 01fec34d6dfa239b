import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ensureBuild } from '~/cli/building'
import type { Member } from '~/core/access/actor'
import { SaveEntry } from '~/core/entrants/draft'
import { SecondFactorAct } from '~/core/access/second-factor'
import { StaffAct } from '~/core/access/staff'
import { eligibilityOf } from '~/core/entrants/eligibility'
import { Review } from '~/core/entrants/review-desk'
import { DECISIONS } from '~/core/entrants/entry'
import { AccountAct, ResetStep, SignUpStep } from '~/core/access/accounts'
import { ReviewAct } from '~/core/entrants/review'
import { Recusal, SaveSheet } from '~/core/judging/sheet'
import { StageAct } from '~/core/judging/stage-acts'
import { db } from '~/data/db.server'
import { inviteMember } from '~/services/participants.server'
import { requestCode, verifyCode, type Purpose } from '~/services/codes.server'
import { saveEntry, startEntry } from '~/services/entries.server'
import { assignEvenly } from '~/services/assignment.server'
import { recordDeduction } from '~/services/day.server'
import { rankingDesk } from '~/services/results.server'
import { hashPassword } from '~/services/secrets.server'
import { ANYBODY } from '~/services/visitor.server'
import { ask, builtRoutes, dataPath, everything, faultsOf, type Answer } from '~tests/support/access'
import {
  inviteAs,
  accepted,
  draft,
  enter,
  holdContest,
  holdStages,
  joinPanel,
  member,
  newIdentity,
  sheetsAt,
  without,
} from '~tests/support/contest'
import { freshDatabase } from '~tests/support/database'
import { sessionOf } from '~tests/support/people'
import { startProduct, type Product } from '~tests/support/product'

const { ownerUrl, appUrl } = await freshDatabase()

let product: Product
beforeAll(async () => {
  await ensureBuild({ said: 'nowhere' })
  // What the test seals the product opens: both have the same keys.
  product = await startProduct({ databaseUrl: appUrl, ownerUrl, env: { VAR_DIR: process.env['VAR_DIR']! } })
})
afterAll(() => product.stop())

// ---------------------------------------------------------------- who asks, and of what

/** `owner` is the contestant whose entry it is, `judge` the one whose sheet it is, `colleague` sits on the same panel. */
const ROLES = [
  'visitor',
  'owner',
  'other',
  'judge',
  'colleague',
  'organiser',
  'supervisor',
  'reviewer',
  'elsewhere',
] as const
type Role = (typeof ROLES)[number]

const SECRET = '只有主人能读的一句话'
const NAME = '欧阳无名'
const PASSWORD = 'Richtig-2021'
const UNKNOWN = '00000000-0000-7000-8000-000000000000'

/** A contest with one accepted entry, which the panel judges, and one that its entrant still writes. */
async function setUp() {
  const held = await holdContest()
  const [first, second] = held.judges as [Member, Member]
  const texts = { entrant: NAME, background: SECRET }
  const judged = await accepted(held, { entry: draft(texts) })
  const { entrant: owner } = judged
  await assignEvenly(held.organiser, 'preliminary')
  const own = draft({ ...texts, entrant: '云岭社工', contact: NAME })
  const writing = await startEntry(owner, { track: 'agency' })
  await saveEntry(owner, writing, own, 0)
  const sheet = (await sheetsAt('preliminary')).find(({ judge }) => judge.accountId === first.id)!
  const people = {
    owner,
    other: await member('contestant'),
    judge: first,
    colleague: second,
    organiser: held.organiser,
    supervisor: await member('supervisor'),
    // The entries are put forward by 520100.
    reviewer: await member('reviewer', '李审', '520100'),
    elsewhere: await member('reviewer', '王审', '520500'),
  }
  const sessions = Object.fromEntries(
    await Promise.all(
      Object.entries(people).map(async ([role, who]) => [role, (await sessionOf(who)).value] as const),
    ),
  ) as Partial<Record<Role, string>>
  const memberLink = async () => (await inviteMember(owner, writing, 1)).link!
  return { held, ...people, judged, writing, own, sheet, sessions, memberLink }
}
type World = Awaited<ReturnType<typeof setUp>>

// ---------------------------------------------------------------- what may come of it

/** What a loader's page may be: shown, or one of three ways to say no; `home` is a redirect to the first page. */
type Seen = 'shown' | 'sign in' | 'forbidden' | 'not found' | 'home'
/** What may come of an act. */
type Done = 'done' | 'sign in' | 'forbidden' | 'not found' | 'conflict' | 'invalid'

const to = <T>(outcome: T) => Object.fromEntries(ROLES.map((role) => [role, outcome])) as Record<Role, T>
/** Those listed may; a visitor is asked to sign in; everybody else is refused. */
const only = <T extends string>(yes: T, ...may: Role[]) =>
  Object.fromEntries(
    ROLES.map((role) => [role, may.includes(role) ? yes : role === 'visitor' ? 'sign in' : 'forbidden']),
  ) as Record<Role, T | 'sign in' | 'forbidden'>

const STATUS_SEEN = { shown: 200, 'sign in': 302, forbidden: 403, 'not found': 404, home: 302 } as const
/** Asked for by Remix's script, a redirect is a 202. */
const STATUS_DATA = { ...STATUS_SEEN, 'sign in': 202, home: 202 } as const
const STATUS_DONE = { 'sign in': 401, forbidden: 403, 'not found': 404, conflict: 409, invalid: 400 } as const

type Form = Record<string, string>

interface Act {
  /** What the form sends, made ready anew for each who asks. */
  readonly sends: (world: World) => Promise<Form> | Form
  readonly who: Record<Role, Done>
  /** Tables in which a refusal is noted. */
  readonly notes?: readonly string[]
  /** Where the form stands, if not on the route's own page. */
  readonly at?: (world: World) => string | Promise<string>
}

interface Line {
  readonly at: (world: World) => string | Promise<string>
  /** Layouts have no address of their own. */
  readonly layout?: true
  readonly loader?: Record<Role, Seen>
  readonly acts?: Readonly<Record<string, Act>>
  /** The schema whose intents are just these acts. */
  readonly intents?: z.ZodType
}

/** The draft as its form sends it. */
const fields = ({ team, ...rest }: World['own']): Form => ({
  ...Object.fromEntries(
    Object.entries(rest).flatMap(([name, value]) =>
      value === false ? [] : [[name, value === true ? 'on' : value]],
    ),
  ),
  ...Object.fromEntries(
    team.flatMap((row, at) => Object.entries(row).map(([name, value]) => [`team[${at}].${name}`, value])),
  ),
})
/** A verdict on every rule for an agency, all met. */
const passing: Form = {
  intent: 'review',
  decision: 'pass',
  version: '1',
  ...Object.fromEntries(eligibilityOf('agency').map(({ code }) => [`verdict.${code}`, 'yes'])),
}
let serial = 0
const newAccount = () => ({ name: '新人', login: `new-${++serial}@example.org`, password: PASSWORD })

const MEMBERS = [
  'owner',
  'other',
  'judge',
  'colleague',
  'organiser',
  'supervisor',
  'reviewer',
  'elsewhere',
] as const

/** A code that was sent to a login of its own: the address of the form, and what its message says. */
async function codeSent(purpose: Purpose) {
  const login = `code-${++serial}@example.org`
  if (purpose === 'reset') {
    await db().account.create({ data: { login, name: '李四', passwordHash: await hashPassword(PASSWORD) } })
  }
  const token = await requestCode(purpose, login, {
    ...ANYBODY,
    address: `10.0.${serial >> 8}.${serial & 255}`,
  })
  const { text } = await db().message.findFirstOrThrow({ where: { address: login } })
  return { token, code: /\d{6}/.exec(text)![0] }
}

/** The same, typed in already. */
async function codeTyped(purpose: Purpose) {
  const { token, code } = await codeSent(purpose)
  await verifyCode(purpose, token, code)
  return token
}

/** An address and a form that belong together: whichever is asked for first makes both. */
function together<T>(make: () => Promise<T>) {
  let open: { readonly made: Promise<T>; readonly by: string } | null = null
  return (by: 'address' | 'form') => {
    const made = open && open.by !== by ? open.made : make()
    open = open && open.by !== by ? null : { made, by }
    return made
  }
}

/** One that may be sent again: the last one is two minutes old. */
async function codeOfBefore(purpose: Purpose) {
  await db().oneTimeCode.deleteMany()
  const { token } = await codeSent(purpose)
  await db().oneTimeCode.updateMany({ data: { createdAt: new Date(Date.now() - 120_000) } })
  return token
}

/** The site has sent no code yet, so that no limit is met. */
async function loginOfNobody() {
  await db().oneTimeCode.deleteMany()
  return { login: newAccount().login }
}

const signUpCode = together(() => codeSent('sign_up'))
const resetCode = together(() => codeSent('reset'))

/** Every route of the product, and who may do what there. */
const ROUTES: Readonly<Record<string, Line>> = {
  root: { at: () => '/', layout: true, loader: to('shown') },
  'routes/$': { at: () => '/no/such/page', loader: to('not found') },
  'routes/_public': { at: () => '/rules', layout: true },
  'routes/_public._index': { at: () => '/', loader: to('shown') },
  'routes/_public.rules': { at: () => '/rules', loader: to('shown') },
  'routes/_public.results': { at: () => '/results', loader: to('shown') },
  // Nothing is published here; what a result shows to whom is in results.test.ts.
  'routes/_public.results_.$entry': {
    at: ({ judged }) => `/results/${judged.code}`,
    loader: to('not found'),
  },
  'routes/bundles.$version.$scope': { at: () => '/bundles/1/full', loader: to('not found') },
  'routes/_public.verify': { at: () => '/verify', loader: to('shown') },
  'routes/schemas.scorebook-1[.]json': { at: () => '/schemas/scorebook-1.json', loader: to('shown') },
  'routes/_public.signin': {
    at: () => '/signin',
    loader: to('shown'),
    acts: {
      'sign in': {
        sends: async () => {
          const login = `known-${++serial}@example.org`
          await db().account.create({
            data: { login, name: '李四', passwordHash: await hashPassword(PASSWORD) },
          })
          return { login, password: PASSWORD }
        },
        who: to('done'),
      },
      'sign in with a wrong password': {
        sends: () => ({ login: 'nobody@example.org', password: PASSWORD }),
        who: to('invalid'),
        // Tries are counted, and each answer has a new captcha.
        notes: ['sign_in_attempt', 'captcha'],
      },
    },
  },
  'routes/_public.signup': {
    at: () => '/signup',
    acts: { 'ask for a code': { sends: loginOfNobody, who: to('done') } },
  },
  'routes/_public.signup_.$token': {
    at: async () => `/signup/${(await codeSent('sign_up')).token}`,
    loader: to('shown'),
    intents: SignUpStep,
    acts: {
      code: {
        at: async () => `/signup/${(await signUpCode('address')).token}`,
        sends: async () => ({ intent: 'code', code: (await signUpCode('form')).code }),
        who: to('done'),
      },
      again: {
        at: async () => `/signup/${await codeOfBefore('sign_up')}`,
        sends: () => ({ intent: 'again' }),
        who: to('done'),
      },
      person: {
        at: async () => `/signup/${await codeTyped('sign_up')}`,
        sends: () => ({ intent: 'person', name: '新人', password: PASSWORD }),
        who: to('done'),
      },
    },
  },
  'routes/_public.reset': {
    at: () => '/reset',
    acts: { 'ask for a code': { sends: loginOfNobody, who: to('done') } },
  },
  'routes/_public.reset_.$token': {
    at: async () => `/reset/${(await codeSent('reset')).token}`,
    loader: to('shown'),
    intents: ResetStep,
    acts: {
      code: {
        at: async () => `/reset/${(await resetCode('address')).token}`,
        sends: async () => ({ intent: 'code', code: (await resetCode('form')).code }),
        who: to('done'),
      },
      again: {
        at: async () => `/reset/${await codeOfBefore('reset')}`,
        sends: () => ({ intent: 'again' }),
        who: to('done'),
      },
      password: {
        at: async () => `/reset/${await codeTyped('reset')}`,
        sends: () => ({ intent: 'password', password: `Neu-${PASSWORD}` }),
        who: to('done'),
      },
    },
  },
  'routes/_public.signin_.$token': {
    at: () => '/signin/none',
    loader: to('shown'),
    acts: { 'a code for a sign-in that is over': { sends: () => ({ code: '123456' }), who: to('conflict') } },
  },
  'routes/_public.account_.second-factor': {
    at: () => '/account/second-factor',
    loader: only('shown', ...MEMBERS),
    intents: SecondFactorAct,
    acts: {
      begin: { sends: () => ({ intent: 'begin' }), who: only('done', ...MEMBERS) },
      'confirm nothing': {
        sends: () => ({ intent: 'confirm', code: '123456' }),
        who: only<Done>('conflict', ...MEMBERS),
      },
      'drop without a password': { sends: () => ({ intent: 'drop', code: '123456' }), who: to('invalid') },
    },
  },
  'routes/_public.account': {
    at: () => '/account',
    loader: only('shown', ...MEMBERS),
    intents: AccountAct,
    acts: {
      profile: {
        sends: () => ({ intent: 'profile', name: '新人', language: 'en' }),
        who: only('done', ...MEMBERS),
      },
      password: {
        sends: async (world) => {
          const data = { passwordHash: await hashPassword(PASSWORD) }
          await db().account.updateMany({ where: { id: { in: MEMBERS.map((who) => world[who].id) } }, data })
          return { intent: 'password', current: PASSWORD, password: `Neu-${PASSWORD}` }
        },
        who: only('done', ...MEMBERS),
      },
      end: {
        sends: async ({ owner }) => {
          await sessionOf(owner)
          const { id } = await db().session.findFirstOrThrow({
            where: { accountId: owner.id },
            orderBy: { id: 'desc' },
          })
          return { intent: 'end', session: id }
        },
        who: { ...to<Done>('not found'), visitor: 'sign in', owner: 'done' },
      },
      everywhere: { sends: () => ({ intent: 'everywhere' }), who: only('done', ...MEMBERS) },
    },
  },
  'routes/_public.join.$token': {
    at: ({ organiser }) => inviteAs(organiser, 'judge', { name: '新评委' }),
    loader: to('shown'),
    acts: {
      join: { sends: newAccount, who: to('done') },
      'join with a link that is none': {
        sends: newAccount,
        who: to('not found'),
        at: () => '/join/none',
      },
    },
  },
  'routes/_public.join_.$token.accept': {
    at: async ({ organiser }) => `${await inviteAs(organiser, 'timekeeper')}/accept`,
    acts: {
      accept: {
        sends: () => ({}),
        who: {
          ...to<Done>('done'),
          visitor: 'sign in',
          // Duties that must not meet in one person.
          owner: 'conflict',
          other: 'conflict',
          judge: 'conflict',
          colleague: 'conflict',
          supervisor: 'conflict',
        },
      },
    },
  },
  'routes/_public.team.$token': {
    at: ({ memberLink }) => memberLink(),
    loader: to('shown'),
    acts: {
      confirm: { sends: newIdentity, who: to('done') },
      'confirm with a link that is none': {
        sends: newIdentity,
        who: to('not found'),
        at: () => '/team/none',
      },
    },
  },
  'routes/my': { at: () => '/my', layout: true },
  'routes/my._index': {
    at: () => '/my?index',
    loader: only('shown', 'owner', 'other'),
    acts: {
      start: { sends: () => ({ track: 'individual' }), who: { ...only('done', 'other'), owner: 'conflict' } },
      'start in a track that is none': {
        sends: () => ({ track: 'none' }),
        who: { ...only<Done>('not found', 'owner', 'other') },
      },
    },
  },
  'routes/my.entries.$entry': {
    at: ({ writing }) => `/my/entries/${writing}`,
    loader: only('shown', 'owner'),
    intents: SaveEntry,
    acts: {
      save: {
        sends: ({ own }) => ({ ...fields(own), intent: 'save', revision: '1' }),
        who: only('done', 'owner'),
      },
      submit: {
        sends: ({ own }) => ({ ...fields(own), intent: 'submit', revision: '1' }),
        who: only('done', 'owner'),
      },
    },
  },
  'routes/my.messages': {
    at: () => '/my/messages',
    loader: only('shown', ...MEMBERS),
    acts: { 'mark as read': { sends: () => ({ upTo: UNKNOWN }), who: only('done', ...MEMBERS) } },
  },
  'routes/my.results.$entry': {
    at: ({ judged }) => `/my/results/${judged.id}`,
    loader: only('shown', 'owner'),
  },
  'routes/judge': { at: () => '/judge', layout: true },
  'routes/judge._index': { at: () => '/judge', loader: only('shown', 'judge', 'colleague') },
  'routes/judge.sheets.$sheet': {
    at: ({ sheet }) => `/judge/sheets/${sheet.id}`,
    loader: only('shown', 'judge'),
    intents: z.union([SaveSheet, Recusal]),
    acts: {
      save: {
        sends: () => ({ intent: 'save', revision: '0', 'marks.R1-1': '50' }),
        who: only('done', 'judge'),
      },
      submit: {
        sends: () => ({ intent: 'submit', revision: '0', 'marks.R1-1': '50', 'marks.R1-2': '30.5' }),
        who: only('done', 'judge'),
      },
      recuse: { sends: () => ({ intent: 'recuse', reason: '同事' }), who: only('done', 'judge') },
    },
  },
  'routes/organiser': {
    at: () => '/organiser',
    layout: true,
    loader: only('shown', 'organiser', 'supervisor', 'reviewer', 'elsewhere'),
  },
  'routes/organiser._index': { at: () => '/organiser', loader: only('shown', 'organiser', 'supervisor') },
  'routes/organiser.entries._index': { at: () => '/organiser/entries', loader: only('shown', 'organiser') },
  'routes/organiser.entries.$entry': {
    at: ({ judged }) => `/organiser/entries/${judged.id}`,
    loader: only('shown', 'organiser'),
    intents: ReviewAct,
    acts: {
      'decide: accept': {
        at: async (world) => `/organiser/entries/${(await waiting(world)).id}`,
        sends: () => ({ intent: 'decide', decision: 'accept' }),
        who: only('done', 'organiser'),
      },
      'decide: return': {
        at: async (world) => `/organiser/entries/${(await waiting(world)).id}`,
        sends: () => ({ intent: 'decide', decision: 'return', reason: '请补正' }),
        who: only('done', 'organiser'),
      },
      'decide: refuse': {
        at: async (world) => `/organiser/entries/${(await waiting(world)).id}`,
        sends: () => ({ intent: 'decide', decision: 'refuse', reason: '登记未满一年' }),
        who: only('done', 'organiser'),
      },
      'decide: withdraw': {
        sends: () => ({ intent: 'decide', decision: 'withdraw', reason: '本人要求' }),
        who: only('done', 'organiser'),
      },
      'decide: disqualify': {
        sends: () => ({ intent: 'decide', decision: 'disqualify', reason: '抄袭' }),
        who: only('done', 'organiser'),
      },
      'decide without a reason': {
        sends: () => ({ intent: 'decide', decision: 'disqualify' }),
        who: to('invalid'),
      },
      absence: {
        sends: () => ({ intent: 'absence', stage: 'preliminary', absent: 'yes' }),
        who: only('done', 'organiser'),
      },
      deduct: {
        sends: () => ({ intent: 'deduct', stage: 'preliminary', points: '1.5', reason: '超时' }),
        who: only('done', 'organiser'),
      },
      undeduct: {
        sends: async ({ organiser, judged }) => {
          await recordDeduction(organiser, judged.id, { stage: 'preliminary', points: '2', reason: '超时' })
          const { id } = await db().deduction.findFirstOrThrow({ where: { entryId: judged.id } })
          return { intent: 'undeduct', deduction: id }
        },
        who: only('done', 'organiser'),
      },
    },
  },
  'routes/organiser.judges': {
    at: () => '/organiser/judges',
    loader: only('shown', 'organiser', 'supervisor'),
  },
  'routes/organiser.staff': {
    at: () => '/organiser/staff',
    loader: only('shown', 'organiser', 'supervisor'),
    intents: StaffAct,
    acts: {
      invite: {
        sends: () => ({ intent: 'invite', name: '新审查员', role: 'reviewer', prefecture: '520100' }),
        who: only('done', 'organiser'),
      },
      'invite with an area that is none': {
        sends: () => ({ intent: 'invite', name: '新评委', role: 'judge', prefecture: '520100' }),
        who: to('invalid'),
      },
      uninvite: {
        sends: async ({ organiser }) => {
          await inviteAs(organiser, 'timekeeper')
          const { id } = await db().invitation.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
          return { intent: 'uninvite', invitation: id }
        },
        who: only('done', 'organiser'),
      },
      'reset a second factor that is none': {
        sends: ({ other }) => ({ intent: 'reset', account: other.id, reason: '丢失' }),
        who: only<Done>('not found', 'organiser'),
      },
      revoke: {
        sends: async () => ({
          intent: 'revoke',
          account: (await member('timekeeper')).id,
          role: 'timekeeper',
          reason: '调离',
        }),
        who: only('done', 'organiser'),
      },
    },
  },
  'routes/organiser.figures': {
    at: () => '/organiser/figures',
    loader: only('shown', 'organiser', 'supervisor', 'reviewer', 'elsewhere'),
  },
  'routes/organiser.figures[.]csv': {
    at: () => '/organiser/figures.csv',
    loader: only('shown', 'organiser', 'supervisor', 'reviewer', 'elsewhere'),
  },
  'routes/review': { at: () => '/review', layout: true },
  'routes/review._index': {
    at: () => '/review?index',
    loader: only('shown', 'organiser', 'supervisor', 'reviewer', 'elsewhere'),
    acts: {
      'write to entrants': {
        sends: () => ({ key: randomUUID(), subject: '通知', text: '请查收' }),
        at: () => '/review?index&view=all',
        who: only('done', 'organiser'),
      },
    },
  },
  'routes/review.$entry': {
    at: ({ judged }) => `/review/${judged.id}`,
    loader: only('shown', 'organiser', 'supervisor', 'reviewer'),
    intents: z.union([Review, z.object({ intent: z.literal('reveal') })]),
    acts: {
      review: {
        at: async (world) => `/review/${(await waiting(world)).id}`,
        sends: () => passing,
        // The prefecture looks first: it is not the province's turn.
        who: { ...only('done', 'reviewer'), organiser: 'conflict' },
      },
      'review what nobody waits for': {
        sends: () => passing,
        who: { ...only<Done>('conflict', 'reviewer', 'organiser') },
      },
      reveal: {
        sends: async ({ judged }) => ({
          intent: 'reveal',
          participant: (await db().participant.findFirstOrThrow({ where: { entryId: judged.id } })).id,
          reason: '核对',
        }),
        who: only('done', 'organiser', 'reviewer'),
      },
    },
  },
  'routes/organiser.stages.$stage': {
    at: () => '/organiser/stages/preliminary',
    loader: only('shown', 'organiser', 'supervisor'),
    intents: StageAct,
    acts: {
      evenly: {
        sends: async ({ held }) => {
          await accepted(held)
          return { intent: 'evenly' }
        },
        who: only('done', 'organiser'),
      },
      assign: {
        sends: async ({ held, judged }) => {
          await joinPanel(held.id)
          return { intent: 'assign', entry: judged.id, judge: 'J03' }
        },
        who: only('done', 'organiser'),
      },
      void: {
        sends: ({ sheet }) => ({ intent: 'void', sheet: sheet.id, reason: '生病' }),
        who: only('done', 'organiser'),
      },
    },
  },
  'routes/organiser.ranking': {
    at: () => '/organiser/ranking',
    loader: only('shown', 'organiser', 'supervisor'),
    acts: {
      publish: {
        sends: async ({ held, organiser, judged }) => {
          await holdStages(held, { [judged.code]: [80, 90] })
          return { digest: (await rankingDesk(organiser)).digest, checked: 'on' }
        },
        who: only('done', 'organiser'),
      },
    },
  },
  'routes/organiser.ranking_.$entry': {
    at: ({ judged }) => `/organiser/ranking/${judged.code}`,
    loader: only('shown', 'organiser', 'supervisor'),
  },
  'routes/organiser.outbox': {
    at: () => '/organiser/outbox',
    loader: only('shown', 'organiser'),
    acts: {
      'send again': {
        sends: async () => {
          const at = new Date()
          const message = {
            kind: 'passwordChanged',
            subject: '密码已修改',
            text: '密码已修改',
            createdAt: at,
          }
          const { id } = await db().message.create({
            data: { ...message, channel: 'sms', address: '13800138000', state: 'failed', nextTryAt: at },
          })
          return { message: id }
        },
        who: only('done', 'organiser'),
      },
    },
  },
  'routes/organiser.accounts': {
    at: () => '/organiser/accounts',
    loader: only('shown', 'organiser'),
    acts: { unlock: { sends: ({ other }) => ({ account: other.id }), who: only('done', 'organiser') } },
  },
  'routes/organiser.journal': {
    at: () => '/organiser/journal',
    loader: only('shown', 'organiser', 'supervisor'),
  },
  'routes/preferences': {
    at: () => '/preferences',
    loader: to('home'),
    acts: { choose: { sends: () => ({ language: 'en', size: 'large', next: '/rules' }), who: to('done') } },
  },
  'routes/signout': {
    at: () => '/signout',
    loader: to('home'),
    acts: { 'sign out': { sends: () => ({}), who: to('done') } },
  },
}

/** An entry that waits for the organiser's decision. */
const waiting = ({ judged }: World) => enter({ track: 'agency', entry: { ...judged.entry } })

// ---------------------------------------------------------------- asking

type Asked = Parameters<typeof ask>[2]

/** Whatever is answered, a page among the answers is sound, and nothing fails without having been expected to. */
async function look(path: string, asked: Asked = {}) {
  const answer = await ask(product.url, path, asked)
  expect(faultsOf(answer), path).toEqual([])
  expect(answer.status, `${path}\n${answer.body}`).toBeLessThan(500)
  return answer
}

/** What somebody may not see: others' texts and, as long as nothing is published, anybody's name. */
function expectNoSecret(role: Role, allowed: boolean, { body }: Answer) {
  if (!allowed || role === 'visitor' || role === 'other') expect(body).not.toContain(SECRET)
  const knowsNames = role === 'owner' || role === 'organiser' || role === 'supervisor' || role === 'reviewer'
  if (!allowed || !knowsNames) expect(body).not.toContain(NAME)
}

function expectWay(outcome: Seen, { to: way }: Answer) {
  if (outcome === 'sign in') expect(way).toMatch(/^\/signin\?next=/)
  else expect(way).toBe(outcome === 'home' ? '/' : null)
}

const acts = Object.entries(ROUTES).flatMap(([id, line]) =>
  Object.entries(line.acts ?? {}).map(([name, act]) => ({ id, name, line, act })),
)
const titled = acts.map((each) => [each.id, each.name, each] as const)

describe('the table of routes', () => {
  test('lists just what the build has, each with its loader and action', async () => {
    const built = await builtRoutes()
    const listed = Object.entries(ROUTES).map(([id, { loader, acts: of }]) => ({
      id,
      loader: loader !== undefined,
      action: of !== undefined,
    }))
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
    expect(listed.sort(byId)).toEqual(
      built.map(({ id, loader, action }) => ({ id, loader, action })).sort(byId),
    )
  })

  test('lists every intent of every form', () => {
    for (const [id, { intents, acts: of = {} }] of Object.entries(ROUTES)) {
      if (intents === undefined) continue
      const listed = new Set(Object.keys(of).map((name) => name.split(/[: ]/)[0]!))
      expect([id, [...listed].sort()]).toEqual([id, intentsOf(intents).sort()])
    }
    const decisions = Object.keys(ROUTES['routes/organiser.entries.$entry']!.acts!).flatMap(
      (name) => /^decide: (.*)/.exec(name)?.[1] ?? [],
    )
    expect(decisions).toEqual(Object.keys(DECISIONS))
  })
})

function intentsOf(schema: z.ZodType): string[] {
  if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).flatMap(intentsOf)
  if (!(schema instanceof z.ZodObject)) throw new Error('not the schema of a form')
  const shape: unknown = schema.shape['intent']
  const intent = shape instanceof z.ZodDefault ? shape.unwrap() : shape
  if (intent instanceof z.ZodLiteral) return [...intent.values].map(String)
  if (intent instanceof z.ZodEnum) return intent.options.map(String)
  throw new Error('a form without an intent')
}

describe('what each role sees', () => {
  let world: World
  beforeAll(async () => void (world = await setUp()))

  test.each(Object.entries(ROUTES))('%s', async (id, line) => {
    const path = await line.at(world)
    for (const role of ROLES) {
      const session = world.sessions[role]
      if (line.loader) {
        const outcome = line.loader[role]
        const answer = await look(dataPath(path, id), { session })
        expect([role, answer.status]).toEqual([role, STATUS_DATA[outcome]])
        expectWay(outcome, answer)
        expectNoSecret(role, outcome === 'shown', answer)
      }
      if (line.layout) continue
      const outcome = line.loader?.[role] ?? 'shown'
      const answer = await look(path, { session })
      expect([role, answer.status]).toEqual([role, STATUS_SEEN[outcome]])
      expectWay(outcome, answer)
      expectNoSecret(role, outcome === 'shown', answer)
    }
  })
})

describe('what each role may do', () => {
  test.each(titled)('%s: %s', async (_id, _name, { line, act }) => {
    const world = await setUp()
    const pathFor = () => (act.at ?? line.at)(world)
    const path = await pathFor()
    const form = await act.sends(world)
    const before = await everything(ownerUrl, act.notes)
    for (const headers of [{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'https://elsewhere.example' }]) {
      for (const at of [path, dataPath(path)]) {
        // Whoever it is, another site's page may not act in his name.
        const role = ROLES.find((each) => act.who[each] === 'done') ?? 'organiser'
        const elsewhere = await look(at, { session: world.sessions[role], form, headers })
        expect([at, elsewhere.status]).toEqual([at, 403])
      }
    }
    for (const role of ROLES) {
      const session = world.sessions[role]
      const outcome = act.who[role]
      if (outcome === 'done') continue
      const answer = await look(dataPath(path), { session, form })
      expect([role, answer.status]).toEqual([role, STATUS_DONE[outcome]])
      expect(answer.to).toBeNull()
      expectNoSecret(role, false, withoutOwnWords(answer, form))
      // Without JavaScript the answer is the form's page, or why there is none.
      const page = await look(path, { session, form })
      const seen = line.loader?.[role] ?? 'shown'
      expect([role, page.status]).toEqual([role, seen === 'sign in' ? 302 : STATUS_DONE[outcome]])
      expectWay(seen, page)
    }
    expect(await everything(ownerUrl, act.notes)).toEqual(before)

    const may = ROLES.filter((role) => act.who[role] === 'done')
    for (const role of may) {
      // Links and logins work once, so each who may gets his own.
      const [own, at] = may.length > 1 ? [await act.sends(world), await pathFor()] : [form, path]
      const answer = await look(dataPath(at), { session: world.sessions[role], form: own })
      expect([role, answer.to === null ? 200 : 202]).toEqual([role, answer.status])
    }
    if (may.length === 1) expect(await everything(ownerUrl, act.notes)).not.toEqual(before)
  })
})

/** A refused form comes back with what was typed in it. */
const withoutOwnWords = ({ body, ...rest }: Answer, form: Form): Answer => ({
  ...rest,
  body: Object.values(form).reduce((text, typed) => (typed === '' ? text : text.replaceAll(typed, '')), body),
})

// ---------------------------------------------------------------- addresses and fields that nobody's browser makes

/** No identities: of nothing, of no form, of another form, cut short, and much too long. */
const ODD = [UNKNOWN, 'xyz', '1', '%27%3B--', '..%2F..', '%E4%BD%9C', UNKNOWN.slice(0, -1), 'a'.repeat(4000)]

describe('an address of nothing is not found', () => {
  const places = [
    { under: '/my/entries/', role: 'owner', id: 'routes/my.entries.$entry' },
    { under: '/judge/sheets/', role: 'judge', id: 'routes/judge.sheets.$sheet' },
    { under: '/organiser/entries/', role: 'organiser', id: 'routes/organiser.entries.$entry' },
    { under: '/organiser/stages/', role: 'organiser', id: 'routes/organiser.stages.$stage' },
    { under: '/join/', role: 'visitor', id: 'routes/_public.join.$token' },
    { under: '/signup/', role: 'visitor', id: 'routes/_public.signup_.$token' },
    { under: '/reset/', role: 'visitor', id: 'routes/_public.reset_.$token' },
  ] as const

  test.each(places)('$under', async ({ under, role, id }) => {
    const world = await setUp()
    const session = world.sessions[role]
    for (const odd of ODD) {
      for (const path of [under + odd, dataPath(under + odd), dataPath(under + odd, id)]) {
        expect([path, (await look(path, { session })).status]).toEqual([path, 404])
      }
    }
    for (const [name, act] of Object.entries(ROUTES[id]!.acts!)) {
      // A sheet is taken back from its judge, wherever the form stands.
      if (act.who[role] !== 'done' || name === 'void') continue
      const form = await act.sends(world)
      const before = await everything(ownerUrl)
      for (const odd of ODD.slice(0, 2)) {
        const { status } = await look(dataPath(under + odd), { session, form })
        // What the day records is refused because the entry takes no part, whether it exists or not.
        const refused = /^(absence|deduct)$/.test(name) ? 409 : 404
        expect([name, odd, status]).toEqual([name, odd, refused])
        expect((await look(under + odd, { session, form })).status).toBe(refused)
      }
      expect(await everything(ownerUrl)).toEqual(before)
    }
  })

  test('and so is one inside a form', async () => {
    const world = await setUp()
    const session = world.sessions.organiser
    const entry = `/organiser/entries/${world.judged.id}`
    const stage = '/organiser/stages/preliminary'
    const before = await everything(ownerUrl)
    for (const odd of ODD) {
      const forms = [
        [entry, { intent: 'undeduct', deduction: odd }, 404],
        [entry, { intent: 'absence', stage: odd, absent: 'yes' }, 404],
        [entry, { intent: 'deduct', stage: odd, points: '1', reason: '超时' }, 404],
        [stage, { intent: 'assign', entry: odd, judge: 'J01' }, 409],
        [stage, { intent: 'assign', entry: world.judged.id, judge: odd }, 404],
        [stage, { intent: 'void', sheet: odd, reason: '生病' }, 404],
        [entry, { intent: odd }, 400],
        [stage, { intent: odd }, 400],
        ['/organiser/ranking', { digest: odd, checked: 'on' }, 400],
        ['/organiser/ranking', { digest: '0'.repeat(64), checked: 'on' }, 409],
      ] as const
      for (const [path, form, status] of forms) {
        expect([form, (await look(dataPath(path), { session, form })).status]).toEqual([form, status])
      }
    }
    expect(await everything(ownerUrl)).toEqual(before)
  })

  test('a filter that is none filters nothing out of a page', async () => {
    const { sessions } = await setUp()
    for (const odd of [...ODD, '99999999999999999999', '-1']) {
      for (const path of [
        '/results?track=',
        '/results?domain=',
        '/organiser/entries?state=',
        '/organiser/journal?before=',
        '/organiser/outbox?state=',
        '/organiser/outbox?before=',
        '/organiser/accounts?search=',
        '/my/messages?before=',
      ]) {
        expect([path + odd, (await look(path + odd, { session: sessions.organiser })).status]).toEqual([
          path + odd,
          200,
        ])
      }
    }
  })
})

/** Zero bytes, which PostgreSQL keeps in no text; a script; a sentence for a database; a turn of the writing. */
const HOSTILE = [
  '案例\0案例',
  '\0',
  '<script>alert(1)</script>',
  "'); DROP TABLE entry; --",
  '\u202E',
  '𣲗'.repeat(300),
]

describe('a text that no keyboard makes is kept or refused, and fails nothing', () => {
  test.each(titled)('%s: %s', async (_id, _name, { line, act }) => {
    const world = await setUp()
    const form = await act.sends(world)
    const session = world.sessions[ROLES.find((role) => act.who[role] === 'done') ?? 'visitor']
    const path = await (act.at ?? line.at)(world)
    const names = Object.keys(form)
    for (const name of names) {
      await look(dataPath(path), { session, form: { ...form, [name]: HOSTILE[0]! } })
    }
    for (const hostile of HOSTILE) {
      await look(path, { session, form: Object.fromEntries(names.map((name) => [name, hostile])) })
    }
  })
})

// ---------------------------------------------------------------- what nobody expected

describe('an error nobody expected', () => {
  test('shows the number under which it is in the log, and nothing of itself', async () => {
    const { sessions, writing, own } = await setUp()
    const session = sessions.owner
    const form = { ...fields(own), intent: 'save', revision: '1' }
    const entry = `/my/entries/${writing}`
    await without(ownerUrl, 'SELECT ON entry', async () => {
      for (const [path, asked] of [
        ['/my', { session }],
        [dataPath('/my'), { session }],
        [entry, { session, form }],
        [dataPath(entry), { session, form }],
      ] as const) {
        const answer = await ask(product.url, path, asked)
        expect([path, answer.status]).toEqual([path, 500])
        await expectNumbered(answer)
      }
    })
    expect((await look('/my', { session })).status).toBe(200)
  })

  test('also where not even the frame around the page can be made', async () => {
    await without(ownerUrl, 'SELECT ON contest', async () => {
      const answer = await ask(product.url, '/')
      expect(answer.status).toBe(500)
      await expectNumbered(answer)
    })
  })

  async function expectNumbered(answer: Answer) {
    expect(faultsOf(answer)).toEqual([])
    const number = answer.headers.get('X-Request-Id')!
    expect(number).toMatch(/^[\w-]{8,}$/)
    expect(answer.body).toContain(number)
    expect(answer.body).not.toMatch(/permission denied|prisma|SELECT|\bat .*\.(js|ts)/i)
    const logged = () =>
      product
        .output()
        .split('\n')
        .find((line) => line.includes(number) && line.includes('unexpected error'))
    await expect.poll(logged).toContain('permission denied')
  }
})
