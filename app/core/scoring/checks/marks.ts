import { whole, type Draft } from '../draft'
import { pathOf, type Finding } from '../fault'
import { markFault, type MarkFault } from '../rubric'
import type { Criterion, Rubric, Scorebook, Sheet, Stage } from '../scorebook'
import { each, type Declared } from './declared'

/**
 * No sheet, in whatever state, holds a mark that cannot be given; a submitted one marks every criterion of its rubric and
 * no other.
 */
export function* checkMarks({ sheets }: Draft<Scorebook>, declared: Declared): Generator<Finding> {
  const rubricOf = rubricsIn(declared)
  for (const [at, sheet] of each(sheets)) {
    const isSubmitted = sheet.state === 'submitted'
    if (isSubmitted && !('marks' in sheet))
      yield { path: pathOf(['sheets', at, 'marks']), message: 'is missing' }
    const rubric = rubricOf(sheet)
    if (!rubric || !sheet.marks) continue

    const unmarked = new Set(isSubmitted ? rubric.keys() : [])
    for (const [id, mark] of Object.entries(sheet.marks)) {
      unmarked.delete(id)
      const message = rubric.has(id)
        ? rubric.get(id)!(mark)
        : isSubmitted
          ? 'is not a criterion of the rubric'
          : null
      if (message !== null) yield { path: pathOf(['sheets', at, 'marks', id]), message }
    }
    for (const id of unmarked) yield { path: pathOf(['sheets', at, 'marks', id]), message: 'is missing' }
  }
}

/** What is wrong with a mark, in words; null if nothing is, or if it was reported already. */
type Check = (mark: string | undefined) => string | null

/** Finds the rubric of a sheet as the checks of its criteria; null where none can be read. */
function rubricsIn({ stages, entries }: Declared) {
  const known = new Map<Draft<Stage>, Map<string, Map<string, Check> | null>>()
  return (sheet: Draft<Sheet>): Map<string, Check> | null => {
    const stage = stages.get(sheet.stage)
    const track = entries.get(sheet.entry)?.track
    if (stage?.kind !== 'panel' || track === undefined) return null
    let rubrics = known.get(stage)
    if (!rubrics) {
      rubrics = new Map(Object.entries(stage.rubrics ?? {}).map(([of, rubric]) => [of, checksOf(rubric)]))
      known.set(stage, rubrics)
    }
    return rubrics.get(track) ?? null
  }
}

function checksOf(draft: Draft<Rubric> | undefined): Map<string, Check> | null {
  const rubric = whole<Rubric>(draft)
  return rubric && new Map(rubric.criteria.map((criterion) => [criterion.id, checkOf(criterion)]))
}

const IN_WORDS = {
  'not-a-number': () => 'is not a plain decimal number',
  'below-zero': () => 'is below 0',
  'above-max': ({ max }) => `is above the highest mark, ${max}`,
  'off-step': ({ step }) => `is not a multiple of ${step}`,
} satisfies Record<MarkFault, (criterion: Criterion) => string>

/** A contest has few different marks and many sheets: each different mark is checked once. */
function checkOf(criterion: Criterion): Check {
  const seen = new Map<string, string | null>()
  return (mark) => {
    if (mark === undefined) return null
    let found = seen.get(mark)
    if (found === undefined) {
      const fault = markFault(criterion, mark)
      seen.set(mark, (found = fault && IN_WORDS[fault](criterion)))
    }
    return found
  }
}
