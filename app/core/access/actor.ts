export const ROLES = [
  'contestant',
  'judge',
  'organiser',
  'supervisor',
  'reviewer',
  'timekeeper',
  'chiefJudge',
  'arbitrator',
] as const
export type Role = (typeof ROLES)[number]

/** Somebody signed in. */
export type Member = {
  readonly id: string
  readonly name: string
  readonly roles: readonly Role[]
  /** Of a reviewer who looks at the entries of one prefecture only (GB/T 2260). */
  readonly prefecture?: string
}

/** Whoever asks: a member, or a visitor without an account. */
export type Actor = Member | null

export const has = (actor: Actor, role: Role): actor is Member => actor?.roles.includes(role) ?? false

/** The one prefecture whose entries a reviewer has to do with; undefined for whoever has to do with all. */
export const areaOf = ({ roles, prefecture }: Member) =>
  roles.includes('organiser') || roles.includes('supervisor') ? undefined : prefecture
