import { createHash, createPublicKey, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { Breakdown, parseScorebook, rankScorebook, type Ranking, type Scorebook } from '~/core/scoring'
import {
  Bundle,
  fingerprintOf,
  makeBundle,
  readFingerprint,
  signedText,
  withoutUnits,
} from '~/core/scoring/bundle'
import { bundle, final, publication } from './bundles'
import { entry, panelStage, scorebook, sheetsAt } from './scorebooks'

const hash = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

describe('a full bundle', () => {
  test('holds scorebook and ranking as the texts that were frozen', () => {
    const given = publication(final())
    const made = bundle()
    expect(made).toMatchObject({
      format: 'bundle/1',
      contest: 'contest',
      version: 3,
      publishedAt: '2021-12-01T08:00:00.000Z',
      scope: 'full',
      scorebook: given.scorebook,
      ranking: given.ranking,
      breakdowns: null,
      sha256: {
        scorebook: hash(given.scorebook),
        ranking: hash(given.ranking),
        published: hash(given.ranking),
        breakdowns: null,
      },
    })
    expect(Bundle.parse(JSON.parse(JSON.stringify(made)))).toEqual(made)
  })

  test('has the breakdowns of all if asked for', () => {
    const { breakdowns, sha256 } = bundle({ breakdowns: true })
    const all = (JSON.parse(breakdowns!) as unknown[]).map((each) => Breakdown.parse(each))
    expect(all.map((each) => each.entry)).toEqual(['A', 'B', 'C', 'D', 'E'])
    expect(sha256.breakdowns).toBe(hash(breakdowns!))
  })

  test('of a scorebook that names units is not made', () => {
    const named = scorebook({ final: { A: '80' } })
    expect(() => makeBundle(publication(named))).toThrow('names units')
    expect(bundle({}, undefined, withoutUnits(named)).scorebook).not.toContain('unit')
  })
})

describe('a public bundle', () => {
  const made = bundle({ scope: 'public' })
  const lines = JSON.parse(made.ranking) as Ranking
  const breakdowns = (JSON.parse(made.breakdowns!) as unknown[]).map((each) => Breakdown.parse(each))

  test('holds the lines and breakdowns of the entries with an award, as the ranking has them', () => {
    expect(lines).toEqual({
      format: 'ranking/1',
      entries: rankScorebook(final()).entries.filter(({ id }) => id === 'A' || id === 'B'),
      held: [],
    })
    expect(breakdowns.map((each) => each.entry)).toEqual(['A', 'B'])
  })

  test('commits to the whole by its hashes', () => {
    const whole = publication(final())
    expect(made.scorebook).toBe(null)
    expect(made.sha256).toEqual({
      scorebook: hash(whole.scorebook),
      ranking: hash(whole.ranking),
      published: hash(made.ranking),
      breakdowns: hash(made.breakdowns!),
    })
  })

  test('says nothing of the others: no code, no mark, not even that of a tied entry', () => {
    const [, tied] = breakdowns
    expect(tied).toMatchObject({
      ties: [
        { by: 'exact', values: [{ entry: 'B', value: '83' }], withheld: '1' },
        { by: 'untrimmed', values: [{ entry: 'B', value: '83.8' }], withheld: '1' },
      ],
      tieBreak: 'untrimmed:final',
      sharedBy: ['B'],
      stages: [{ advance: { top: '4', minimum: '60', last: null, goesOn: true } }],
    })
    const text = JSON.stringify(made)
    for (const secret of ['"C"', '"D"', '"E"', '83.4', '72.00', '61.08', 'unit'])
      expect(text).not.toContain(secret)
  })

  test('never says who shares a rank without an award', () => {
    const three = scorebook({
      final: { A: '90', B: '80', C: '80' },
      awards: [{ id: 'first', track: 'individual', scope: 'track', count: 1 }],
    })
    const { breakdowns: text } = bundle({ scope: 'public' }, undefined, three)
    expect(JSON.parse(text!)).toMatchObject([{ entry: 'A', sharedBy: ['A'] }])
  })
})

describe('no bundle is made', () => {
  test('of a faulty scorebook', () => {
    expect(() => makeBundle({ ...publication(final()), scorebook: '{}' })).toThrow(RangeError)
  })

  test('of a ranking that does not follow from it', () => {
    const ranking = publication(final()).ranking.replace('"91.5', '"91.6')
    expect(() => makeBundle({ ...publication(final()), ranking })).toThrow('does not follow')
  })

  test('of a contest whose id is more than one line, or half a character', () => {
    for (const id of ['a\nversion 4', 'a\ud800', '']) {
      const book = final({ contest: { id, name: { 'zh-CN': '名', en: 'Name' } } })
      expect(() => makeBundle(publication(book))).toThrow('contest')
    }
  })
})

describe('the seal can be checked with other means', () => {
  test('the signed text is ten lines', () => {
    const made = bundle({ scope: 'public' })
    expect(signedText(made, made.publicKey)).toBe(
      `bundle/1
contest contest
version 3
published 2021-12-01T08:00:00.000Z
scope public
scorebook ${made.sha256.scorebook}
ranking ${made.sha256.ranking}
published-ranking ${made.sha256.published}
breakdowns ${made.sha256.breakdowns}
key 03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8
`,
    )
    expect(signedText(bundle(), made.publicKey)).toContain('\nbreakdowns none\n')
  })

  test('Node’s own Ed25519 finds it signed', () => {
    const made = bundle()
    const key = createPublicKey({
      format: 'jwk',
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(made.publicKey, 'hex').toString('base64url') },
    })
    const isSigned = (text: string) =>
      verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(made.signature, 'hex'))
    const text = signedText(made, made.publicKey)
    expect(isSigned(text)).toBe(true)
    expect(isSigned(text.replace('version 3', 'version 4'))).toBe(false)
  })

  test('a fingerprint is the SHA-256 of the key, in groups; read however it was typed', () => {
    const { publicKey } = bundle()
    const digits = createHash('sha256').update(Buffer.from(publicKey, 'hex')).digest('hex')
    const fingerprint = fingerprintOf(publicKey)
    expect(fingerprint).toMatch(/^([0-9a-f]{4}-){15}[0-9a-f]{4}$/)
    expect(fingerprint.replaceAll('-', '')).toBe(digits)
    expect(fingerprintOf(Uint8Array.from(Buffer.from(publicKey, 'hex')))).toBe(fingerprint)
    for (const typed of [
      fingerprint,
      digits,
      digits.toUpperCase(),
      fingerprint.replaceAll('-', ' '),
      ` ${digits}\n`,
    ])
      expect(readFingerprint(typed)).toBe(fingerprint)
    for (const typed of ['', 'abcd', `${digits}0`, digits.slice(1), digits.replace(/./, 'g')])
      expect(readFingerprint(typed)).toBe(null)
  })
})

describe('a scorebook without units', () => {
  const rank = (book: Scorebook) => rankScorebook(book)

  test('has none where no stage selects by unit', () => {
    const book = scorebook({ final: { A: '80', B: '90' } })
    expect(withoutUnits(book).entries.map((each) => 'unit' in each)).toEqual([false, false])
    expect(rank(withoutUnits(book))).toEqual(rank(book))
    expect(parseScorebook(JSON.stringify(withoutUnits(book))).ok).toBe(true)
  })

  test('has codes of no meaning where one does, and the same ranking', () => {
    const book = scorebook({
      stages: [
        panelStage('review', { weight: '0', advance: { scope: 'unit', top: 1 } }),
        panelStage('final'),
      ],
      entries: [
        entry('A', { unit: '520300' }),
        entry('B', { unit: '520100' }),
        entry('C', { unit: '520300' }),
      ],
      sheets: [
        ...sheetsAt('review', { A: '90', B: '80', C: '70' }),
        ...sheetsAt('final', { A: '85', B: '95' }),
      ],
    })
    const coded = withoutUnits(book)
    expect(coded.entries.map(({ unit }) => unit)).toEqual(['U1', 'U2', 'U1'])
    expect(rank(coded)).toEqual(rank(book))
    expect(withoutUnits(coded)).toEqual(coded)
  })
})
