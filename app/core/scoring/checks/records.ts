import type { Draft } from '../draft'
import { compare, parseExact } from '../exact'
import { pathOf, type Finding } from '../fault'
import type { Scorebook, Stage } from '../scorebook'
import { each, mustBeDeclared, type Declared } from './declared'

type Reference = { stage?: string | undefined; entry?: string | undefined; judge?: string | undefined }

/** The lists of records: the kind of stage they are for, if only one, and what may stand there only once, if anything. */
const RECORDS = {
  sheets: { kind: 'panel', once: ['stage', 'entry', 'judge'] },
  examMarks: { kind: 'exam', once: ['stage', 'entry'] },
  deductions: { kind: null, once: null },
  absences: { kind: null, once: ['stage', 'entry'] },
} as const satisfies Partial<
  Record<keyof Scorebook, { kind: Stage['kind'] | null; once: readonly (keyof Reference)[] | null }>
>

export const RECORD_LISTS = Object.keys(RECORDS) as (keyof typeof RECORDS)[]

/** Every record is of a declared entry, at a declared stage of its kind, and made once. */
export function* checkRecords(
  draft: Draft<Scorebook>,
  { stages, entries, judges }: Declared,
): Generator<Finding> {
  for (const list of RECORD_LISTS) {
    const { kind, once } = RECORDS[list]
    const made = new Set<string>()
    for (const [at, record] of each<Reference & { state?: string | undefined }>(draft[list])) {
      yield* mustBeDeclared(record.stage, stages, 'stage', list, at, 'stage')
      yield* mustBeDeclared(record.entry, entries, 'entry', list, at, 'entry')
      yield* mustBeDeclared(record.judge, judges, 'judge', list, at, 'judge')

      const stage = stages.get(record.stage)
      if (kind && stage?.kind && stage.kind !== kind)
        yield {
          path: pathOf([list, at, 'stage']),
          message: `is of kind "${stage.kind}", which has no ${list}`,
        }

      const refersTo = once?.map((key) => record[key])
      if (!refersTo || refersTo.includes(undefined) || record.state === 'void') continue
      const key = JSON.stringify(refersTo)
      if (made.has(key))
        yield { path: pathOf([list, at]), message: `there is another for ${refersTo.join(', ')}` }
      made.add(key)
    }
  }
  yield* checkExamMarks(draft, stages)
}

function* checkExamMarks({ examMarks }: Draft<Scorebook>, stages: Declared['stages']): Generator<Finding> {
  for (const [at, { stage: id, mark }] of each(examMarks)) {
    const stage = stages.get(id)
    if (stage?.kind !== 'exam' || stage.fullMarks === undefined || mark === undefined) continue
    if (compare(parseExact(mark), parseExact(stage.fullMarks)) > 0)
      yield {
        path: pathOf(['examMarks', at, 'mark']),
        message: `is above the full marks, ${stage.fullMarks}`,
      }
  }
}
