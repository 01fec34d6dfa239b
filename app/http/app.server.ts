import { createRequestHandler } from '@remix-run/express'
import type { ServerBuild } from '@remix-run/server-runtime'
import compression from 'compression'
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import { join } from 'node:path'
import type { Env } from './env.server'
import { gate } from './gate.server'
import { notKept, securityHeaders } from './headers.server'
import { health } from './health.server'
import { isEventStream } from './listening.server'
import type { Log } from './log.server'
import { sendPlainPage } from './plain-page.server'
import { contextOf, forPage, openRequest } from './request.server'

interface Site {
  readonly build: ServerBuild | (() => Promise<ServerBuild>)
  /** What serves the browser's part: the files of a build, or Vite in development. */
  readonly client: RequestHandler
}

interface Surroundings {
  readonly env: Pick<Env, 'NODE_ENV' | 'TRUST_PROXY'>
  readonly log: Log
  /** What is missing before pages can be served; nothing means ready. Never holds an address or a password. */
  readonly ready: () => Promise<readonly string[]>
}

/** The whole server: what stands between a connection and a Remix route, in the order in which it is met. */
export function createApp({ build, client, env, log, ready }: Site & Surroundings): Express {
  const remix = createRequestHandler({
    build,
    mode: env.NODE_ENV,
    getLoadContext: (_req, res) => contextOf(res),
  })
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', env.TRUST_PROXY)
  app.use(health(ready, log))
  app.use(openRequest(log, { proxies: env.TRUST_PROXY }))
  app.use(securityHeaders({ development: env.NODE_ENV === 'development' }), notKept)
  app.use(gate)
  app.use(compression({ filter: (req, res) => !isEventStream(res) && compression.filter(req, res) }))
  app.use(client, forPage)
  app.use((req, res, next) => void remix(req, res, next))
  app.use(fault)
  return app
}

/** The files of a build. Names under /assets hold a hash of their content, so they never change. */
export function builtClient(build: Pick<ServerBuild, 'assetsBuildDirectory'>): RequestHandler {
  const folder = build.assetsBuildDirectory
  const files = { index: false, redirect: false } as const
  const client = express.Router()
  client.use('/assets', express.static(join(folder, 'assets'), { ...files, immutable: true, maxAge: '1y' }))
  client.use('/assets', (_req, res) => sendPlainPage(res, 404, contextOf(res).requestId))
  client.use(express.static(folder, { ...files, maxAge: '1h' }))
  return client
}

/** Remix answers for faults in routes; what comes here is a fault around it. */
const fault: ErrorRequestHandler = (error: unknown, _req, res, _next) => {
  const { log, requestId } = contextOf(res)
  log.error({ err: error }, 'the request failed')
  if (res.headersSent) res.destroy()
  else sendPlainPage(res, 500, requestId)
}
