import { db } from '~/data/db.server'
import { addKey, currentKey, dropOldKeys, seal, unseal } from '~/data/keyring.server'
import { replaceSeal, sealedUnderOtherKeys } from '~/data/participants.server'

const AT_A_TIME = 200

/** Seals anew whatever is not under the key in use. Safe beside the running product, and to begin again after a stop. */
async function resealAll(current: string) {
  let sealed = 0
  for (;;) {
    const rows = await sealedUnderOtherKeys(db(), current, AT_A_TIME)
    if (rows.length === 0) return sealed
    for (const { id, documentSealed } of rows) {
      await replaceSeal(db(), id, documentSealed!, await seal(await unseal(documentSealed!)))
    }
    sealed += rows.length
  }
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
