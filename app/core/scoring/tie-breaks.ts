import { compare, sumWhole, type Exact } from './exact'
import { unroundedSum, type Contender } from './final'
import { inTiedGroups } from './order'
import type { Scores } from './panel'
import type { Scorebook, TieBreak } from './scorebook'

/**
 * Prepares a tie-break for a contest; given the whole group still tied, it answers with the value each goes by, in the
 * order of the group. Where one has none, the key decides nothing.
 */
type Rule<K extends TieBreak> = (
  key: K,
  scorebook: Scorebook,
) => (group: readonly Contender[]) => (Exact | null)[]

/** The keys that set equal entries apart (scorebook/1, step 7). A group is of one track, so judged by one rubric. */
const TIE_BREAKS = {
  exact: (_key, { stages }) => {
    const unrounded = unroundedSum(stages)
    return each(({ standing }) => unrounded(standing))
  },
  stage: ({ stage }, scorebook) => {
    const markOf = markAt(stage, scorebook)
    return each((contender) => markOf(contender).mark)
  },
  criterion: ({ stage, criterion }, scorebook) => {
    const markOf = markAt(stage, scorebook)
    return (group) => {
      const { tally } = markOf(group[0]!).judged!
      const place = tally.places.get(criterion[group[0]!.standing.entry.track]!)!
      return group.map((contender) => {
        const { units, totals } = markOf(contender).judged!
        return tally.mean(totals[place]!, units.length)
      })
    }
  },
  untrimmed: ({ stage }, scorebook) => {
    const markOf = markAt(stage, scorebook)
    return each((contender) => {
      const { units, tally } = markOf(contender).judged!
      return tally.score(
        sumWhole(units, (each) => each),
        units.length,
      )
    })
  },
  'head-to-head': ({ stage }, scorebook) => {
    const markOf = markAt(stage, scorebook)
    return (group) => pairsWon(group.map((contender) => markOf(contender).judged!)).map(whole)
  },
  lot: (_key, { lots = {} }) => {
    const drawn = new Map(Object.entries(lots))
    return each(({ standing }) => {
      const lot = drawn.get(standing.entry.id)
      return lot === undefined ? null : whole(lot)
    })
  },
} satisfies { [K in TieBreak['by']]: Rule<Extract<TieBreak, { by: K }>> }

/** The side that is better: of every key the higher value, but a lot is drawn earlier the lower it is. */
export const betterOf = ({ by }: TieBreak) => (by === 'lot' ? 'lower' : 'higher')

/** A contender's mark at a stage, where every contender has one. */
function markAt(id: string, { stages }: Scorebook) {
  const at = stages.findIndex((stage) => stage.id === id)
  return ({ standing }: Contender) => standing.marks[at]!
}

const each =
  (valueOf: (contender: Contender) => Exact | null) =>
  (group: readonly Contender[]): (Exact | null)[] =>
    group.map(valueOf)

const whole = (count: number): Exact => ({ n: BigInt(count), d: 1n })

/** How many pairs of the group each entry wins: scored higher by more of the judges who submitted for both. */
function pairsWon(group: readonly Scores[]): number[] {
  const won = group.map(() => 0)
  for (let i = 0; i < group.length; i++) {
    for (let j = i + 1; j < group.length; j++) {
      const lead = judgesAhead(group[i]!, group[j]!)
      if (lead > 0) won[i]!++
      if (lead < 0) won[j]!++
    }
  }
  return won
}

/** How many more judges scored a higher than b, of those who submitted for both; negative if b is ahead. */
function judgesAhead(a: Scores, b: Scores): number {
  let ahead = 0
  for (let at = 0; at < a.sheets.length; at++) {
    const { judge } = a.sheets[at]!
    // Most often a judge stands at the same place for another entry.
    const there = b.sheets[at]?.judge === judge ? at : b.sheets.findIndex((sheet) => sheet.judge === judge)
    if (there === -1 || a.units[at] === b.units[there]) continue
    ahead += a.units[at]! > b.units[there]! ? 1 : -1
  }
  return ahead
}

/**
 * A key applied to a whole group that is still tied: the values in its order, and the parts it leaves, best first, as
 * places in the group.
 */
export type Split = {
  readonly key: TieBreak
  readonly group: readonly Contender[]
  readonly values: readonly (Exact | null)[]
  readonly parts: readonly (readonly number[])[]
}

/** A tie-break ready for one contest: the name it goes by in a ranking, and what it makes of a tied group. */
export type ReadyTieBreak = { readonly name: string; readonly split: (group: readonly Contender[]) => Split }

/** The contest's tie-breaks in its order. */
export const tieBreaksOf = (scorebook: Scorebook): ReadyTieBreak[] =>
  scorebook.ranking.tieBreaks.map((key) => {
    const valuesOf = (TIE_BREAKS[key.by] as Rule<TieBreak>)(key, scorebook)
    return {
      name: 'stage' in key ? `${key.by}:${key.stage}` : key.by,
      split: (group) => {
        const values = valuesOf(group)
        return { key, group, values, parts: partsOf(values, betterOf(key)) }
      },
    }
  })

function partsOf(values: Split['values'], better: 'higher' | 'lower'): Split['parts'] {
  const places = values.map((_, at) => at)
  // Entries that were given the same mostly share their value too: then there is nothing to sort.
  if (values.includes(null) || values.every((value) => value === values[0])) return [places]
  const sign = better === 'lower' ? 1 : -1
  return inTiedGroups(places, (a, b) => sign * compare(values[a]!, values[b]!))
}
