import { whole, type Draft } from '../draft'
import { compare, ONE, parseExact, sum } from '../exact'
import { pathOf, type Finding } from '../fault'
import { tallyOf } from '../rubric'
import type { Rubric, Scorebook } from '../scorebook'
import { each, mustBeDeclared, mustBeUnique, type Declared } from './declared'

/** Every stage can be marked, and all of them together weigh exactly 1. */
export function* checkStages(draft: Draft<Scorebook>, { tracks }: Declared): Generator<Finding> {
  for (const [at, stage] of each(draft.stages)) {
    if (stage.kind === 'exam' && stage.fullMarks !== undefined && parseExact(stage.fullMarks).n === 0n)
      yield { path: pathOf(['stages', at, 'fullMarks']), message: 'is 0: nothing can be scored' }
    if (stage.kind !== 'panel') continue

    const rubrics = stage.rubrics && new Map(Object.entries(stage.rubrics))
    for (const [, { id }] of each(draft.tracks)) {
      if (rubrics && id !== undefined && !rubrics.has(id))
        yield {
          path: pathOf(['stages', at, 'rubrics', id]),
          message: 'is missing: every track needs a rubric',
        }
    }
    for (const [track, rubric] of rubrics ?? []) {
      const path = ['stages', at, 'rubrics', track]
      yield* mustBeDeclared(track, tracks, 'track', ...path)
      yield* mustBeUnique(rubric?.criteria, ...path, 'criteria')
      const readable = whole<Rubric>(rubric)
      if (readable && tallyOf(readable.criteria).full === 0n)
        yield { path: pathOf(path), message: 'has full marks of 0: nothing can be scored' }
    }
  }
  yield* checkWeights(draft)
}

function* checkWeights({ stages }: Draft<Scorebook>): Generator<Finding> {
  const weights = stages?.map((stage) => stage?.weight)
  if (!weights?.every((weight) => weight !== undefined)) return
  if (compare(sum(weights.map(parseExact)), ONE) !== 0)
    yield { path: 'stages', message: 'the weights of all stages do not sum to exactly 1', aside: true }
}
