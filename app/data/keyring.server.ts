import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { readOrMakeSecret, replaceSecret } from './secret-file.server'

const FILE = 'personal.json'
const Key = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** The keys that close personal data: `seal` names the one in use, older ones still open what they closed. */
const KeyRing = z.strictObject({ seal: z.string(), keys: z.record(z.string(), Key), hash: Key })
type KeyRing = z.output<typeof KeyRing>

const newKey = () => randomBytes(32).toString('base64url')
const bytes = (text: string) => Buffer.from(text, 'base64url')

async function readRing(): Promise<KeyRing> {
  const made = () => JSON.stringify({ seal: '1', keys: { 1: newKey() }, hash: newKey() } satisfies KeyRing)
  return KeyRing.parse(JSON.parse(await readOrMakeSecret(FILE, made)))
}

/** A text that is no seal, or one that was changed, or whose key is gone. */
export class CannotUnseal extends Error {
  override readonly name = 'CannotUnseal'
}

/** Closes a text (AES-256-GCM): the key's number, a fresh nonce, the closed bytes with their tag. Never twice the same. */
export async function seal(text: string): Promise<string> {
  const ring = await readRing()
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', bytes(ring.keys[ring.seal]!), nonce)
  const closed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return [ring.seal, nonce.toString('base64url'), closed.toString('base64url')].join('.')
}

/** Opens what {@link seal} closed, under whichever key of the ring. Refuses anything that was changed. */
export async function unseal(sealed: string): Promise<string> {
  const [name = '', nonce = '', closed = ''] = sealed.split('.')
  const key = (await readRing()).keys[name]
  if (key === undefined) throw new CannotUnseal('No key of the ring closed this.')
  const all = bytes(closed)
  try {
    const decipher = createDecipheriv('aes-256-gcm', bytes(key), bytes(nonce), { authTagLength: 16 })
    decipher.setAuthTag(all.subarray(-16))
    return Buffer.concat([decipher.update(all.subarray(0, -16)), decipher.final()]).toString('utf8')
  } catch (cause) {
    throw new CannotUnseal('This is not what was sealed.', { cause })
  }
}

/**
 * Tells whether two texts are the same without keeping either (HMAC-SHA256). Without the key nobody can try all identity
 * numbers against it.
 */
export async function keyedHash(text: string): Promise<string> {
  return createHmac('sha256', bytes((await readRing()).hash))
    .update(text)
    .digest('base64url')
}

/** Puts a new sealing key in use. Older ones stay until {@link dropOldKeys}. */
export async function addKey() {
  const ring = await readRing()
  const name = String(Math.max(...Object.keys(ring.keys).map(Number)) + 1)
  await replaceSecret(FILE, JSON.stringify({ ...ring, seal: name, keys: { ...ring.keys, [name]: newKey() } }))
  return name
}

/** Forgets every key but the one in use: what they closed and nobody sealed anew can never be read again. */
export async function dropOldKeys() {
  const ring = await readRing()
  await replaceSecret(FILE, JSON.stringify({ ...ring, keys: { [ring.seal]: ring.keys[ring.seal]! } }))
}

/** The number of the key in use, with which its seals begin. */
export const currentKey = async () => (await readRing()).seal
