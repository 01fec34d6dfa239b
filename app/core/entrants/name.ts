import { z } from 'zod'
import { fault } from '../access/fault'

/** The interpunct of 统一姓名采集应用规范 is U+00B7; these are what keyboards and old systems give instead. */
const LIKE_INTERPUNCT =
  /[\u2022\u30FB\u2027\uFF65\u2219\u22C5\uFF0E]|(?<=\p{Script=Han})\.(?=\p{Script=Han})/gu
const PERSON = /^[\p{Script=Han}\u3007A-Za-z][\p{Script=Han}\u3007A-Za-z '’·-]*$/u

/** A person's name as it is kept: no outer blanks, one blank between words, U+00B7 as interpunct. */
export const normaliseName = (typed: string) =>
  typed
    .trim()
    .replace(LIKE_INTERPUNCT, '·')
    .replace(/\s+/g, ' ')
    .replace(/\s*·\s*/g, '·')

/** Longest name in code points; the national rule asks for at least 50. */
export const LONGEST_NAME = 60

/** Length as people count it: code points, so that 𣲗 is one character and never cut in two. */
export const lengthOf = (text: string) => Array.from(text).length

export const PersonName = z
  .string({ error: fault('nameMissing') })
  .transform(normaliseName)
  .refine((name) => lengthOf(name) <= LONGEST_NAME, fault('tooLong', { max: LONGEST_NAME }))
  .refine((name) => PERSON.test(name) && !/··|·$/.test(name), fault('nameForm'))

/** Shows whose name it is without saying it: 张*, 张*华, 艾**·**提. */
export function maskName(name: string) {
  const letters = Array.from(name)
  const last = letters.length - 1
  return letters
    .map((letter, at) => (letter === '·' || at === 0 || (at === last && last > 1) ? letter : '*'))
    .join('')
}
