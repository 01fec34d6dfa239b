import { z } from 'zod'
import { fault } from '../access/fault'
import { CERTIFICATE_LEVELS } from '../contest/entry-rules'
import { CONSENT_KINDS, PROMISES } from './consents'
import { normaliseCreditCode } from './credit-code'
import { Identity } from './document'
import type { EntrantKind } from './entry'
import { lengthOf, LONGEST_NAME, normaliseName } from './name'
import { countWords } from './words'

/** The six parts of a practice case, in the order in which they are read. */
export const SECTIONS = ['background', 'assessment', 'plan', 'process', 'outcome', 'reflection'] as const
export type Section = (typeof SECTIONS)[number]

/** What the last annual inspection or annual report of an agency came to. */
export const INSPECTIONS = ['passed', 'basic', 'failed'] as const

/** Grades of agencies (等级评估); shown, not required. */
export const RATINGS = ['none', '1A', '2A', '3A', '4A', '5A'] as const

const line = (max: number) =>
  z
    .string()
    .default('')
    .refine((text) => lengthOf(text) <= max, fault('tooLong', { max }))
/** One of some words, or none yet. What is neither (an old page, a machine) counts as none. */
const choice = <const T extends readonly string[]>(words: T) =>
  z
    .union([z.literal(''), z.enum(words)])
    .catch('')
    .default('')
const box = z
  .enum(['on'])
  .optional()
  .transform((value) => value === 'on')
const boxes = <K extends string>(names: readonly K[]) =>
  Object.fromEntries(names.map((name) => [name, box])) as Record<K, typeof box>

/** Far above any word limit: only keeps a mistaken paste from filling the database. */
export const LONGEST_SECTION = 20_000

const TeamRow = z.object({
  name: line(LONGEST_NAME),
  level: choice(CERTIFICATE_LEVELS),
  certificate: line(40),
})
export type TeamRow = z.infer<typeof TeamRow>

/** More rows than any contest lets a team have. */
const MOST_ROWS = 8

/**
 * What an entrant has typed so far. Anything may be missing or unfit: a draft is always kept.
 * `entrant` is the person or the agency; `unit` is where a person works. Identity numbers are never part of it.
 */
export const EntryDraft = z.object({
  title: line(100),
  serviceDomain: line(20),
  serviceFrom: line(10),
  serviceTo: line(10),
  entrant: line(100),
  unit: line(100),
  contact: line(LONGEST_NAME),
  phone: line(40),
  prefecture: line(6),
  county: line(6),
  recommendingUnit: line(20),
  certificateLevel: choice(CERTIFICATE_LEVELS),
  certificateNumber: line(40),
  creditCode: line(40),
  representative: line(LONGEST_NAME),
  registeredOn: line(10),
  inspectionYear: line(4),
  inspection: choice(INSPECTIONS),
  rating: choice(RATINGS),
  team: z.array(TeamRow.prefault({})).max(MOST_ROWS).default([]),
  ...(Object.fromEntries(SECTIONS.map((section) => [section, line(LONGEST_SECTION)])) as Record<
    Section,
    ReturnType<typeof line>
  >),
  ...boxes(PROMISES),
  ...boxes(CONSENT_KINDS),
})
export type EntryDraft = z.infer<typeof EntryDraft>
export type EntryField = keyof EntryDraft

/**
 * What the form sends: the draft with the revision that the sender started from, and beside it what is kept elsewhere,
 * an identity number or the place of a member who is to get a link.
 */
export const SaveEntry = EntryDraft.extend({
  intent: z.enum(['save', 'submit']).default('save'),
  revision: z.coerce.number().int().min(0),
  invite: z.coerce.number().int().min(1).max(MOST_ROWS).optional(),
  ...Identity.shape,
})
export type SaveEntry = z.output<typeof SaveEntry>

/** Reads a draft that was stored: ticked boxes are kept as true, the form sends them as `on`. */
export function readDraft(stored: unknown): EntryDraft {
  const fields = { ...(stored as Record<string, unknown>) }
  for (const name of [...PROMISES, ...CONSENT_KINDS]) {
    fields[name] = fields[name] === true ? 'on' : undefined
  }
  return EntryDraft.parse(fields)
}

export const wordsOf = (draft: EntryDraft) =>
  SECTIONS.reduce((words, section) => words + countWords(draft[section]), 0)

export const isEmptyRow = (row: TeamRow) => !row.name.trim() && !row.level && !row.certificate.trim()

/** The members of the team with their places in the form, from 1. */
export const teamOf = ({ team }: EntryDraft) =>
  team.map((row, at) => ({ ...row, place: at + 1 })).filter((row) => !isEmptyRow(row))

/** Of an agency's draft what is a person's, and the other way round, is none of the entry. */
const NOT_OF = {
  person: { creditCode: '', representative: '', registeredOn: '', inspectionYear: '', contact: '' },
  agency: { unit: '', certificateNumber: '' },
} as const satisfies Record<EntrantKind, Partial<EntryDraft>>

/** The draft as it is frozen on submission: names in their kept form, outer blanks gone. */
export function tidied(draft: EntryDraft, kind: EntrantKind): EntryDraft {
  const person = kind === 'person'
  const trimmed = Object.fromEntries(
    Object.entries(draft).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value]),
  ) as EntryDraft
  const texts = Object.fromEntries(SECTIONS.map((section) => [section, draft[section]]))
  return {
    ...trimmed,
    ...texts,
    entrant: person ? normaliseName(draft.entrant) : draft.entrant.trim(),
    contact: normaliseName(draft.contact),
    representative: normaliseName(draft.representative),
    creditCode: normaliseCreditCode(draft.creditCode),
    team: person
      ? []
      : draft.team.map((row) => ({
          ...row,
          name: normaliseName(row.name),
          certificate: row.certificate.trim(),
        })),
    ...NOT_OF[kind],
    ...(person ? { inspection: '', rating: '' } : { certificateLevel: '' }),
  }
}
