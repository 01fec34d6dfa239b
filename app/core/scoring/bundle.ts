import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { isDeepEqual } from './differences'
import { rankAndExplain } from './explain'
import { parseScorebook } from './parse'
import { awardedBreakdowns, awardedLines, withoutUnits } from './public'

export { withoutUnits } from './public'

// A bundle is a published result outside the product: one JSON file that anybody can check, with this code or their own.
//
// It carries its texts exactly as they were hashed, as strings. A `full` one has the whole scorebook and the whole
// ranking; a `public` one has the ranking's lines of the entries with an award, their breakdowns, and the hashes of the
// whole. What is signed with Ed25519 is the UTF-8 of `signedText`. To check it by other means: take the SHA-256 of the
// UTF-8 of `scorebook`, `ranking` and `breakdowns`, put the text together, and verify the signature.

/** A text of which there is only one UTF-8. */
const Text = z.string().refine((text) => !/\p{Cs}/u.test(text), 'holds half a character')

const Line = Text.refine((text) => /^\P{Cc}+$/u.test(text), 'must be one line')

const hex = (bytes: number) =>
  z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`), `must be ${bytes} bytes in hex`)

const facts = {
  format: z.literal('bundle/1'),
  contest: Line,
  version: z.int().min(1),
  publishedAt: z.iso.datetime(),
}

/** Of the whole scorebook, of the whole ranking, and of the text that the bundle has as `ranking`. */
const hashes = { scorebook: hex(32), ranking: hex(32), published: hex(32) }

const FullContents = z.strictObject({
  ...facts,
  scope: z.literal('full'),
  scorebook: Text,
  ranking: Text,
  breakdowns: Text.nullable(),
  sha256: z.strictObject({ ...hashes, breakdowns: hex(32).nullable() }),
})
const PublicContents = z.strictObject({
  ...facts,
  scope: z.literal('public'),
  scorebook: z.null(),
  ranking: Text,
  breakdowns: Text,
  sha256: z.strictObject({ ...hashes, breakdowns: hex(32) }),
})
const Contents = z.discriminatedUnion('scope', [FullContents, PublicContents])
export type Contents = z.infer<typeof Contents>

const seal = { publicKey: hex(32), signature: hex(64) }
export const Bundle = z.discriminatedUnion('scope', [FullContents.extend(seal), PublicContents.extend(seal)])
export type Bundle = z.infer<typeof Bundle>

/** What is to be published: the texts of the version as they were frozen, and how much of them everybody may have. */
export type Publication = {
  readonly version: number
  readonly publishedAt: Date
  readonly scope: Bundle['scope']
  readonly scorebook: string
  readonly ranking: string
  /** Whether a full bundle has the breakdowns too. They follow from the scorebook; a public one always has them. */
  readonly breakdowns?: boolean
}

/**
 * Makes a bundle of a published version, still to be signed. Refuses with a RangeError what would not stand when checked,
 * a faulty scorebook or a ranking that does not follow from it, and in a full bundle the entries' units.
 */
export function makeBundle(publication: Publication): Contents {
  const { version, publishedAt, scope, scorebook, ranking } = publication
  const parsed = parseScorebook(scorebook)
  if (!parsed.ok) throw new RangeError(`The scorebook is faulty: ${JSON.stringify(parsed.faults[0])}`)
  const { ranking: whole, breakdowns: explained } = rankAndExplain(parsed.scorebook)
  if (!isDeepEqual(whole, JSON.parse(ranking)))
    throw new RangeError('The ranking does not follow from the scorebook')

  const texts = {
    full: () => {
      if (!isDeepEqual(parsed.scorebook.entries, withoutUnits(parsed.scorebook).entries))
        throw new RangeError('The scorebook names units: a full bundle is of one without them')
      return { scorebook, ranking, breakdowns: publication.breakdowns ? JSON.stringify(explained) : null }
    },
    public: () => ({
      scorebook: null,
      ranking: JSON.stringify(awardedLines(whole)),
      breakdowns: JSON.stringify(awardedBreakdowns(explained)),
    }),
  }[scope]()
  return Contents.parse({
    format: 'bundle/1',
    contest: parsed.scorebook.contest.id,
    version,
    publishedAt: publishedAt.toISOString(),
    scope,
    ...texts,
    sha256: {
      scorebook: sha256Of(scorebook),
      ranking: sha256Of(ranking),
      published: sha256Of(texts.ranking),
      breakdowns: texts.breakdowns === null ? null : sha256Of(texts.breakdowns),
    },
  })
}

/** Seals a bundle with the organiser's secret key of 32 bytes. */
export function signBundle(contents: Contents, secretKey: Uint8Array): Bundle {
  const publicKey = bytesToHex(ed25519.getPublicKey(secretKey))
  const signature = bytesToHex(ed25519.sign(utf8ToBytes(signedText(contents, publicKey)), secretKey))
  return { ...contents, publicKey, signature }
}

export const isSignedRight = (bundle: Bundle) =>
  ed25519.verify(
    hexToBytes(bundle.signature),
    utf8ToBytes(signedText(bundle, bundle.publicKey)),
    hexToBytes(bundle.publicKey),
    { zip215: false },
  )

/** What is signed: everything in the bundle, the texts by their hashes. A line for each, every one ends in a line feed. */
export const signedText = (
  { format, contest, version, publishedAt, scope, sha256: hashed }: Contents,
  publicKey: string,
) =>
  [
    format,
    `contest ${contest}`,
    `version ${version}`,
    `published ${publishedAt}`,
    `scope ${scope}`,
    `scorebook ${hashed.scorebook}`,
    `ranking ${hashed.ranking}`,
    `published-ranking ${hashed.published}`,
    `breakdowns ${hashed.breakdowns ?? 'none'}`,
    `key ${publicKey}`,
    '',
  ].join('\n')

/** The SHA-256 of a text's UTF-8, in hex. */
export const sha256Of = (text: string) => bytesToHex(sha256(utf8ToBytes(text)))

/** The SHA-256 of a public key in groups that can be read out and compared: sixteen of four hex digits. */
export function fingerprintOf(publicKey: string | Uint8Array): string {
  const bytes = typeof publicKey === 'string' ? hexToBytes(publicKey) : publicKey
  return bytesToHex(sha256(bytes)).replace(/.{4}(?!$)/g, '$&-')
}

/** A fingerprint as somebody typed or pasted it, in the form that `fingerprintOf` gives; null if it is none. */
export function readFingerprint(typed: string): string | null {
  const digits = typed.toLowerCase().replace(/[\s:-]/g, '')
  return /^[0-9a-f]{64}$/.test(digits) ? digits.replace(/.{4}(?!$)/g, '$&-') : null
}
