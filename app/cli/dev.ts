import type { ServerBuild } from '@remix-run/server-runtime'
import { createServer } from 'node:http'
import { createApp } from '~/http/app.server'
import { createLog } from '~/http/log.server'
import { openData, openDelivery, openEnv, openServer, openSetup, printSetupLink, run } from './serving'

/**
 * Vite prepares libraries for the browser as it meets them, and reloads the page for each one it meets late. It meets
 * the servers' libraries too, before Remix takes them out of the browser's part, and cannot prepare those.
 */
const LIBRARIES = {
  include: ['@conform-to/react', '@conform-to/zod/v4', 'i18next', 'lucide-react', 'react-i18next', 'zod'],
  exclude: ['@node-rs/argon2', '@prisma/adapter-pg', '@prisma/client', '@remix-run/node', 'pg', 'pino'],
}

/** Serves the product from its sources; a saved file shows in the browser at once. */
await run(async (opened) => {
  const env = openEnv((given) => ({ ...given, NODE_ENV: 'development' }))
  const log = createLog({ level: env.LOG_LEVEL, style: 'short' })
  const ready = await openData(opened, env, log)
  const setup = await openSetup()
  await openDelivery(opened, env, log)
  const server = createServer()
  const { createServer: createVite } = await import('vite')
  const vite = await opened.keep(
    createVite({ optimizeDeps: LIBRARIES, server: { middlewareMode: true, hmr: { server } } }),
    (running) => running.close(),
  )
  const build = () =>
    vite.ssrLoadModule('virtual:remix/server-build') as Promise<unknown> as Promise<ServerBuild>
  server.on('request', createApp({ build, client: vite.middlewares, env, log, ready }))
  const origin = await openServer(opened, server, env, log)
  printSetupLink(origin, setup)
})
