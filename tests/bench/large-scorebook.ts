import type { Criterion, Scorebook, Sheet } from '~/core/scoring'

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function numbersFrom(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A finished contest of one panel stage: good entries get good marks in half points, and many entries tie. */
export function largeScorebook(size: { entries: number; judges: number; criteria: number }): Scorebook {
  const random = numbersFrom(2026)
  const list = <T>(count: number, of: (at: number) => T) => Array.from({ length: count }, (_, at) => of(at))
  const name = { 'zh-CN': '大', en: 'Large' }
  const serviceDomains = list(8, (at) => ({ id: `D${at + 1}`, name }))
  const judges = list(size.judges, (at) => ({ id: `J${String(at + 1).padStart(2, '0')}` }))
  const entries = list(size.entries, (at) => ({
    id: `E${String(at + 1).padStart(5, '0')}`,
    track: 'all',
    serviceDomain: serviceDomains[at % 8]!.id,
    state: 'entered' as const,
  }))
  const criteria = list(size.criteria, (at): Criterion => ({
    id: `C${at + 1}`,
    max: ['10', '15', '20'][at % 3]!,
    step: '0.5',
  }))
  const markOf = ({ max }: Criterion, quality: number) => {
    const share = Math.min(1, 0.55 + 0.35 * quality + 0.1 * random())
    return String(Math.round(share * Number(max) * 2) / 2)
  }
  const sheets = entries.flatMap((entry) => {
    const quality = random()
    return judges.map((judge): Sheet => ({
      stage: 'final',
      entry: entry.id,
      judge: judge.id,
      state: 'submitted',
      marks: Object.fromEntries(criteria.map((each) => [each.id, markOf(each, quality)])),
    }))
  })
  const rounding = { places: 2, mode: 'half-up' } as const
  return {
    format: 'scorebook/1',
    contest: { id: 'large', name },
    tracks: [{ id: 'all', name }],
    serviceDomains,
    judges,
    entries,
    stages: [
      {
        id: 'final',
        kind: 'panel',
        weight: '1',
        rubrics: { all: { criteria } },
        panel: { method: 'mean', dropHighest: 1, dropLowest: 1, trimFrom: 5, minimumJudges: 5 },
        rounding,
      },
    ],
    sheets,
    ranking: {
      rounding,
      compareOn: 'rounded',
      tieBreaks: [
        { by: 'exact' },
        { by: 'criterion', stage: 'final', criterion: { all: criteria[0]!.id } },
        { by: 'untrimmed', stage: 'final' },
        { by: 'head-to-head', stage: 'final' },
      ],
    },
    awards: [
      { id: 'first', track: 'all', scope: 'track', count: 100, ties: 'include' },
      { id: 'second', track: 'all', scope: 'track', count: 200, ties: 'include' },
      { id: 'best', track: 'all', scope: 'serviceDomain', count: 10, ties: 'include' },
    ],
  }
}
