import { createLog } from '~/http/log.server'
import { openData, openEnv, runOnce } from './serving'

// npm run keys:rotate: puts a new key in use for personal data and seals everything under it.

await runOnce(async (opened) => {
  const env = openEnv()
  await openData(opened, env, createLog({ level: 'warn', style: 'json' }))
  const { rotateKeys } = await import('~/services/resealing.server')
  const { key, sealed } = await rotateKeys()
  process.stdout.write(
    `Key ${key} is in use; ${sealed} numbers were sealed anew. The key before it is kept until the next rotation: ` +
      `run this again to forget it.\n`,
  )
})
