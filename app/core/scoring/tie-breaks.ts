import { compare, type Exact } from './exact'
import { unroundedSum, type Contender } from './final'
import { inTiedGroups } from './order'
import { meanUnits, type Scores } from './panel'
import { scoreOf } from './rubric'
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
    return each((contender) => {
      const asked = criterion[contender.standing.entry.track]!
      const { sheets, tally } = markOf(contender).judged!
      const { n, d } = meanUnits(sheets.map(({ marks }) => tally.mark(marks[asked]!)))
      return { n, d: d * tally.markPoint }
    })
  },
  untrimmed: ({ stage }, scorebook) => {
    const markOf = markAt(stage, scorebook)
    return each((contender) => {
      const { units, tally } = markOf(contender).judged!
      return scoreOf(meanUnits(units), tally)
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
  for (let at = 0; at < a.judges.length; at++) {
    const judge = a.judges[at]!
    // Most often a judge stands at the same place for another entry.
    const there = b.judges[at] === judge ? at : b.judges.indexOf(judge)
    if (there === -1 || a.units[at] === b.units[there]) continue
    ahead += a.units[at]! > b.units[there]! ? 1 : -1
  }
  return ahead
}

/** A key applied to a whole group that is still tied: everybody's value, and the parts it leaves, best first. */
export type Split = {
  readonly key: TieBreak
  readonly values: readonly { readonly contender: Contender; readonly value: Exact | null }[]
  readonly parts: readonly Contender[][]
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
        const values = valuesOf(group).map((value, at) => ({ contender: group[at]!, value }))
        return { key, values, parts: partsOf(values, betterOf(key)) }
      },
    }
  })

function partsOf(values: Split['values'], better: 'higher' | 'lower'): Contender[][] {
  const sign = better === 'lower' ? 1 : -1
  const known = values.filter((each): each is { contender: Contender; value: Exact } => each.value !== null)
  const parts =
    known.length < values.length ? [values] : inTiedGroups(known, (a, b) => sign * compare(a.value, b.value))
  return parts.map((part) => part.map(({ contender }) => contender))
}
