/** An entry that needs judges. One who recused himself does not count, and is not asked again. */
export type Needing = {
  readonly entry: string
  readonly judges: readonly { readonly judge: string; readonly counts: boolean }[]
}
/** A judge with the sheets he already has at the stage. */
export type Load = { readonly judge: string; readonly sheets: number }

/**
 * Fills every entry up to `perEntry` judges, always giving the next sheet to the judge with the fewest, so that
 * loads differ by at most one where they did before. Equal loads go round by the entry's place, which mixes panels.
 * @returns the new pairs; entries stay short only if there are fewer judges than `perEntry`.
 */
export function shareOut(needing: readonly Needing[], loads: readonly Load[], perEntry: number) {
  const sheets = new Map(loads.map(({ judge, sheets: count }) => [judge, count]))
  const order = loads.map(({ judge }) => judge)
  const pairs: { entry: string; judge: string }[] = []
  needing.forEach(({ entry, judges }, place) => {
    const asked = new Set(judges.map(({ judge }) => judge))
    let missing = perEntry - judges.filter(({ counts }) => counts).length
    for (; missing > 0 && asked.size < order.length; missing--) {
      const next = order
        .map((_, at) => order[(at + place) % order.length]!)
        .filter((judge) => !asked.has(judge))
        .reduce((best, judge) => (sheets.get(judge)! < sheets.get(best)! ? judge : best))
      asked.add(next)
      sheets.set(next, sheets.get(next)! + 1)
      pairs.push({ entry, judge: next })
    }
  })
  return pairs
}
