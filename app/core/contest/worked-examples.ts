import { rankScorebook, type Scorebook } from '../scoring'
import type { RankingRules, Stage } from './setup'

/** Scores as they are handed in; each shows one thing that people ask about. */
const PANELS = {
  trimmed: { scores: ['88.5', '91', '90', '86.5', '92.5', '89', '90.5'] },
  tied: { scores: ['90', '90', '89.5', '91', '88', '90', '89.5'] },
  sharedExtreme: { scores: ['95', '95', '95', '80', '80'] },
  half: { scores: ['80', '85.01', '85.01', '85.02', '85.02', '90'] },
  overtime: { scores: ['88.5', '91', '90', '86.5', '92.5', '89', '90.5'], deduction: '2' },
  oneRecused: { scores: ['88.5', '91', '90', '86.5', '92.5', '89'], recused: 1 },
  threeRecused: { scores: ['88.5', '91', '90', '86.5'], recused: 3 },
} as const satisfies Record<string, { scores: readonly string[]; deduction?: string; recused?: number }>

export type ExampleName = keyof typeof PANELS

export type WorkedExample = {
  readonly name: ExampleName
  /** The judges' scores in the order given; `setAside` ones do not count. */
  readonly scores: readonly { readonly score: string; readonly setAside: boolean }[]
  readonly recused: number
  readonly deduction: string | null
  /** The stage mark, or null where too few judges are left. */
  readonly mark: string | null
}

type Rules = Pick<Stage, 'rules'>

/** What the contest's own rules for a stage make of the examples: computed, never copied. */
export const workedExamples = (stage: Rules): WorkedExample[] =>
  (Object.keys(PANELS) as ExampleName[]).map((name) => exampleOf(name, stage))

function exampleOf(name: ExampleName, { rules }: Rules): WorkedExample {
  const {
    scores,
    deduction = null,
    recused = 0,
  } = PANELS[name] as {
    scores: readonly string[]
    deduction?: string
    recused?: number
  }
  const [line] = rankScorebook(oneEntry(rules, scores, deduction)).entries
  const stage = line?.stages['stage']
  const dropped = stage && 'dropped' in stage ? stage.dropped : []
  return {
    name,
    scores: scores.map((score, at) => ({ score, setAside: dropped.includes(judgeId(at)) })),
    recused,
    deduction,
    mark: stage?.mark ?? null,
  }
}

const judgeId = (at: number) => `J${at + 1}`
const NAME = { 'zh-CN': '', en: '' }

/** A contest of one entry, whose judges give one mark out of 100. */
const oneEntry = (
  { panel, rounding }: Stage['rules'],
  scores: readonly string[],
  deduction: string | null,
): Scorebook => ({
  format: 'scorebook/1',
  contest: { id: 'example', name: NAME },
  tracks: [{ id: 'track', name: NAME }],
  serviceDomains: [],
  judges: scores.map((_, at) => ({ id: judgeId(at) })),
  entries: [{ id: 'E1', track: 'track', serviceDomain: null, state: 'entered' }],
  stages: [
    {
      id: 'stage',
      kind: 'panel',
      weight: '1',
      rubrics: { track: { criteria: [{ id: 'C', max: '100', step: '0.01' }] } },
      panel,
      rounding,
    },
  ],
  sheets: scores.map((mark, at) => ({
    stage: 'stage',
    entry: 'E1',
    judge: judgeId(at),
    state: 'submitted',
    marks: { C: mark },
  })),
  ...(deduction && { deductions: [{ stage: 'stage', entry: 'E1', points: deduction, reason: '' }] }),
  ranking: { rounding, compareOn: 'rounded', tieBreaks: [] },
})

/** Stage marks and the final mark that the contest's weights and last rounding make of them. */
export function weightedExample(
  stages: readonly Pick<Stage, 'code' | 'weight'>[],
  { rounding }: RankingRules,
  marks: readonly string[],
) {
  const [line] = rankScorebook({
    ...oneEntry({ panel: { method: 'mean', minimumJudges: 1 }, rounding }, [], null),
    judges: [{ id: 'J1' }],
    stages: stages.map(({ code, weight }) => ({
      id: code,
      kind: 'exam',
      weight,
      fullMarks: '100',
      rounding: { places: 2, mode: 'half-up' },
    })),
    examMarks: stages.map(({ code }, at) => ({ stage: code, entry: 'E1', mark: marks[at] ?? '0' })),
  }).entries
  return line?.final ?? null
}
