import { z } from 'zod'
import { fault } from './fault'

const MOBILE = /^1[3-9]\d{9}$/
const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** A mobile number without country code, blanks and dashes, or an e-mail address in lower case. */
export function normaliseLogin(typed: string) {
  const text = typed.normalize('NFKC').trim().toLowerCase()
  const digits = text.replace(/^(\+86|0086)/, '').replace(/[\s-]/g, '')
  return MOBILE.test(digits) ? digits : text
}

export const Login = z
  .string({ error: fault('loginMissing') })
  .transform(normaliseLogin)
  .refine((login) => MOBILE.test(login) || (MAIL.test(login) && login.length <= 254), fault('loginForm'))

const KINDS = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/]

/** Eight characters or more, of three of the four kinds: lower case, upper case, figures, others (GB/T 22239). */
export const isStrong = (password: string) =>
  Array.from(password).length >= 8 && KINDS.filter((kind) => kind.test(password)).length >= 3

export const NewPassword = z
  .string({ error: fault('passwordMissing') })
  .max(200, fault('tooLong', { max: 200 }))
  .refine(isStrong, fault('passwordWeak'))

/** The password that an account has: only its length is limited. */
export const PresentPassword = z
  .string({ error: fault('passwordMissing') })
  .max(200, fault('tooLong', { max: 200 }))

export const SignIn = z.object({
  login: z
    .string({ error: fault('loginMissing') })
    .max(300)
    .transform(normaliseLogin),
  password: PresentPassword,
  captcha: z.string().max(60).optional(),
  captchaId: z.string().max(60).optional(),
  next: z.string().max(300).optional(),
})
