import { SECTIONS } from '~/core/entrants/draft'
import type { EntrantKind } from '~/core/entrants/entry'
import type { Lack, Place } from '~/core/entrants/requirements'

/** The parts of the form in their order; each has a heading in the catalogues under `entry.step`. */
export type Step = 'person' | 'agency' | 'standing' | 'team' | 'case' | 'text' | 'promises'

const STEPS = {
  person: ['person', 'standing', 'case', 'text', 'promises'],
  agency: ['agency', 'team', 'case', 'text', 'promises'],
} as const satisfies Record<EntrantKind, readonly Step[]>

const PLACES: Record<Step, readonly Place[]> = {
  person: ['entrant', 'document', 'phone'],
  standing: ['unit', 'county', 'recommendingUnit', 'certificateLevel', 'certificateNumber'],
  agency: [
    'entrant',
    'creditCode',
    'representative',
    'registeredOn',
    'inspection',
    'county',
    'recommendingUnit',
  ],
  team: ['contact', 'phone', 'team'],
  case: ['title', 'serviceDomain', 'serviceFrom', 'serviceTo'],
  text: SECTIONS,
  promises: ['promise', 'clients', 'participation'],
}

/** The parts for a kind of entrant, each with what it still lacks. */
export const stepsOf = (kind: EntrantKind, missing: readonly Lack[]) =>
  STEPS[kind].map((step) => ({
    step,
    missing: missing.filter(({ field }) => PLACES[step].includes(field)).length,
  }))

/** Where a part begins on the page. */
export const anchorOf = (step: Step) => `part-${step}`
