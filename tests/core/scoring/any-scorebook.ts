import fc from 'fast-check'
import type { Award, Criterion, Entry, Scorebook, Sheet, Stage, TieBreak } from '~/core/scoring'
import { withoutLateRecords } from './slow-ranking'

// Any valid scorebook, small and with few different marks, so that entries often tie.

const TRACKS = ['individual', 'constructor']
const SERVICE_DOMAINS = ['SA', '__proto__']
const UNITS = ['520100', '520200']
// Code units put Z before a, and the surrogates of 𣲗 before the private-use character.
const ENTRIES = ['Z', 'a', '𣲗', '\uE000', '__proto__', 'E10', 'E9', 'b']
const JUDGES = ['J1', 'J10', 'J2', 'j', '裁']

/** How many times a property is asked. `npm run mutate` sets a part of it, because it asks of every mutant. */
export const runs = (times: number) => ({
  numRuns: Math.ceil(times * Number(process.env['PROPERTY_RUNS'] ?? 1)),
})

export type Shape = {
  stages: number
  headToHead: boolean
  panelsOnly: boolean
  advance: boolean
  states: boolean
}
const ANYTHING: Shape = { stages: 3, headToHead: true, panelsOnly: false, advance: true, states: true }

const byId = <T>(ids: readonly string[], of: (id: string) => T) =>
  Object.fromEntries(ids.map((id) => [id, of(id)]))

export const anyScorebook = (limits: Partial<Shape> = {}): fc.Arbitrary<Scorebook> =>
  fc.noBias(
    fc.gen().map((random) => {
      const shape = { ...ANYTHING, ...limits }
      const int = (min: number, max: number) => random(fc.integer, { min, max })
      const pick = <const T>(...of: readonly T[]): T => of[int(0, of.length - 1)]!
      const chance = (percent: number) => int(1, 100) <= percent
      const decimal = () => pick('0', '0.5', '1', '1.25', '10', '3.50')
      const rounding = () => ({ places: int(0, 3), mode: pick('half-up', 'half-even', 'down') })
      const name = { 'zh-CN': '名', en: 'Name' }

      const criterion = (id: string): Criterion => ({
        id,
        max: pick('5', '4.5', '3', '3', '2', '100'),
        step: pick('0.5', '1', '1', '1.50', '0.05'),
        ...(chance(50) && { weight: pick('1', '2', '0.75', '0', '90071992547409.93') }),
      })
      const markOf = ({ max, step }: Criterion) => {
        const [m, s] = [Math.round(Number(max) * 100), Math.round(Number(step) * 100)]
        const steps = Math.floor(m / s)
        const hundredths = s * int(Math.max(0, steps - 2), steps)
        const text = (hundredths / 100).toFixed(2)
        return chance(20) ? text : String(Number(text))
      }
      const stageOf = (id: string, weight: string): Stage => {
        const basics = {
          id,
          weight,
          rounding: rounding(),
          ...(shape.advance &&
            chance(30) && {
              advance: {
                scope: pick('track', 'serviceDomain', 'unit'),
                top: pick(0, 2, 3, 4),
                ...(chance(50) && { minimum: pick('0', '50', '80.5') }),
              },
            }),
        }
        if (!shape.panelsOnly && chance(25))
          return { ...basics, kind: 'exam', fullMarks: pick('100', '150', '70') }
        const [dropHighest, dropLowest] = [int(0, 2), int(0, 1)]
        return {
          ...basics,
          kind: 'panel',
          rubrics: byId(TRACKS, () => ({
            criteria: [{ ...criterion('P'), weight: '1' }, criterion('toString')],
          })),
          panel: {
            method: pick('mean', 'median'),
            ...(chance(70) && { dropHighest, dropLowest, trimFrom: int(dropHighest + dropLowest + 1, 5) }),
            minimumJudges: int(0, 2),
          },
        }
      }
      const weights = pick(...WEIGHTS.filter((list) => list.length <= shape.stages))
      const stages = weights.map((weight, at) => stageOf(`stage ${at}`, weight))

      const entries = ENTRIES.slice(0, int(1, ENTRIES.length)).map((id): Entry => ({
        id,
        track: pick(TRACKS[0]!, ...TRACKS),
        serviceDomain: pick(...SERVICE_DOMAINS),
        unit: pick(...UNITS),
        state: shape.states && chance(10) ? pick('withdrawn', 'disqualified') : 'entered',
      }))
      const each = stages.flatMap((stage) => entries.map((entry) => ({ stage, entry })))
      const sheets = each.flatMap(({ stage, entry }) => {
        if (stage.kind !== 'panel') return []
        const { criteria } = stage.rubrics[entry.track]!
        return JUDGES.flatMap((judge): Sheet[] => {
          const about = { stage: stage.id, entry: entry.id, judge }
          const marks = byId(['P', 'toString'], (id) => markOf(criteria.find((each) => each.id === id)!))
          if (!shape.states) return [{ ...about, state: 'submitted', marks }]
          const voids: Sheet[] = chance(10) ? [{ ...about, state: 'void', marks }] : []
          if (chance(15)) return voids
          const state = chance(90) ? 'submitted' : pick('recused', 'recused', 'recused', 'recused', 'open')
          return [...voids, state === 'submitted' ? { ...about, state, marks } : { ...about, state }]
        })
      })
      const at = ({ stage, entry }: (typeof each)[number]) => ({ stage: stage.id, entry: entry.id })

      const panels = stages.filter(({ kind }) => kind === 'panel').map(({ id }) => id)
      const key = (): TieBreak => {
        const by = pick(
          'exact',
          'stage',
          'lot',
          ...(panels.length > 0 ? (['criterion', 'untrimmed'] as const) : []),
        )
        if (panels.length > 0 && shape.headToHead && chance(25))
          return { by: 'head-to-head', stage: pick(...panels) }
        if (by === 'exact' || by === 'lot') return { by }
        if (by === 'stage') return { by, stage: pick(...stages).id }
        if (by === 'untrimmed') return { by, stage: pick(...panels) }
        return { by, stage: pick(...panels), criterion: byId(TRACKS, () => pick('P', 'toString')) }
      }
      const award = (_: unknown, at: number): Award => ({
        id: `award ${at}`,
        track: pick(TRACKS[0]!, ...TRACKS),
        scope: pick('track', 'serviceDomain'),
        count: int(0, 2),
        ...(chance(40) && { minimum: pick('0', '60', '85') }),
        ...(chance(70) && { ties: pick('include', 'hold') }),
      })
      return withoutLateRecords({
        format: 'scorebook/1',
        contest: { id: 'any', name },
        tracks: TRACKS.map((id) => ({ id, name })),
        serviceDomains: SERVICE_DOMAINS.map((id) => ({ id, name })),
        judges: JUDGES.map((id) => ({ id })),
        entries,
        stages,
        sheets,
        examMarks: each
          .filter(({ stage }) => stage.kind === 'exam' && !(shape.states && chance(10)))
          .map((one) => ({ ...at(one), mark: pick('70', '69.5', '35', '0', '7.05') })),
        deductions: each
          .filter(() => chance(15))
          .map((one) => ({ ...at(one), points: decimal(), reason: 'overtime' })),
        absences: each.filter(() => shape.states && chance(5)).map(at),
        ranking: {
          rounding: { ...rounding(), places: pick(0, 0, 1, 2) },
          compareOn: pick('rounded', 'exact'),
          tieBreaks: Array.from({ length: int(0, 4) }, key),
        },
        lots: byId(
          ENTRIES.slice(0, entries.length).filter(() => chance(85)),
          () => int(1, 4),
        ),
        awards: Array.from({ length: int(0, 6) }, award),
      })
    }),
  )

const WEIGHTS = [['1'], ['0.3', '0.7'], ['0', '1.0'], ['0.25', '0.25', '0.5'], ['0.333', '0.333', '0.334']]
