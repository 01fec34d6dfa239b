import { hash, verify } from '@node-rs/argon2'
import { createHash, randomBytes, randomInt } from 'node:crypto'

/** OWASP's second argon2id profile: 19 MiB, two passes. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export const hashPassword = (password: string) => hash(password.normalize('NFKC'), ARGON2ID)

let nobody: Promise<string> | undefined

/**
 * Whether a password fits a stored hash. Without a hash it works just as long on a made-up one, so that an answer's
 * time does not tell whether the account exists.
 */
export async function fits(stored: string | null, password: string) {
  nobody ??= hashPassword(randomBytes(16).toString('hex'))
  const fitted = await verify(stored ?? (await nobody), password.normalize('NFKC'))
  return stored !== null && fitted
}

export const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

/** A secret for a cookie or link, 256 bits; only its SHA-256 is stored. */
export function newToken() {
  const token = randomBytes(32).toString('base64url')
  return { token, tokenHash: sha256(token) }
}

/** So many unpredictable bytes. */
export const newSecret = (length: number) => Uint8Array.from(randomBytes(length))

/** An unpredictable integer from 0 up to, not including, `below`. */
export const random = (below: number) => randomInt(below)
