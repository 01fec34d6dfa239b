import { bodyCheckSignOf, checkSignOf } from './credit-code'
import { checkDigitOf } from './document'

// Numbers with right check digits that belong to nobody, for demonstrations and tests.

/** A resident identity number of somebody born in 1990, the `nth` of 9,000: area 520199 is assigned to no county. */
export function inventedDocument(nth: number) {
  const day = String(1 + (Math.floor(nth / 1000) % 9)).padStart(2, '0')
  const number = `520199199003${day}${String(nth % 1000).padStart(3, '0')}`
  return `${number}${checkDigitOf(number)}`
}

/** A credit code of a social-service organisation in Guizhou, the `nth` of 100,000: registers do not give out MJR9. */
export function inventedCreditCode(nth: number) {
  const body = `MJR9${String(nth % 10_000).padStart(4, '0')}`
  const code = `525200${String(Math.floor(nth / 10_000)).padStart(2, '0')}${body}${bodyCheckSignOf(body)}`
  return `${code}${checkSignOf(code)}`
}
