import type { Draft } from '../draft'
import { pathOf, type Finding } from '../fault'
import type { Scorebook } from '../scorebook'
import { each, mustBeDeclared, mustBeUnique, type Declared } from './declared'

/** What is declared is declared once, and every entry belongs to a track and a service domain that are. */
export function* checkEntries(
  draft: Draft<Scorebook>,
  { tracks, serviceDomains }: Declared,
): Generator<Finding> {
  for (const list of ['tracks', 'serviceDomains', 'judges', 'entries', 'stages'] as const)
    yield* mustBeUnique(draft[list], list)

  const scopes = new Set([...each(draft.stages)].map(([, { advance }]) => advance?.scope))
  for (const [at, entry] of each(draft.entries)) {
    yield* mustBeDeclared(entry.track, tracks, 'track', 'entries', at, 'track')
    yield* mustBeDeclared(
      entry.serviceDomain,
      serviceDomains,
      'service domain',
      'entries',
      at,
      'serviceDomain',
    )
    if (scopes.has('unit') && !('unit' in entry))
      yield { path: pathOf(['entries', at, 'unit']), message: 'is missing, and a stage selects by unit' }
    if (scopes.has('serviceDomain') && entry.serviceDomain === null)
      yield {
        path: pathOf(['entries', at, 'serviceDomain']),
        message: 'is null, and a stage selects by service domain',
      }
  }
}
