import type { Draft } from '../draft'
import { pathOf, type Finding } from '../fault'
import type { Scorebook, TieBreak } from '../scorebook'
import { each, mustBeDeclared, mustBeUnique, type Declared } from './declared'

/** What ranks and awards are decided by is there: stages, criteria, tracks, entries, service domains. */
export function* checkRanking(draft: Draft<Scorebook>, declared: Declared): Generator<Finding> {
  for (const [at, key] of each(draft.ranking?.tieBreaks)) yield* checkTieBreak(key, draft, declared, at)
  for (const entry of Object.keys(draft.lots ?? {}))
    yield* mustBeDeclared(entry, declared.entries, 'entry', 'lots', entry)
  yield* mustBeUnique(draft.awards, 'awards')
  for (const [at, { track }] of each(draft.awards))
    yield* mustBeDeclared(track, declared.tracks, 'track', 'awards', at, 'track')
  yield* checkAwardScopes(draft)
}

function* checkTieBreak(
  key: Draft<TieBreak>,
  draft: Draft<Scorebook>,
  declared: Declared,
  at: number,
): Generator<Finding> {
  if (!('stage' in key)) return
  const path = ['ranking', 'tieBreaks', at]
  yield* mustBeDeclared(key.stage, declared.stages, 'stage', ...path, 'stage')
  const stage = declared.stages.get(key.stage)
  if (key.by === 'stage' || !stage?.kind) return
  if (stage.kind !== 'panel') {
    yield { path: pathOf([...path, 'stage']), message: `is of kind "${stage.kind}", where no judge scores` }
    return
  }
  if (key.by !== 'criterion' || !key.criterion) return

  const criteria = new Map(Object.entries(key.criterion))
  for (const [, { id }] of each(draft.tracks))
    if (id !== undefined && !criteria.has(id))
      yield { path: pathOf([...path, 'criterion', id]), message: 'is missing: every track needs a criterion' }
  const rubrics = new Map(Object.entries(stage.rubrics ?? {}))
  for (const [track, criterion] of criteria) {
    yield* mustBeDeclared(track, declared.tracks, 'track', ...path, 'criterion', track)
    const inRubric = rubrics.get(track)?.criteria
    if (criterion !== undefined && inRubric && !inRubric.some((one) => one?.id === criterion))
      yield {
        path: pathOf([...path, 'criterion', track]),
        message: `no criterion "${criterion}" is in the rubric`,
      }
  }
}

function* checkAwardScopes({ awards, entries }: Draft<Scorebook>): Generator<Finding> {
  const inDomains = new Set(
    [...each(awards)].map(([, { scope, track }]) => (scope === 'serviceDomain' ? track : undefined)),
  )
  for (const [at, { track, serviceDomain }] of each(entries))
    if (serviceDomain === null && track !== undefined && inDomains.has(track))
      yield {
        path: pathOf(['entries', at, 'serviceDomain']),
        message: 'is null, and an award is given by service domain',
      }
}
