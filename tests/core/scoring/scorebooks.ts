import type { Award, Criterion, Entry, PanelStage, Scorebook, Sheet } from '~/core/scoring'

// Small scorebooks to say things about: one track, one final, one criterion out of 100, judges J1, J2, …

const name = { 'zh-CN': '名', en: 'Name' }

export const criterion = (id: string, more: Partial<Criterion> = {}): Criterion => ({
  id,
  max: '100',
  step: '0.01',
  ...more,
})

export const entry = (id: string, more: Partial<Entry> = {}): Entry => ({
  id,
  track: 'individual',
  serviceDomain: 'SA',
  unit: '520100',
  state: 'entered',
  ...more,
})

/** A stage whose criterion P takes any mark up to 100; everybody counts, two decimals. */
export const panelStage = (id: string, more: Partial<PanelStage> = {}): PanelStage => ({
  id,
  kind: 'panel',
  weight: '1',
  rubrics: { individual: { criteria: [criterion('P')] } },
  panel: { method: 'mean', minimumJudges: 1 },
  rounding: { places: 2, mode: 'half-up' },
  ...more,
})

export const sheet = (stage: string, of: string, judge: string, mark: string): Sheet => ({
  stage,
  entry: of,
  judge,
  state: 'submitted',
  marks: { P: mark },
})

/** Submitted sheets at a stage: each entry's marks from J1, J2, … as one line, such as `88.5 91 90`; `-` is no sheet. */
export const sheetsAt = (stage: string, lines: Record<string, string>): Sheet[] =>
  Object.entries(lines).flatMap(([of, line]) =>
    line.split(' ').flatMap((mark, at) => (mark === '-' ? [] : [sheet(stage, of, `J${at + 1}`, mark)])),
  )

export const award = (id: string, count: number, more: Partial<Award> = {}): Award => ({
  id,
  track: 'individual',
  scope: 'track',
  count,
  ...more,
})

/** A scorebook with what is given; entries and sheets are those of `final`, or given themselves. */
export function scorebook({
  final = {},
  ...more
}: { final?: Record<string, string> } & Partial<Scorebook>): Scorebook {
  const stages = more.stages ?? [panelStage('final')]
  return {
    format: 'scorebook/1',
    contest: { id: 'contest', name },
    tracks: [{ id: 'individual', name }],
    serviceDomains: ['SA', 'EC'].map((id) => ({ id, name })),
    judges: Array.from({ length: 9 }, (_, at) => ({ id: `J${at + 1}` })),
    entries: Object.keys(final).map((id) => entry(id)),
    sheets: sheetsAt(stages.at(-1)!.id, final),
    ranking: { rounding: { places: 2, mode: 'half-up' }, compareOn: 'rounded', tieBreaks: [] },
    ...more,
    stages,
  }
}
