import type { LoaderFunctionArgs, ServerBuild } from '@remix-run/server-runtime'
import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type Server,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp } from '~/http/app.server'
import { createLog } from '~/http/log.server'

type Route = (args: LoaderFunctionArgs) => unknown

/** A Remix build of resource routes, and a document that shows the request's nonce. */
function fakeBuild(routes: Record<string, Route>): ServerBuild {
  const route = (path: string, answer: Route) => ({
    id: path,
    path,
    module: { default: undefined, loader: answer, action: answer },
  })
  const paths = Object.entries(routes).map(([path, answer]) => [path, route(path, answer)] as const)
  return {
    mode: 'production',
    entry: {
      module: {
        default: (_request, status, headers, _entry, { nonce, requestId, secure }) => {
          headers.set('Content-Type', 'text/html')
          return new Response(JSON.stringify({ nonce, requestId, secure }), { status, headers })
        },
      },
    },
    routes: {
      root: { id: 'root', path: '', index: true, module: { default: () => null } },
      ...Object.fromEntries(paths),
    },
    assets: { version: '1', url: '', entry: { module: '', imports: [] }, routes: {} },
    publicPath: '/',
    assetsBuildDirectory: '',
    future: { v3_singleFetch: true } as ServerBuild['future'],
    isSpaMode: false,
  }
}

interface Options {
  proxies?: number
  mode?: 'production' | 'development'
  ready?: () => Promise<readonly string[]>
  routes?: Record<string, Route>
}

/** The product's own server around made-up routes. */
export function fakeSite({
  proxies = 0,
  mode = 'production',
  ready = () => Promise.resolve([]),
  routes = {},
}: Options = {}) {
  return createServer(
    createApp({
      build: fakeBuild(routes),
      client: (_req, _res, next) => next(),
      env: { NODE_ENV: mode, TRUST_PROXY: proxies },
      log: createLog({ level: 'silent', style: 'json' }),
      ready,
    }),
  )
}

export const portOf = (server: Server) => (server.address() as AddressInfo).port

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

/** Asks without a browser's manners: any header, any path, exactly as written. */
export function ask(
  server: Server,
  {
    method = 'GET',
    path = '/',
    headers = {},
    body = '',
  }: { method?: string; path?: string; headers?: OutgoingHttpHeaders; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ port: portOf(server), host: '127.0.0.1', method, path, headers }, (res) => {
      let text = ''
      res.setEncoding('utf8')
      res.on('data', (chunk: string) => (text += chunk))
      res.on('end', () => resolve({ status: res.statusCode!, headers: res.headers, body: text }))
      res.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(body)
  })
}
