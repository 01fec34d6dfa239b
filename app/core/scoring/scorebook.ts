import { z } from 'zod'
import { PLAIN_DECIMAL, ROUNDING_MODES, type RoundingMode } from './exact'

// The shape of a scorebook, and of each rule in it: one schema for the file, the forms of the organisers
// and the database's JSON columns. What one part says about another is checked in checks.ts.
// Nothing is added on reading: a default stands where its rule is applied, so a scorebook that is written
// out again says what it said before.

export const Id = z.string()

/** A number as a decimal string, `12` or `12.5`; exact, never a float. */
export const Decimal = z
  .string()
  .regex(PLAIN_DECIMAL, 'must be a plain decimal number such as "12" or "12.5"')

/** A JSON integer ≥ 0. */
export const Count = z.int().min(0)

/** What the values of each object by id are, for those who describe it in other words. */
export const VALUES_BY_ID = new WeakMap<z.core.$ZodType, z.ZodType>()

/**
 * Values by id. Unlike zod's own record it looks at every key: an id may be any string, `__proto__` too. What it lets
 * pass is the object that was given.
 */
const byId = <V extends z.ZodType>(value: V) => {
  const schema = z.custom<Record<string, z.infer<V>>>().superRefine((given: unknown, context) => {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) {
      context.addIssue(given === undefined ? 'is missing' : 'must be an object')
      return
    }
    for (const [id, item] of Object.entries(given)) {
      const { error } = value.safeParse(item)
      for (const issue of error?.issues ?? []) context.addIssue({ ...issue, path: [id, ...issue.path] })
    }
  })
  VALUES_BY_ID.set(schema, value)
  return schema
}

/** zh-CN first, complete English second. */
export const Name = z.strictObject({ 'zh-CN': z.string(), en: z.string() })

/** How a value is rounded to decimal places. More than 1000 are refused: nobody prints them. */
export const Rounding = z.strictObject({
  places: Count.max(1000),
  mode: z.enum(Object.keys(ROUNDING_MODES) as RoundingMode[]),
})
export type Rounding = z.infer<typeof Rounding>

/** One line of a rubric. A mark is a multiple of `step` from 0 to `max`; `weight` is 1 unless said. */
export const Criterion = z.strictObject({ id: Id, max: Decimal, weight: Decimal.optional(), step: Decimal })
export type Criterion = z.infer<typeof Criterion>

export const Rubric = z.strictObject({ criteria: z.array(Criterion) })
export type Rubric = z.infer<typeof Rubric>

type Trimming = {
  dropHighest?: number | undefined
  dropLowest?: number | undefined
  trimFrom?: number | undefined
}

/** How many scores a panel sets aside, from how many judges on; none unless said. */
export const trimming = ({ dropHighest = 0, dropLowest = 0, trimFrom = 1 }: Trimming) => ({
  dropHighest,
  dropLowest,
  trimFrom,
})

/** How many judges' scores become one (scorebook/1, step 2). Trimming must always leave a score. */
export const Panel = z
  .strictObject({
    method: z.enum(['mean', 'median']),
    dropHighest: Count.optional(),
    dropLowest: Count.optional(),
    trimFrom: Count.optional(),
    minimumJudges: Count,
  })
  .refine((panel) => {
    const { dropHighest, dropLowest, trimFrom } = trimming(panel)
    return Math.max(trimFrom, panel.minimumJudges) > dropHighest + dropLowest
  }, 'may set aside every score there is')
export type Panel = z.infer<typeof Panel>

/** Who goes on to the next stage (scorebook/1, step 5); everybody tied with the last one does. */
export const Advance = z.strictObject({
  scope: z.enum(['track', 'serviceDomain', 'unit']),
  top: Count,
  minimum: Decimal.optional(),
  ties: z.literal('include').optional(),
})
export type Advance = z.infer<typeof Advance>

/** What every stage has, whatever its kind. */
export const StageBasics = z.object({
  id: Id,
  weight: Decimal,
  rounding: Rounding,
  advance: Advance.optional(),
})

export const ExamStage = z.strictObject({ ...StageBasics.shape, kind: z.literal('exam'), fullMarks: Decimal })
export type ExamStage = z.infer<typeof ExamStage>

export const PanelStage = z.strictObject({
  ...StageBasics.shape,
  kind: z.literal('panel'),
  rubrics: byId(Rubric),
  panel: Panel,
})
export type PanelStage = z.infer<typeof PanelStage>

export const Stage = z.discriminatedUnion('kind', [ExamStage, PanelStage])
export type Stage = z.infer<typeof Stage>

/** One key that sets equal entries apart (scorebook/1, step 7). What each does is in tie-breaks.ts. */
export const TieBreak = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('exact') }),
  z.strictObject({ by: z.literal('stage'), stage: Id }),
  z.strictObject({ by: z.literal('criterion'), stage: Id, criterion: byId(Id) }),
  z.strictObject({ by: z.literal('untrimmed'), stage: Id }),
  z.strictObject({ by: z.literal('head-to-head'), stage: Id }),
  z.strictObject({ by: z.literal('lot') }),
])
export type TieBreak = z.infer<typeof TieBreak>

/** How stage marks become ranks (scorebook/1, steps 6 and 7). */
export const RankingRules = z.strictObject({
  rounding: Rounding,
  compareOn: z.enum(['rounded', 'exact']),
  tieBreaks: z.array(TieBreak),
})
export type RankingRules = z.infer<typeof RankingRules>

/** Places of one kind (scorebook/1, step 8). `ties` is `include` unless said. */
export const Award = z.strictObject({
  id: Id,
  track: Id,
  scope: z.enum(['track', 'serviceDomain']),
  count: Count,
  minimum: Decimal.optional(),
  ties: z.enum(['include', 'hold']).optional(),
})
export type Award = z.infer<typeof Award>

/** `serviceDomain` is null for an entry that belongs to none; no rule of the contest may then need it. */
export const Entry = z.strictObject({
  id: Id,
  track: Id,
  serviceDomain: Id.nullable(),
  unit: Id.optional(),
  state: z.enum(['entered', 'withdrawn', 'disqualified']),
})
export type Entry = z.infer<typeof Entry>

/** Marks by criterion. */
export const Marks = byId(Decimal)
export type Marks = z.infer<typeof Marks>

/** One judge's marks for one entry at one stage. `marks` may be left out unless it is submitted. */
export const Sheet = z.strictObject({
  stage: Id,
  entry: Id,
  judge: Id,
  state: z.enum(['open', 'submitted', 'recused', 'void']),
  marks: Marks.optional(),
})
export type Sheet = z.infer<typeof Sheet>
export type SubmittedSheet = Sheet & { state: 'submitted'; marks: Marks }

/** A submitted sheet has marks: `parseScorebook` lets no other pass. */
export const isSubmitted = (sheet: Sheet): sheet is SubmittedSheet => sheet.state === 'submitted'

export const ExamMark = z.strictObject({ stage: Id, entry: Id, mark: Decimal })
export type ExamMark = z.infer<typeof ExamMark>

export const Deduction = z.strictObject({ stage: Id, entry: Id, points: Decimal, reason: z.string() })
export type Deduction = z.infer<typeof Deduction>

export const Absence = z.strictObject({ stage: Id, entry: Id })
export type Absence = z.infer<typeof Absence>

/** Everything that decides a ranking: the rules, the entries, every sheet, every deduction (scorebook/1). */
export const Scorebook = z.strictObject({
  format: z.literal('scorebook/1'),
  contest: z.strictObject({ id: Id, name: Name }),
  tracks: z.array(z.strictObject({ id: Id, name: Name })),
  serviceDomains: z.array(z.strictObject({ id: Id, name: Name })),
  judges: z.array(z.strictObject({ id: Id })),
  entries: z.array(Entry),
  stages: z.array(Stage),
  sheets: z.array(Sheet),
  examMarks: z.array(ExamMark).optional(),
  deductions: z.array(Deduction).optional(),
  absences: z.array(Absence).optional(),
  ranking: RankingRules,
  lots: byId(Count).optional(),
  awards: z.array(Award).optional(),
})
export type Scorebook = z.infer<typeof Scorebook>
