export const ENTRY_STATES = [
  'draft',
  'submitted',
  'returned',
  'endorsed',
  'accepted',
  'refused',
  'withdrawn',
  'disqualified',
] as const
export type EntryState = (typeof ENTRY_STATES)[number]
export type EntrantKind = 'person' | 'agency'

/** States in which the entrant may write and submit; after a return the same entry is corrected. */
export const isWritable = (state: EntryState) =>
  state === 'draft' || state === 'returned' || state === 'submitted'

/** States in which an entry takes a place: of its entrant, its agency and its recommending unit's quota. */
export const PLACE_TAKING = ['submitted', 'returned', 'endorsed', 'accepted'] as const satisfies EntryState[]

/** What the organiser can decide, and from which state. */
export const DECISIONS = {
  accept: { from: ['submitted', 'endorsed'], to: 'accepted', needsReason: false },
  return: { from: ['submitted', 'endorsed'], to: 'returned', needsReason: true },
  refuse: { from: ['submitted', 'endorsed'], to: 'refused', needsReason: true },
  withdraw: { from: ['submitted', 'returned', 'endorsed', 'accepted'], to: 'withdrawn', needsReason: true },
  disqualify: { from: ['submitted', 'endorsed', 'accepted'], to: 'disqualified', needsReason: true },
} as const satisfies Record<string, { from: readonly EntryState[]; to: EntryState; needsReason: boolean }>
export type Decision = keyof typeof DECISIONS

/** The decisions that are open in a state. */
export const decisionsIn = (state: EntryState) =>
  (Object.keys(DECISIONS) as Decision[]).filter((decision) =>
    (DECISIONS[decision].from as readonly EntryState[]).includes(state),
  )
