import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { varDir } from './files.server'

/** The installation's Ed25519 key as 32 bytes each: what signs, and what everybody may check with. */
export type SigningKey = { readonly secret: Uint8Array; readonly public: Uint8Array }

const fromBase64 = (text: string | undefined) => Uint8Array.from(Buffer.from(text ?? '', 'base64url'))

const known = new Map<string, Promise<SigningKey>>()

/**
 * The key that signs results, made when first asked for. It lies in `keys` beside the database and never in it, so
 * that whoever can write to the database cannot sign.
 */
export function signingKey(): Promise<SigningKey> {
  const file = join(varDir(), 'keys', 'results.pem')
  const asked = known.get(file) ?? readOrMake(file)
  known.set(file, asked)
  asked.catch(() => known.delete(file))
  return asked
}

async function readOrMake(file: string): Promise<SigningKey> {
  const pem = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  })
  const { d, x } = createPrivateKey(pem ?? (await make(file))).export({ format: 'jwk' })
  return { secret: fromBase64(d), public: fromBase64(x) }
}

/** Written aside and then linked: two servers that start together end with one key, and none is ever half there. */
async function make(file: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('ed25519')
  const aside = `${file}.${process.pid}`
  await mkdir(join(file, '..'), { recursive: true, mode: 0o700 })
  await writeFile(aside, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 })
  await link(aside, file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  })
  await unlink(aside)
  return readFile(file, 'utf8')
}
