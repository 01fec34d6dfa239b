import { z } from 'zod'
import { fault } from '../access/fault'
import { lengthOf, LONGEST_NAME, normaliseName, PersonName } from './name'
import { countWords } from './words'

/** The six parts of a practice case, in the order in which they are read. */
export const SECTIONS = ['background', 'assessment', 'plan', 'process', 'outcome', 'reflection'] as const
export type Section = (typeof SECTIONS)[number]

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

const line = (max: number) =>
  z
    .string()
    .default('')
    .refine((text) => lengthOf(text) <= max, fault('tooLong', { max }))
const box = z
  .enum(['on'])
  .optional()
  .transform((value) => value === 'on')

/** Far above any word limit: only keeps a mistaken paste from filling the database. */
export const LONGEST_SECTION = 20_000

/**
 * What an entrant has typed so far. Anything may be missing or unfit: a draft is always kept.
 * `entrant` is the person or the agency; `unit` is where a person works.
 */
export const EntryDraft = z.object({
  title: line(100),
  serviceDomain: line(20),
  entrant: line(100),
  unit: line(100),
  contact: line(LONGEST_NAME),
  phone: line(40),
  prefecture: line(6),
  ...(Object.fromEntries(SECTIONS.map((section) => [section, line(LONGEST_SECTION)])) as Record<
    Section,
    ReturnType<typeof line>
  >),
  promise: box,
  publication: box,
})
export type EntryDraft = z.infer<typeof EntryDraft>
export type EntryField = keyof EntryDraft

/** The draft as its form sends it, with the revision that the sender started from. */
export const SaveEntry = EntryDraft.extend({
  intent: z.enum(['save', 'submit']),
  revision: z.coerce.number().int().min(0),
})

/** What a track asks of its entries. */
export type EntryLimits = {
  readonly entrantKind: EntrantKind
  readonly minWords: number
  readonly maxWords: number
  readonly serviceDomains: readonly string[]
  readonly prefectures: readonly string[]
}

type Lack = { readonly code: string; readonly field: EntryField; readonly values?: Record<string, number> }
type EntryRule = {
  readonly code: string
  readonly field: EntryField
  readonly holds: (draft: EntryDraft, limits: EntryLimits) => boolean
  readonly values?: (draft: EntryDraft, limits: EntryLimits) => Record<string, number>
}

export const wordsOf = (draft: EntryDraft) =>
  SECTIONS.reduce((words, section) => words + countWords(draft[section]), 0)

const MOBILE = /^1[3-9]\d{9}$/
const FIXED = /^0\d{2,3}-?\d{7,8}(-\d{1,6})?$/

/** A mobile or fixed number, with or without the country's code, with blanks and dashes wherever people set them. */
function isTelephone(typed: string) {
  const text = typed
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/^(\+86|0086)-?/, '')
  return MOBILE.test(text.replaceAll('-', '')) || FIXED.test(text)
}
const isPerson = (limits: EntryLimits) => limits.entrantKind === 'person'

/** One row a condition of submission; each code has its text in the catalogues under `lack`. */
const RULES = [
  {
    code: 'entrant',
    field: 'entrant',
    holds: (draft, limits) =>
      isPerson(limits) ? PersonName.safeParse(draft.entrant).success : draft.entrant.trim() !== '',
  },
  { code: 'unit', field: 'unit', holds: (draft, limits) => !isPerson(limits) || draft.unit.trim() !== '' },
  {
    code: 'contact',
    field: 'contact',
    holds: (draft, limits) => isPerson(limits) || PersonName.safeParse(draft.contact).success,
  },
  { code: 'phone', field: 'phone', holds: (draft) => isTelephone(draft.phone) },
  {
    code: 'prefecture',
    field: 'prefecture',
    holds: (draft, limits) => limits.prefectures.includes(draft.prefecture),
  },
  { code: 'title', field: 'title', holds: (draft) => draft.title.trim() !== '' },
  {
    code: 'serviceDomain',
    field: 'serviceDomain',
    holds: (draft, limits) => limits.serviceDomains.includes(draft.serviceDomain),
  },
  ...SECTIONS.map((section): EntryRule => ({
    code: section,
    field: section,
    holds: (draft) => draft[section].trim() !== '',
  })),
  {
    code: 'tooShort',
    field: 'process',
    holds: (draft, limits) => wordsOf(draft) >= limits.minWords,
    values: (draft, limits) => ({ count: limits.minWords - wordsOf(draft), min: limits.minWords }),
  },
  {
    code: 'tooLong',
    field: 'process',
    holds: (draft, limits) => wordsOf(draft) <= limits.maxWords,
    values: (draft, limits) => ({ count: wordsOf(draft) - limits.maxWords, max: limits.maxWords }),
  },
  { code: 'promise', field: 'promise', holds: (draft) => draft.promise },
] as const satisfies readonly EntryRule[]

/** What still keeps the draft from being submitted, in the order of the form; nothing means complete. */
export function lacks(draft: EntryDraft, limits: EntryLimits): Lack[] {
  return (RULES as readonly EntryRule[])
    .filter((rule) => !rule.holds(draft, limits))
    .map(({ code, field, values }) => ({ code, field, ...(values && { values: values(draft, limits) }) }))
}

/** The draft as it is frozen on submission: names in their kept form, outer blanks gone. */
export function tidied(draft: EntryDraft, kind: EntrantKind): EntryDraft {
  const entrant = kind === 'person' ? normaliseName(draft.entrant) : draft.entrant.trim()
  return {
    ...draft,
    entrant,
    unit: draft.unit.trim(),
    contact: normaliseName(draft.contact),
    phone: draft.phone.trim(),
    title: draft.title.trim(),
  }
}

/** States in which the entrant may write and submit; after a return the same entry is corrected. */
export const isWritable = (state: EntryState) =>
  state === 'draft' || state === 'returned' || state === 'submitted'

/** What the organiser can decide, and from which state. */
export const DECISIONS = {
  accept: { from: ['submitted'], to: 'accepted', needsReason: false },
  return: { from: ['submitted'], to: 'returned', needsReason: true },
  withdraw: { from: ['submitted', 'returned', 'accepted'], to: 'withdrawn', needsReason: true },
  disqualify: { from: ['submitted', 'accepted'], to: 'disqualified', needsReason: true },
} as const satisfies Record<string, { from: readonly EntryState[]; to: EntryState; needsReason: boolean }>
export type Decision = keyof typeof DECISIONS

/** The decisions that are open in a state. */
export const decisionsIn = (state: EntryState) =>
  (Object.keys(DECISIONS) as Decision[]).filter((decision) =>
    (DECISIONS[decision].from as readonly EntryState[]).includes(state),
  )
