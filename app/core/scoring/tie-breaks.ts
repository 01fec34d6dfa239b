import { compare, parseExact, sum, type Exact, type Whole } from './exact'
import { unroundedSum, type Contender } from './final'
import type { Order } from './order'
import type { JudgeScore } from './panel'
import type { Scorebook, TieBreak } from './scorebook'
import { scoresOn } from './stage'

/** Prepares a tie-break for a contest; given the whole group still tied, it answers in which order they come. */
type Rule<K extends TieBreak> = (
  key: K,
  scorebook: Scorebook,
) => (group: readonly Contender[]) => Order<Contender>

/** The keys that set equal entries apart (scorebook/1, step 7). A group is of one track, so judged by one rubric. */
const TIE_BREAKS = {
  exact: (_key, { stages }) => {
    const unrounded = unroundedSum(stages)
    return higher(once(({ standing }) => unrounded(standing)))
  },
  stage: ({ stage }, scorebook) => {
    const markOf = markAt(stage, scorebook)
    return higher((contender) => markOf(contender).mark)
  },
  criterion: ({ stage, criterion }, scorebook) => {
    const markOf = markAt(stage, scorebook)
    const meanOf = once((contender) => {
      const asked = criterion[contender.standing.entry.track]!
      const { sheets } = markOf(contender).judged!
      const { n, d } = sum(sheets.map(({ marks }) => parseExact(marks[asked]!)))
      return { n, d: d * BigInt(sheets.length) }
    })
    return higher(meanOf)
  },
  untrimmed: ({ stage }, scorebook) => {
    const markOf = markAt(stage, scorebook)
    return higher((contender) => markOf(contender).judged!.untrimmed)
  },
  'head-to-head': ({ stage }, scorebook) => {
    const markOf = markAt(stage, scorebook)
    const scoresOf = (contender: Contender) => scoresOn(markOf(contender).judged!)
    return (group) => {
      const won = pairsWon(group, scoresOf)
      return (a, b) => won.get(b)! - won.get(a)!
    }
  },
  lot: (_key, { lots = {} }) => {
    const drawn = new Map(Object.entries(lots))
    const lotOf = ({ standing }: Contender) => drawn.get(standing.entry.id)
    return (group) =>
      group.every((contender) => lotOf(contender) !== undefined) ? (a, b) => lotOf(a)! - lotOf(b)! : undecided
  },
} satisfies { [K in TieBreak['by']]: Rule<Extract<TieBreak, { by: K }>> }

/** A contender's mark at a stage, where every contender has one. */
function markAt(id: string, { stages }: Scorebook) {
  const at = stages.findIndex((stage) => stage.id === id)
  return ({ standing }: Contender) => standing.marks[at]!
}

const undecided = () => 0

/** Orders any group by a value, the higher first. */
const higher = (valueOf: (contender: Contender) => Exact) => (): Order<Contender> => (a, b) =>
  compare(valueOf(b), valueOf(a))

/** The same value, worked out only for those asked for, once. */
function once(valueOf: (contender: Contender) => Exact) {
  const known = new Map<Contender, Exact>()
  return (contender: Contender) => {
    let value = known.get(contender)
    if (!value) known.set(contender, (value = valueOf(contender)))
    return value
  }
}

/** How many pairs of the group each entry wins: scored higher by more of the judges who submitted for both. */
function pairsWon(group: readonly Contender[], scoresOf: (contender: Contender) => JudgeScore[]) {
  const rows = group.map((contender) => ({
    contender,
    won: 0,
    scores: new Map(scoresOf(contender).map(({ judge, units }) => [judge, units])),
  }))
  rows.forEach((a, i) => {
    for (let j = i + 1; j < rows.length; j++) {
      const b = rows[j]!
      const lead = judgesAhead(a.scores, b.scores)
      if (lead > 0) a.won++
      if (lead < 0) b.won++
    }
  })
  return new Map(rows.map(({ contender, won }) => [contender, won]))
}

/** How many more judges scored a higher than b, of those who submitted for both; negative if b is ahead. */
function judgesAhead(a: ReadonlyMap<string, Whole>, b: ReadonlyMap<string, Whole>): number {
  let ahead = 0
  for (const [judge, score] of a) {
    const other = b.get(judge)
    if (other !== undefined && other !== score) ahead += score > other ? 1 : -1
  }
  return ahead
}

/** A tie-break ready for one contest: the name it goes by in a ranking, and the order it gives a tied group. */
export type ReadyTieBreak = {
  readonly name: string
  readonly orderOf: (group: readonly Contender[]) => Order<Contender>
}

/** The contest's tie-breaks in its order. */
export const tieBreaksOf = (scorebook: Scorebook): ReadyTieBreak[] =>
  scorebook.ranking.tieBreaks.map((key) => ({
    name: 'stage' in key ? `${key.by}:${key.stage}` : key.by,
    orderOf: (TIE_BREAKS[key.by] as Rule<TieBreak>)(key, scorebook),
  }))
