import type { ServerBuild } from '@remix-run/server-runtime'
import { createServer } from 'node:http'
import { createApp } from '~/http/app.server'
import { createLog } from '~/http/log.server'
import { openData, openEnv, openServer, printSetupLink, run } from './serving'

/** Serves the product from its sources; a saved file shows in the browser at once. */
await run(async (opened) => {
  const env = openEnv((given) => ({ ...given, NODE_ENV: 'development' }))
  const log = createLog({ level: env.LOG_LEVEL, style: 'short' })
  const ready = await openData(opened, env, log)
  const server = createServer()
  const { createServer: createVite } = await import('vite')
  const vite = await opened.keep(
    createVite({ server: { middlewareMode: true, hmr: { server } } }),
    (running) => running.close(),
  )
  const build = () =>
    vite.ssrLoadModule('virtual:remix/server-build') as Promise<unknown> as Promise<ServerBuild>
  server.on('request', createApp({ build, client: vite.middlewares, env, log, ready }))
  const origin = await openServer(opened, server, env, log)
  await printSetupLink(origin)
})
