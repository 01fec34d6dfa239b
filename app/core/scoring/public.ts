import type { Breakdown, RankedBreakdown, TieStep } from './breakdown'
import type { Ranking } from './ranking'
import type { Entry, Scorebook } from './scorebook'

// What everybody may see where the marks of entries without an award stay private. Only codes of awarded entries are in it.

/** The ranking's lines of the entries with an award. */
export const awardedLines = ({ format, entries }: Ranking): Ranking => ({
  format,
  entries: entries.filter(({ awards }) => awards.length > 0),
  held: [],
})

/** The breakdowns of the entries with an award, without what they say of others. */
export function awardedBreakdowns(breakdowns: readonly Breakdown[]): RankedBreakdown[] {
  const awarded = breakdowns.filter(hasAward)
  const isPublic = new Set(awarded.map(({ entry }) => entry))
  return awarded.map((breakdown) => withoutOthers(breakdown, (entry) => isPublic.has(entry)))
}

/** A breakdown without what it says of entries that may not be shown; how many were left out, it still says. */
export function withoutOthers<B extends Breakdown>(breakdown: B, mayShow: (entry: string) => boolean): B {
  const stages = breakdown.stages.map((stage) => ({
    ...stage,
    advance: stage.advance && { ...stage.advance, last: null },
  }))
  if (breakdown.state !== 'ranked') return { ...breakdown, stages }
  const shownStep = (step: TieStep): TieStep => {
    const values = step.values.filter(({ entry }) => mayShow(entry))
    return { ...step, values, withheld: String(Number(step.withheld) + step.values.length - values.length) }
  }
  return {
    ...breakdown,
    stages,
    ties: breakdown.ties.map(shownStep),
    sharedBy: breakdown.sharedBy.filter(mayShow),
  }
}

export const hasAward = (breakdown: Breakdown): breakdown is RankedBreakdown =>
  breakdown.state === 'ranked' && breakdown.awards.some(({ outcome }) => outcome === 'given')

/**
 * The same scorebook without the entries' units. Where a stage selects by unit, which units are the same still decides, so
 * each gets a code in the order in which the entries name them. The ranking stays the same.
 */
export function withoutUnits(scorebook: Scorebook): Scorebook {
  const isAsked = scorebook.stages.some(({ advance }) => advance?.scope === 'unit')
  const codes = new Map<string, string>()
  const codeOf = (unit: string) => {
    if (!codes.has(unit)) codes.set(unit, `U${codes.size + 1}`)
    return codes.get(unit)!
  }
  const entries = scorebook.entries.map(({ unit, ...entry }): Entry => {
    return isAsked && unit !== undefined ? { ...entry, unit: codeOf(unit) } : entry
  })
  return { ...scorebook, entries }
}
