import { z } from 'zod'
import type { EntrantKind } from '../entrants/entry'
import { Advance, Panel, RankingRules, Rounding } from '../scoring'
import type { Milestone, Registration } from './contest'
import type { EntryRules } from './entry-rules'
import type { Localized } from './localized'

/** How a stage turns sheets into marks and decides who goes on; the rest of a stage of scorebook/1. */
export const StageRules = z.strictObject({ rounding: Rounding, panel: Panel, advance: Advance.optional() })
export type StageRules = z.infer<typeof StageRules>
export { RankingRules }

export type Track = {
  readonly id: string
  readonly code: string
  readonly name: Localized
  readonly entrantKind: EntrantKind
  readonly minWords: number
  readonly maxWords: number
}

export type ServiceDomain = {
  readonly id: string
  readonly code: string
  readonly name: Localized
  readonly scope: Localized
  readonly toBeConfirmed: boolean
}

/** A criterion of a rubric. `max`, `weight` and `step` are exact decimals. */
export type Criterion = {
  /** Identity of the criterion in the scorebook. */
  readonly id: string
  readonly name: Localized
  readonly descriptor: Localized
  readonly max: string
  readonly weight: string
  readonly step: string
}

export type Rubric = {
  readonly code: string
  readonly name: Localized
  readonly criteria: readonly Criterion[]
}

/** Who puts entries forward: a prefecture, a new area, the departments and schools of the province. */
export type RecommendingUnit = {
  readonly id: string
  readonly code: string
  readonly name: Localized
  /** The prefecture whose reviewers look at its entries first; null where the province reviews alone. */
  readonly prefecture: string | null
  /** How many entries it may put forward; null for any number. */
  readonly quota: number | null
}

export type Stage = {
  readonly id: string
  readonly code: string
  readonly kind: 'written' | 'live'
  readonly name: Localized
  readonly weight: string
  readonly blind: boolean
  readonly judgesPerEntry: number
  readonly rules: StageRules
  /** The rubric of each track, by the track's code. */
  readonly rubrics: Readonly<Record<string, Rubric>>
}

export type Award = {
  readonly code: string
  readonly track: string
  readonly name: Localized
  readonly scope: 'track' | 'serviceDomain'
  readonly count: number
  readonly minimum: string | null
  readonly ties: 'include' | 'hold'
}

/** Everything the organiser has set up before the first mark. */
export type Contest = {
  readonly id: string
  readonly slug: string
  readonly name: Localized
  readonly theme: Localized
  readonly summary: Localized
  readonly demonstration: boolean
  readonly registration: Registration
  readonly milestones: readonly Milestone[]
  readonly tracks: readonly Track[]
  readonly serviceDomains: readonly ServiceDomain[]
  readonly recommendingUnits: readonly RecommendingUnit[]
  readonly entryRules: EntryRules
  readonly stages: readonly Stage[]
  readonly awards: readonly Award[]
  readonly ranking: RankingRules
}
