import { rankScorebook, type Entry, type Scorebook } from '~/core/scoring'
import { makeBundle, signBundle, type Bundle, type Publication } from '~/core/scoring/bundle'
import { award, panelStage, scorebook } from './scorebooks'

// Published results to say things about.

/** Secret keys; a real one is drawn by chance. */
export const ORGANISER = Uint8Array.from({ length: 32 }, (_, at) => at)
export const SOMEBODY_ELSE = Uint8Array.from({ length: 32 }, (_, at) => 255 - at)

/** A final of five judges: A wins, B and C are apart by a tie-break at the last place with an award, D has none. */
export const final = (more: Partial<Scorebook> = {}): Scorebook =>
  scorebook({
    stages: [
      panelStage('final', {
        panel: { method: 'mean', dropHighest: 1, dropLowest: 1, trimFrom: 5, minimumJudges: 3 },
        advance: { scope: 'track', top: 4, minimum: '60' },
      }),
    ],
    entries: ['A', 'B', 'C', 'D', 'E'].map((id): Entry => ({
      id,
      track: 'individual',
      serviceDomain: 'SA',
      state: 'entered',
    })),
    final: {
      A: '90.5 91 92 93 99',
      B: '80 82 83 84 90',
      C: '78 82 83 84 90',
      D: '70 71 72 73 74.5',
      E: '61 61 61.25 61 61.5',
    },
    deductions: [{ stage: 'final', entry: 'A', points: '0.5', reason: 'overtime 47 s' }],
    ranking: {
      rounding: { places: 2, mode: 'half-up' },
      compareOn: 'rounded',
      tieBreaks: [{ by: 'exact' }, { by: 'untrimmed', stage: 'final' }],
    },
    awards: [award('first', 1), award('second', 1)],
    ...more,
  })

export const publication = (book: Scorebook, more: Partial<Publication> = {}): Publication => ({
  version: 3,
  publishedAt: new Date('2021-12-01T08:00:00Z'),
  scope: 'full',
  scorebook: JSON.stringify(book),
  ranking: JSON.stringify(rankScorebook(book)),
  ...more,
})

export const bundle = (more: Partial<Publication> = {}, key = ORGANISER, book = final()): Bundle =>
  signBundle(makeBundle(publication(book, more)), key)
