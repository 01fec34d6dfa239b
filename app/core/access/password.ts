import type { Role } from './actor'

/** Letters that figures and signs are put for. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
}

/** What people here choose when told to choose a password; the site's own name is among them. */
const HABITS = [
  /woaini\d*|5201314|520|1314|7758521|aini|woainima|mima|iloveyou/g,
  /gongping|dasai|guizhou/g,
  // Dates: 19900101, 900101, 2021, and the runs on keyboards.
  /(19|20)\d{2}((0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))?/g,
  /\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])/g,
  /q?qwerty?(uiop)?|asdf(gh(jkl)?)?|zxcvb?(nm)?|qaz(wsx)?(edc)?|abc(d(ef?)?)?|password|admin|root|test|user/g,
  /01?2345?6?7?8?9?0?|12345?6?7?8?9?0?|123|9876?5?4?3?2?1?0?|(?<same>[\p{L}\d])\k<same>{2,}/gu,
] as const

/** What is left has to carry the password: three characters can be guessed. */
const LEAST_OWN = 4

const fold = (text: string) => text.normalize('NFKC').toLowerCase()
const undoLookAlikes = (text: string) => text.replace(/[@4310!$57]/g, (sign) => LOOK_ALIKES[sign]!)
const length = (text: string) => Array.from(text).length
const withoutEnds = (text: string) => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')

/** Staff decide over others, and their accounts are worth more to whoever steals them. */
export const STAFF_LENGTH = 12

/** Whoever is neither a contestant nor a judge works with other people's data. */
export const isStaff = (roles: readonly Role[]) =>
  roles.some((role) => role !== 'contestant' && role !== 'judge')

/** Whether a password is of the kind that is guessed first: a common word with figures and signs around it, or habits. */
export function isCommon(password: string, isListed: (word: string) => boolean) {
  const folded = fold(password)
  const readings = [folded, undoLookAlikes(folded), withoutEnds(folded), undoLookAlikes(withoutEnds(folded))]
  if (readings.some((word) => length(word) >= 4 && isListed(word))) return true
  const own = HABITS.reduce((left, habit) => left.replace(habit, ''), folded)
  return length(own.replace(/[^\p{L}\d]/gu, '')) < LEAST_OWN
}

/** Whether a password holds the login or the name of its owner. */
export function isPersonal(password: string, { login, name }: { login: string; name: string }) {
  const folded = fold(password)
  const account = login.includes('@') ? login.split('@')[0]! : login.slice(-8)
  const parts = [account, ...account.split(/[._+-]/)].filter((part) => length(part) >= 4)
  const names = [name, name.replaceAll('·', '')].map(fold).filter((word) => length(word) >= 2)
  return [...parts, ...names].some((own) => folded.includes(own))
}

export const isLongEnough = (password: string, roles: readonly Role[]) =>
  !isStaff(roles) || length(password) >= STAFF_LENGTH
