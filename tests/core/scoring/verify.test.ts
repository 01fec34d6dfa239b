import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { RankedBreakdown, Ranking } from '~/core/scoring'
import {
  fingerprintOf,
  sha256Of,
  signBundle,
  withoutUnits,
  type Bundle,
  type Contents,
} from '~/core/scoring/bundle'
import { verifyBundle, type Verdict } from '~/core/scoring/verify'
import { anyScorebook, runs } from './any-scorebook'
import { bundle, ORGANISER, SOMEBODY_ELSE } from './bundles'

vi.setConfig({ testTimeout: 120_000 })

const KEY = fingerprintOf(bundle().publicKey)
const verify = (made: object, fingerprint?: string) => verifyBundle(JSON.stringify(made), { fingerprint })

/** The checks that failed, each once, with the paths of what differs. */
const failed = (verdict: Verdict) =>
  verdict.ok ? [] : verdict.differences.map(({ check, path }) => `${check}: ${path}`)

/** Signs again, with hashes that fit: what a forger with a key can do. */
const forged = (
  { publicKey: _, signature: __, ...contents }: Bundle,
  changes: Partial<Contents>,
  key = ORGANISER,
) => {
  const changed = { ...contents, ...changes } as Contents
  const { scope, scorebook, ranking, breakdowns, sha256 } = changed
  return signBundle(
    {
      ...changed,
      sha256: {
        scorebook: scorebook === null ? sha256.scorebook : sha256Of(scorebook),
        ranking: scope === 'full' ? sha256Of(ranking) : sha256.ranking,
        published: sha256Of(ranking),
        breakdowns: breakdowns === null ? null : sha256Of(breakdowns),
      },
    } as Contents,
    key,
  )
}

const SCOPES = [
  ['full', bundle()],
  ['full, with breakdowns', bundle({ breakdowns: true })],
  ['public', bundle({ scope: 'public' })],
] as const

describe.each(SCOPES)('a bundle that is %s', (_, made) => {
  test('is found sound, and whose it is', () => {
    const origin = {
      contest: 'contest',
      version: 3,
      publishedAt: '2021-12-01T08:00:00.000Z',
      scope: made.scope,
      fingerprint: KEY,
    }
    expect(verify(made)).toEqual({ ok: true, origin })
    expect(verify(made, KEY)).toEqual({ ok: true, origin })
    expect(verify(made, KEY.replaceAll('-', '').toUpperCase())).toEqual({ ok: true, origin })
  })

  test('fails with any one digit altered', () => {
    const text = JSON.stringify(made)
    const digits = [...text.matchAll(/[0-9]/g)].map(({ index }) => index)
    const alter = (at: number) => text.slice(0, at) + String((Number(text[at]) + 1) % 10) + text.slice(at + 1)
    const missed = digits.filter((at, nth) => nth % 7 === 0 && verifyBundle(alter(at)).ok)
    expect(missed.map((at) => text.slice(at - 20, at + 20))).toEqual([])
    fc.assert(
      fc.property(fc.constantFrom(...digits), (at) => !verifyBundle(alter(at)).ok),
      runs(50),
    )
  })

  test('signed again with another key fails against the fingerprint, and without it says whose key', () => {
    const other = forged(made, {}, SOMEBODY_ELSE)
    const otherKey = fingerprintOf(other.publicKey)
    expect(verify(other, KEY)).toMatchObject({
      ok: false,
      origin: { fingerprint: otherKey },
      differences: [
        { check: 'key', path: 'fingerprint', expected: JSON.stringify(KEY), found: JSON.stringify(otherKey) },
      ],
    })
    expect(verify(other)).toMatchObject({ ok: true, origin: { fingerprint: otherKey } })
  })

  test('with the key of another under its own signature fails', () => {
    const { publicKey } = forged(made, {}, SOMEBODY_ELSE)
    expect(failed(verify({ ...made, publicKey }))).toEqual(['signature: signature'])
  })
})

describe('what differs is said', () => {
  test('an altered mark: the hash, and the lines of the ranking it would change', () => {
    const made = bundle()
    const altered = { ...made, scorebook: made.scorebook!.replace('"90.5"', '"98.5"') }
    expect(verify(altered)).toMatchObject({
      ok: false,
      origin: { contest: 'contest', version: 3 },
      differences: [
        { check: 'hash', path: 'sha256.scorebook', found: JSON.stringify(made.sha256.scorebook) },
        {
          check: 'ranking',
          path: 'ranking.entries[0].stages.final.mark',
          expected: '"94.00"',
          found: '"91.50"',
        },
        { check: 'ranking', path: 'ranking.entries[0].stages.final.dropped[0]' },
        { check: 'ranking', path: 'ranking.entries[0].final', expected: '"94.00"', found: '"91.50"' },
      ],
    })
  })

  test('a ranking that somebody with the key made up', () => {
    const made = bundle()
    const ranking = JSON.parse(made.ranking) as Ranking
    ranking.entries[2]!.awards = ['second']
    const lost = ranking.entries.pop()!
    expect(verify(forged(made, { ranking: JSON.stringify(ranking) }), KEY)).toMatchObject({
      ok: false,
      differences: [
        { check: 'ranking', path: 'ranking.entries[2].awards[0]', expected: null, found: '"second"' },
        { check: 'ranking', path: 'ranking.entries[4]', expected: JSON.stringify(lost), found: null },
      ],
    })
  })

  test('breakdowns that somebody with the key made up', () => {
    const made = bundle({ breakdowns: true })
    const breakdowns = made.breakdowns!.replace('"points":"91"', '"points":"92"')
    expect(verify(forged(made, { breakdowns }))).toMatchObject({
      ok: false,
      differences: [
        { check: 'breakdowns', path: 'breakdowns[0].stages[0].judges[1].points', expected: '"91"' },
      ],
    })
  })

  test('a faulty scorebook, with its faults', () => {
    const made = bundle()
    const scorebook = made.scorebook!.replace('"90.5"', '"900.5"')
    expect(failed(verify(forged(made, { scorebook })))).toEqual(['scorebook: scorebook.sheets[0].marks.P'])
  })

  test('another contest’s scorebook', () => {
    expect(failed(verify(forged(bundle(), { contest: 'other' })))).toEqual(['scorebook: contest'])
  })

  test('what is no bundle', () => {
    const made = bundle()
    const text = JSON.stringify(made)
    for (const [faulty, path] of [
      ['', ''],
      ['[]', ''],
      [JSON.stringify({ ...made, format: 'bundle/2' }), 'format'],
      [JSON.stringify({ ...made, remark: '' }), ''],
      [JSON.stringify({ ...made, scope: undefined }), 'scope'],
      [JSON.stringify({ ...made, version: 0 }), 'version'],
      [JSON.stringify({ ...made, contest: 'a\nb' }), 'contest'],
      [JSON.stringify({ ...made, contest: '\ud800' }), 'contest'],
      [JSON.stringify({ ...made, publishedAt: 'yesterday' }), 'publishedAt'],
      [JSON.stringify({ ...made, signature: made.signature.toUpperCase() }), 'signature'],
      [JSON.stringify({ ...made, scope: 'public' }), 'scorebook'],
      [text.replace('"version":3', '"version":3.0'), 'version'],
      [text.replace('"version":3', '"version":3,"version":3'), 'version'],
    ] as const) {
      const verdict = verifyBundle(faulty)
      expect(verdict).toMatchObject({ ok: false, origin: null })
      expect(failed(verdict)).toContain(`format: ${path}`)
    }
  })

  test('a text of which two readers may make two things', () => {
    const made = bundle()
    const ranking = made.ranking.replace('"rank":1', '"rank":2,"rank":1')
    expect(failed(verify(forged(made, { ranking })))).toEqual(['ranking: ranking.entries[0].rank'])
    expect(failed(verify(forged(made, { ranking: '{' })))).toEqual(['ranking: ranking'])
  })

  test('a fingerprint that is none is refused', () => {
    expect(() => verify(bundle(), 'abc')).toThrow(RangeError)
    expect(() => verify(bundle(), '')).toThrow(RangeError)
  })
})

describe('a public bundle is checked without the scorebook', () => {
  const made = bundle({ scope: 'public' })
  const breakdowns = JSON.parse(made.breakdowns!) as RankedBreakdown[]

  /** What is found if somebody with the key changes the breakdowns of A and B; the lines stay as they are. */
  const changed = (change: (a: RankedBreakdown, b: RankedBreakdown) => void) => {
    const copy = structuredClone(breakdowns)
    change(copy[0]!, copy[1]!)
    return failed(verify(forged(made, { breakdowns: JSON.stringify(copy) })))
  }
  const panelOf = ({ stages: [stage] }: RankedBreakdown) => {
    if (stage?.kind !== 'panel') throw new Error('a panel')
    return stage
  }

  test('a changed mark no longer makes what follows from it', () => {
    expect(changed((a) => (panelOf(a).judges[1]!.marks['P'] = '91.5'))).toEqual([
      'breakdowns: breakdowns[0].stages[0].criteria[0].total',
      'breakdowns: breakdowns[0].stages[0].judges[1].points',
      'breakdowns: breakdowns[0].stages[0].judges[1].score',
      'breakdowns: breakdowns[0].stages[0].rounding.before',
      'breakdowns: breakdowns[0].stages[0].rounding.after',
      'breakdowns: breakdowns[0].stages[0].mark',
      'breakdowns: breakdowns[0].stages[0].contribution',
      'breakdowns: breakdowns[0].final.before',
      'breakdowns: breakdowns[0].final.after',
    ])
  })

  test('a mark that cannot be given', () => {
    expect(changed((a) => (panelOf(a).judges[1]!.marks['P'] = '191.5'))).toEqual([
      'breakdowns: breakdowns[0].sheets[1].marks.P',
    ])
  })

  test('what a tie-break compared', () => {
    expect(changed((_, b) => (b.ties[1]!.values[0]!.value = '84'))).toEqual([
      'breakdowns: breakdowns[1].ties[1].values[0].value',
    ])
  })

  test('a line that was not reached', () => {
    expect(changed((a) => (panelOf(a).advance!.minimum = '95'))).toEqual([
      'breakdowns: breakdowns[0].stages[0].advance.goesOn',
    ])
    expect(changed((a) => (panelOf(a).advance!.last = '95.00'))).toEqual([
      'breakdowns: breakdowns[0].stages[0].advance.goesOn',
    ])
    expect(changed((a) => (panelOf(a).advance!.goesOn = false))).toEqual([
      'breakdowns: breakdowns[0].stages[0].advance.goesOn',
    ])
  })

  test('an award that its rule does not give', () => {
    const outcome = ['breakdowns: breakdowns[1].awards[0].outcome']
    expect(changed((_, b) => (b.awards[0]!.minimum = '83.01'))).toEqual(outcome)
    expect(changed((_, b) => (b.awards[0]!.minimum = '83'))).toEqual([])
    expect(changed((_, b) => (b.awards[0]!.last = '1'))).toEqual(outcome)
    expect(changed((_, b) => (b.awards[0]!.after = '2'))).toEqual(outcome)
    expect(changed((_, b) => (b.awards[0]!.tied = '2'))).toEqual([])
    expect(changed((_, b) => Object.assign(b.awards[0]!, { tied: '2', ties: 'hold' }))).toEqual(outcome)
    expect(changed((_, b) => (b.awards[0]!.rank = '1'))).toEqual([
      'breakdowns: breakdowns[1].awards[0].rank',
      ...outcome,
    ])
    expect(changed((_, b) => (b.awards[0]!.scope = 'serviceDomain'))).toEqual([])
  })

  test('an entry without an award', () => {
    expect(changed((_, b) => (b.awards[0]!.outcome = 'held'))).toEqual([
      'breakdowns: breakdowns.length',
      'ranking: ranking.entries[1]',
    ])
  })

  test('breakdowns of no known form', () => {
    expect(changed((_, b) => (b.rank = '02'))).toEqual(['breakdowns: breakdowns[1].rank'])
    expect(failed(verify(forged(made, { breakdowns: '{}' })))).toEqual(['breakdowns: breakdowns'])
  })

  test('lines that say something else than the breakdowns', () => {
    const ranking = made.ranking
      .replace('"rank":2', '"rank":1')
      .replace('"dropped":["J1","J5"]', '"dropped":["J1","J4"]')
    expect(failed(verify(forged(made, { ranking })))).toEqual([
      'ranking: ranking.entries[0].stages.final.dropped[1]',
      'ranking: ranking.entries[1].rank',
    ])
  })
})

test('any scorebook’s bundles are sound', () => {
  const scopes = fc.constantFrom('full' as const, 'public' as const)
  fc.assert(
    fc.property(anyScorebook(), scopes, (book, scope) => {
      const made = bundle({ scope, breakdowns: true }, ORGANISER, withoutUnits(book))
      expect(verify(made, KEY)).toMatchObject({ ok: true })
    }),
    runs(200),
  )
})
