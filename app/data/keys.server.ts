import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { varDir } from './files.server'
import { readOrMakeSecret } from './secret-file.server'

/** The installation's Ed25519 key as 32 bytes each: what signs, and what everybody may check with. */
export type SigningKey = { readonly secret: Uint8Array; readonly public: Uint8Array }

const fromBase64 = (text: string | undefined) => Uint8Array.from(Buffer.from(text ?? '', 'base64url'))

const known = new Map<string, Promise<SigningKey>>()

/**
 * The key that signs results, made when first asked for. It lies in `keys` beside the database and never in it, so
 * that whoever can write to the database cannot sign.
 */
export function signingKey(): Promise<SigningKey> {
  const asked = known.get(varDir()) ?? readOrMake()
  known.set(varDir(), asked)
  asked.catch(() => known.delete(varDir()))
  return asked
}

async function readOrMake(): Promise<SigningKey> {
  const pem = await readOrMakeSecret('results.pem', () =>
    generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  )
  const { d, x } = createPrivateKey(pem).export({ format: 'jwk' })
  return { secret: fromBase64(d), public: fromBase64(x) }
}
