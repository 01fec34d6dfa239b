export const ROLES = ['contestant', 'judge', 'organiser', 'supervisor'] as const
export type Role = (typeof ROLES)[number]

/** Somebody signed in. */
export type Member = { readonly id: string; readonly name: string; readonly roles: readonly Role[] }

/** Whoever asks: a member, or a visitor without an account. */
export type Actor = Member | null

export const has = (actor: Actor, role: Role): actor is Member => actor?.roles.includes(role) ?? false
