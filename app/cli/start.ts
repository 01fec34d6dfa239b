import { createServer } from 'node:http'
import { builtClient, createApp } from '~/http/app.server'
import { createLog } from '~/http/log.server'
import {
  openBuild,
  openData,
  openDelivery,
  openEnv,
  openServer,
  openSetup,
  printSetupLink,
  run,
} from './serving'

/** Serves the product: the environment says how, `npm run build` made the pages. */
await run(async (opened) => {
  const env = openEnv()
  const log = createLog({ level: env.LOG_LEVEL, style: 'json' })
  const build = await openBuild()
  const ready = await openData(opened, env, log)
  const setup = await openSetup()
  await openDelivery(opened, env, log)
  const app = createApp({ build, client: builtClient(build), env, log, ready })
  const origin = await openServer(opened, createServer(app), env, log)
  printSetupLink(origin, setup)
})
