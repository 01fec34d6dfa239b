import { db } from '~/data/db.server'
import { addKey, currentKey, dropOldKeys, seal, unseal } from '~/data/keyring.server'
import { replaceSeal, sealedUnderOtherKeys } from '~/data/participants.server'
import { replaceSecretSeal, secretsUnderOtherKeys } from '~/data/second-factors.server'

const AT_A_TIME = 200

type Source = {
  readonly list: (current: string) => Promise<readonly { readonly id: string; readonly sealed: string }[]>
  readonly replace: (id: string, old: string, sealed: string) => Promise<void>
}

/** Everything that is sealed: a new kind of secret is a row here. */
const SOURCES: readonly Source[] = [
  {
    list: (current) => sealedUnderOtherKeys(db(), current, AT_A_TIME),
    replace: (id, old, sealed) => replaceSeal(db(), id, old, sealed),
  },
  {
    list: (current) => secretsUnderOtherKeys(db(), current, AT_A_TIME),
    replace: (id, old, sealed) => replaceSecretSeal(db(), id, old, sealed),
  },
]

/** Seals anew whatever is not under the key in use. Safe beside the running product, and to begin again after a stop. */
async function resealAll(current: string) {
  let count = 0
  for (const { list, replace } of SOURCES) {
    for (;;) {
      const rows = await list(current)
      if (rows.length === 0) break
      for (const { id, sealed } of rows) await replace(id, sealed, await seal(await unseal(sealed)))
      count += rows.length
    }
  }
  return count
}

/**
 * Puts a new key in use and seals everything under it. The key before it stays in the ring until the next rotation, for
 * what a request that was under way still sealed with it; older ones are forgotten.
 */
export async function rotateKeys() {
  await resealAll(await currentKey())
  await dropOldKeys()
  const key = await addKey()
  return { key, sealed: await resealAll(key) }
}
