import { z } from 'zod'
import { LANGUAGES } from '../contest/localized'
import { PersonName } from '../entrants/name'
import { Login, NewPassword, PresentPassword } from './credentials'
import { fault } from './fault'
import { CodeAgain, TypedCode } from './one-time-code'

/** What somebody fills in to get an account, by signing up or by an invitation. */
export const NewAccount = z.object({ name: PersonName, login: Login, password: NewPassword })
export type NewAccount = z.output<typeof NewAccount>

/** What is left to fill in once a code has proved the login. */
export const NewPerson = z.object({
  intent: z.literal('person'),
  ...NewAccount.omit({ login: true }).shape,
})
export type NewPerson = Omit<z.output<typeof NewPerson>, 'intent'>

/** What follows the code of a forgotten password. */
export const NewPasswordForm = z.object({ intent: z.literal('password'), password: NewPassword })

export const SignUpStep = z.discriminatedUnion('intent', [TypedCode, CodeAgain, NewPerson])
export const ResetStep = z.discriminatedUnion('intent', [TypedCode, CodeAgain, NewPasswordForm])

/** What a member changes of the own account. */
export const Profile = z.object({
  intent: z.literal('profile'),
  name: PersonName,
  language: z.enum(LANGUAGES, { error: fault('notChosen') }),
})
export type Profile = z.output<typeof Profile>

export const ChangedPassword = z.object({
  intent: z.literal('password'),
  current: PresentPassword,
  password: NewPassword,
})
export type ChangedPassword = z.output<typeof ChangedPassword>

/** Everything that a member can send from the page of the own account. */
export const AccountAct = z.discriminatedUnion('intent', [
  Profile,
  ChangedPassword,
  z.object({ intent: z.literal('end'), session: z.string() }),
  z.object({ intent: z.literal('everywhere') }),
])
