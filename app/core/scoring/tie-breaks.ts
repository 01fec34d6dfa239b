import { compare, parseExact, sum, type Exact, type Whole } from './exact'
import { unroundedSum, type Contender } from './final'
import type { Order } from './order'
import { meanUnits } from './panel'
import type { Scorebook, TieBreak } from './scorebook'

/** Prepares a tie-break for a contest; given the whole group still tied, it answers in which order they come. */
type Rule<K extends TieBreak> = (
  key: K,
  scorebook: Scorebook,
) => (group: readonly Contender[]) => Order<Contender>

/** The keys that set equal entries apart (scorebook/1, step 7). */
const TIE_BREAKS = {
  exact: (_key, { stages }) => {
    const unrounded = unroundedSum(stages)
    return higher(({ standing }) => unrounded(standing))
  },
  stage: ({ stage }) => higher(({ standing }) => standing.marks.get(stage)!.mark),
  criterion: ({ stage, criterion }) =>
    higher((contender) => {
      const scores = scoresAt(stage, contender)
      const asked = criterion[contender.standing.entry.track]!
      const { n, d } = sum(scores.map(({ sheet }) => parseExact(sheet.marks![asked]!)))
      return { n, d: d * BigInt(scores.length) }
    }),
  // All entries of a group share a track, so a rubric, so the size of a unit.
  untrimmed: ({ stage }) => higher((contender) => meanUnits(scoresAt(stage, contender))),
  'head-to-head':
    ({ stage }) =>
    (group) => {
      const won = pairsWon(group, stage)
      return (a, b) => won.get(b)! - won.get(a)!
    },
  lot: (_key, { lots = {} }) => {
    const drawn = new Map(Object.entries(lots))
    const lotOf = ({ standing }: Contender) => drawn.get(standing.entry.id)
    return (group) =>
      group.every((contender) => lotOf(contender) !== undefined) ? (a, b) => lotOf(a)! - lotOf(b)! : undecided
  },
} satisfies { [K in TieBreak['by']]: Rule<Extract<TieBreak, { by: K }>> }

const undecided = () => 0

/** Orders any group by a value, the higher first; the value is worked out only for those asked, once. */
function higher(valueOf: (contender: Contender) => Exact): () => Order<Contender> {
  const known = new Map<Contender, Exact>()
  const value = (contender: Contender) => {
    let found = known.get(contender)
    if (!found) known.set(contender, (found = valueOf(contender)))
    return found
  }
  return () => (a, b) => compare(value(b), value(a))
}

/** All judges' scores of an entry at a panel stage, those set aside included. */
const scoresAt = (stage: string, { standing }: Contender) => standing.marks.get(stage)!.judged!.scores

/** How many pairs of the group each entry wins: scored higher by more of the judges who submitted for both. */
function pairsWon(group: readonly Contender[], stage: string): Map<Contender, number> {
  const rows = group.map((contender) => ({
    contender,
    won: 0,
    scores: new Map(scoresAt(stage, contender).map(({ sheet, units }) => [sheet.judge, units])),
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
