import { z } from 'zod'
import { Breakdown } from './breakdown'
import { Bundle, fingerprintOf, isSignedRight, readFingerprint, sha256Of } from './bundle'
import { differencesBetween, type Difference } from './differences'
import { rankAndExplain } from './explain'
import { pathOf, pathWithin, type Fault } from './fault'
import { ambiguities } from './json'
import { parseScorebook } from './parse'
import { hasAward } from './public'
import { lineOf, recheck } from './recheck'

/** Where a bundle is not what follows from it: `found` is what it says, `expected` what it should; null is nothing. */
export type Discrepancy = Difference & { check: Check }

export type Check = 'format' | 'key' | 'signature' | 'hash' | 'scorebook' | 'ranking' | 'breakdowns'

/** Whose bundle it says it is, and the fingerprint of the key that it says signed it. */
export type Origin = Pick<Bundle, 'contest' | 'version' | 'publishedAt' | 'scope'> & { fingerprint: string }

export type Verdict =
  { ok: true; origin: Origin } | { ok: false; origin: Origin | null; differences: Discrepancy[] }

/**
 * Checks a bundle as a stranger would: its form, its hashes, its signature, and that ranking and breakdowns follow from the
 * scorebook; of a public one, that they follow from each other, and every breakdown from its own marks. Without a
 * `fingerprint` any key may have signed: the verdict says which, to be compared with the one the organiser made known.
 * Refuses a `fingerprint` that is none with a RangeError.
 */
export function verifyBundle(
  text: string,
  { fingerprint }: { fingerprint?: string | undefined } = {},
): Verdict {
  const asked = fingerprint === undefined ? null : readFingerprint(fingerprint)
  if (fingerprint !== undefined && asked === null) throw new RangeError(`Not a fingerprint: ${fingerprint}`)

  const read = readAs(Bundle, text)
  if (!read.ok) return { ok: false, origin: null, differences: found('format', read.faults) }
  const bundle = read.value
  const { contest, version, publishedAt, scope, publicKey } = bundle
  const origin = { contest, version, publishedAt, scope, fingerprint: fingerprintOf(publicKey) }
  const differences = [
    ...differing('key', asked ?? origin.fingerprint, origin.fingerprint, 'fingerprint'),
    ...(isSignedRight(bundle) ? [] : differing('signature', undefined, bundle.signature, 'signature')),
    ...differing('hash', hashesIn(bundle), bundle.sha256, 'sha256'),
    ...(bundle.scope === 'full' ? checkFull(bundle) : checkPublic(bundle)),
  ]
  return differences.length === 0 ? { ok: true, origin } : { ok: false, origin, differences }
}

/** The hashes as the texts make them; of a text that is not in the bundle, as it says. */
const hashesIn = ({ scope, sha256, scorebook, ranking, breakdowns }: Bundle) => ({
  scorebook: scorebook === null ? sha256.scorebook : sha256Of(scorebook),
  ranking: scope === 'full' ? sha256Of(ranking) : sha256.ranking,
  published: sha256Of(ranking),
  breakdowns: breakdowns === null ? null : sha256Of(breakdowns),
})

type Of<S extends Bundle['scope']> = Extract<Bundle, { scope: S }>

/** Everything follows from the scorebook. */
function checkFull({ contest, scorebook, ranking, breakdowns }: Of<'full'>): Discrepancy[] {
  const parsed = parseScorebook(scorebook)
  if (!parsed.ok) return found('scorebook', parsed.faults, 'scorebook')
  const redone = rankAndExplain(parsed.scorebook)
  return [
    ...differing('scorebook', parsed.scorebook.contest.id, contest, 'contest'),
    ...checkText('ranking', ranking, redone.ranking),
    ...(breakdowns === null ? [] : checkText('breakdowns', breakdowns, redone.breakdowns)),
  ]
}

/** The lines follow from the breakdowns, which are of entries with an award, and each of them from its own marks. */
function checkPublic({ ranking, breakdowns }: Of<'public'>): Discrepancy[] {
  const read = readAs(z.array(Breakdown), breakdowns)
  if (!read.ok) return found('breakdowns', read.faults, 'breakdowns')
  const awarded = read.value.filter(hasAward)
  const lines = { format: 'ranking/1', entries: awarded.map(lineOf), held: [] }
  return [
    ...differing('breakdowns', awarded.length, read.value.length, 'breakdowns', 'length'),
    ...awarded.flatMap((breakdown, at) =>
      recheck(breakdown).map((each) => ({
        ...each,
        check: 'breakdowns' as const,
        path: pathWithin(pathOf(['breakdowns', at]), each.path),
      })),
    ),
    ...checkText('ranking', ranking, lines),
  ]
}

function checkText(check: Check, text: string, expected: unknown): Discrepancy[] {
  const read = readAs(z.unknown(), text)
  return read.ok ? differing(check, expected, read.value, check) : found(check, read.faults, check)
}

type Read<T> = { ok: true; value: T } | { ok: false; faults: Fault[] }

/** Reads JSON of which every reader makes the same thing. */
function readAs<S extends z.ZodType>(schema: S, text: string): Read<z.infer<S>> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { ok: false, faults: [{ path: '', message: (error as SyntaxError).message }] }
  }
  const faults = ambiguities(text)
  const { success, error } = schema.safeParse(json)
  for (const { path, message } of error?.issues ?? []) faults.push({ path: pathOf(path), message })
  return success && faults.length === 0 ? { ok: true, value: json as z.infer<S> } : { ok: false, faults }
}

const differing = (check: Check, expected: unknown, said: unknown, ...path: PropertyKey[]): Discrepancy[] =>
  Array.from(differencesBetween(expected, said, path), (each) => ({ ...each, check }))

/** What cannot be read as it stands. */
const found = (check: Check, faults: readonly Fault[], within = ''): Discrepancy[] =>
  faults.map(({ path, message }) => ({
    check,
    path: pathWithin(within, path),
    expected: null,
    found: message,
  }))
