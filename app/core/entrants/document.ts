import { z } from 'zod'
import { fault } from '../access/fault'
import { isDay } from '../contest/days'

// Identity documents of people who take part.

/** What a person may prove who he is with; the first two carry a check digit (GB 11643-1999). */
export const DOCUMENT_TYPES = [
  'resident',
  'hmtResident',
  'foreignPermanent',
  'hmPermit',
  'twPermit',
  'passport',
] as const
export type DocumentType = (typeof DOCUMENT_TYPES)[number]

/** The number as it is kept and compared: half-width, capital letters, no blanks. */
export const normaliseDocument = (typed: string) => typed.normalize('NFKC').replace(/\s/g, '').toUpperCase()

/** The provinces by their first two digits. Counties are not looked up: old codes live on in people's cards. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71'.split(
    ' ',
  ),
)
const HMT = new Set(['81', '82', '83'])
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_DIGITS = '10X98765432'

/** The check digit that belongs to the first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2). */
export const checkDigitOf = (number: string) =>
  CHECK_DIGITS[WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(number[at]), 0) % 11]!

/** The day of birth in a number of 18 signs, as an ISO date; null if there is no such day. */
function birthDayIn(number: string): string | null {
  const day = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  return isDay(day) ? day : null
}

/** What the number of each kind of document looks like, where it has no check digit. */
const FORMS: Partial<Record<DocumentType, RegExp>> = {
  foreignPermanent: /^(9\d{17}|[A-Z]{3}\d{12})$/,
  hmPermit: /^[HM]\d{8}(\d{2})?$/,
  twPermit: /^\d{8}(\d{2})?$/,
  passport: /^[A-Z0-9]{5,20}$/,
}

export type DocumentFault =
  | 'documentMissing'
  | 'documentOldForm'
  | 'documentLength'
  | 'documentProvince'
  | 'documentBirthDay'
  | 'documentCheckDigit'
  | 'documentForm'

/** What is wrong with a number of this type, or null. `today` is an ISO date: nobody is born after it. */
export function documentFault(type: DocumentType, typed: string, today: string): DocumentFault | null {
  const number = normaliseDocument(typed)
  if (number === '') return 'documentMissing'
  const form = FORMS[type]
  if (form) return form.test(number) ? null : 'documentForm'
  if (/^\d{15}$/.test(number)) return 'documentOldForm'
  if (!/^\d{17}[\dX]$/.test(number)) return 'documentLength'
  if (!(type === 'resident' ? PROVINCES : HMT).has(number.slice(0, 2))) return 'documentProvince'
  const born = birthDayIn(number)
  if (born === null || born > today || born < '1900-01-01') return 'documentBirthDay'
  return checkDigitOf(number) === number[17] ? null : 'documentCheckDigit'
}

/** The day of birth that a faultless number tells; null where the type tells none. */
export const birthDayOf = (type: DocumentType, typed: string) =>
  FORMS[type] ? null : birthDayIn(normaliseDocument(typed))

/** As it may be shown: 5201**********0021; of a short number only the ends. */
export function maskDocument(typed: string) {
  const number = normaliseDocument(typed)
  const shown = number.length >= 12 ? 4 : number.length >= 6 ? 2 : 0
  if (shown === 0) return '*'.repeat(number.length)
  return number.slice(0, shown) + '*'.repeat(number.length - 2 * shown) + number.slice(-shown)
}

const documentType = z.enum(DOCUMENT_TYPES).default('resident')
const documentNumber = z
  .string()
  .max(60, fault('tooLong', { max: 60 }))
  .default('')

/** An identity document as its form sends it; what is wrong with the number is told by whoever keeps it. */
export const Identity = z.object({ documentType, documentNumber })
export type Identity = z.output<typeof Identity>
