import type { Role } from './actor'

/**
 * Duties that must not meet in one person: whoever decides over an entry has none, whoever marks does not know whose
 * entry it is, and whoever watches changes nothing. constraints.sql has the same list; a test compares them.
 */
export const APART: readonly (readonly [Role, Role])[] = [
  ['organiser', 'judge'],
  ['organiser', 'chiefJudge'],
  ['organiser', 'supervisor'],
  ['organiser', 'arbitrator'],
  ['organiser', 'contestant'],
  ['judge', 'reviewer'],
  ['judge', 'timekeeper'],
  ['judge', 'arbitrator'],
  ['judge', 'supervisor'],
  ['judge', 'contestant'],
  ['chiefJudge', 'reviewer'],
  ['chiefJudge', 'timekeeper'],
  ['chiefJudge', 'arbitrator'],
  ['chiefJudge', 'supervisor'],
  ['chiefJudge', 'contestant'],
  ['reviewer', 'arbitrator'],
  ['reviewer', 'supervisor'],
  ['reviewer', 'contestant'],
  ['timekeeper', 'supervisor'],
  ['timekeeper', 'contestant'],
  ['arbitrator', 'supervisor'],
  ['arbitrator', 'contestant'],
  ['supervisor', 'contestant'],
]

/** The duties among those somebody has that keep a role from him; none means he may have it. */
export const barring = (role: Role, has: readonly Role[]) =>
  has.filter((other) => APART.some((pair) => pair.includes(role) && pair.includes(other) && role !== other))
