// The unified social credit code of an organisation (GB 32100-2015).

const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const BODY_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

/** The code as it is kept: half-width, capital letters, no blanks or dashes. */
export const normaliseCreditCode = (typed: string) =>
  typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()

/** The check sign of the first 17: weights 3^i mod 31. */
export function checkSignOf(code: string) {
  let sum = 0
  let weight = 1
  for (const sign of code.slice(0, 17)) {
    sum += SIGNS.indexOf(sign) * weight
    weight = (weight * 3) % 31
  }
  return SIGNS[(31 - (sum % 31)) % 31]!
}

/** The check sign of the organisation's own nine signs within the code (GB 11714-1997). */
export function bodyCheckSignOf(body: string) {
  const value = (sign: string) => parseInt(sign, 36)
  const sum = BODY_WEIGHTS.reduce((total, weight, at) => total + weight * value(body[at]!), 0)
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : check === 11 ? '0' : String(check)
}

/** What is wrong with a code. `place` counts from 1; a sign that no code has is named. */
export type CreditCodeFault =
  | { readonly code: 'creditCodeMissing' | 'creditCodeBody' | 'creditCodeCheck' }
  | { readonly code: 'creditCodeLength'; readonly values: { readonly count: number } }
  | { readonly code: 'creditCodeSign'; readonly values: { readonly place: number; readonly sign: string } }

export function creditCodeFault(typed: string): CreditCodeFault | null {
  const code = normaliseCreditCode(typed)
  if (code === '') return { code: 'creditCodeMissing' }
  const signs = Array.from(code)
  const illegal = signs.findIndex((sign) => !SIGNS.includes(sign))
  if (illegal !== -1) {
    return { code: 'creditCodeSign', values: { place: illegal + 1, sign: signs[illegal]! } }
  }
  if (code.length !== 18) return { code: 'creditCodeLength', values: { count: code.length } }
  if (bodyCheckSignOf(code.slice(8, 17)) !== code[16]) return { code: 'creditCodeBody' }
  return checkSignOf(code) === code[17] ? null : { code: 'creditCodeCheck' }
}

/** Registered as a social-service organisation (52) in Guizhou (52 again), which is expected; others are asked about. */
export const isExpectedCreditCode = (typed: string) => normaliseCreditCode(typed).startsWith('5252')

/** An enterprise registered with market supervision, which only some contests let in. */
export const isEnterprise = (typed: string) => normaliseCreditCode(typed).startsWith('91')
