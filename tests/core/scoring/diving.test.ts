import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { add, compare, format, parseExact, parseScorebook, rankScorebook, type Exact } from '~/core/scoring'
import { multiply, ZERO } from '~/core/scoring/exact'
import { groupBy, inTiedGroups } from '~/core/scoring/order'
import { criterion, entry, panelStage, scorebook } from './scorebooks'

// Every mark of the diving at the Olympic Games of 2000, with the places as they were awarded. Seven judges; the highest
// and the lowest mark are set aside; the sum of the five others × 0.6 × the difficulty is the dive. A diver's total is the
// sum of the dives; the semi-final adds the total of the preliminaries, the final the semi-final's own dives.

type Mark = {
  event: string
  round: 'Prelim' | 'Semi' | 'Final'
  diver: string
  place: number
  dive: string
  difficulty: string
  mark: string
  judge: string
}

const file = new URL('../cases/diving2000.csv', import.meta.url)
const marks = readFileSync(file, 'utf8')
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map((line): Mark => {
    const [event, round, diver, , place, number, difficulty, mark, judge] = line.split(',')
    return {
      event: event!,
      round: round as Mark['round'],
      diver: diver!,
      place: Number(place),
      dive: [event, round, diver, number].join('|'),
      difficulty: difficulty!,
      mark: mark!,
      judge: judge!,
    }
  })

/** Every dive as the entry of a contest with one stage, whose mark out of 100 is ten times the mean of the five. */
function panelMarks(): Map<string, string> {
  const parsed = parseScorebook(
    JSON.stringify(
      scorebook({
        stages: [
          panelStage('dive', {
            rubrics: { individual: { criteria: [criterion('dive', { max: '10', step: '0.5' })] } },
            panel: { method: 'mean', dropHighest: 1, dropLowest: 1, trimFrom: 7, minimumJudges: 7 },
          }),
        ],
        judges: [...new Set(marks.map(({ judge }) => judge))].map((id) => ({ id })),
        entries: [...new Set(marks.map(({ dive }) => dive))].map((id) => entry(id)),
        sheets: marks.map(({ dive, judge, mark }) => ({
          stage: 'dive',
          entry: dive,
          judge,
          state: 'submitted',
          marks: { dive: mark },
        })),
      }),
    ),
  )
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return new Map(rankScorebook(parsed.scorebook).entries.map(({ id, stages }) => [id, stages['dive']!.mark]))
}

const markOf = panelMarks()

/** Five times a tenth of the panel's mark, × 0.6, × the difficulty. */
const pointsFor = ({ dive, difficulty }: Mark) =>
  multiply(multiply(parseExact(markOf.get(dive)!), parseExact('0.3')), parseExact(difficulty))

const dives = [...groupBy(marks, ({ dive }) => dive).values()].map(([first]) => first!)
const ownPoints = (event: string, round: string, diver: string) =>
  dives
    .filter((each) => each.event === event && each.round === round && each.diver === diver)
    .reduce((total: Exact, dive) => add(total, pointsFor(dive)), ZERO)

const CARRIED = { Prelim: null, Semi: 'Prelim', Final: 'Semi' } as const

function total(event: string, round: Mark['round'], diver: string): Exact {
  const carried = CARRIED[round]
  const own = ownPoints(event, round, diver)
  return carried ? add(own, ownPoints(event, carried, diver)) : own
}

const contests = [...groupBy(dives, ({ event, round }) => `${event} ${round}`).values()].map(
  (of) => [of[0]!.event, of[0]!.round, of] as const,
)

test('there are 1541 dives in twelve rounds', () => {
  expect(marks).toHaveLength(7 * 1541)
  expect(dives).toHaveLength(1541)
  expect(contests).toHaveLength(12)
})

describe('every diver gets the place that was awarded', () => {
  test.each(contests)('%s %s', (event, round, of) => {
    const awarded = new Map(of.map(({ diver, place }) => [diver, place]))
    const divers = [...awarded.keys()].map((diver) => ({ diver, total: total(event, round, diver) }))
    const places = new Map<string, number>()
    for (const tied of inTiedGroups(divers, (a, b) => compare(b.total, a.total))) {
      const place = places.size + 1
      for (const { diver } of tied) places.set(diver, place)
    }
    expect(places).toEqual(awarded)
  })
})

test('the men’s springboard was won with 230.40 and 478.32: 708.72', () => {
  const winner = ['M3mSB', 'XIONG Ni'] as const
  expect(format(ownPoints(winner[0], 'Semi', winner[1]), 2)).toBe('230.40')
  expect(format(ownPoints(winner[0], 'Final', winner[1]), 2)).toBe('478.32')
  expect(format(total(winner[0], 'Final', winner[1]), 2)).toBe('708.72')
})
