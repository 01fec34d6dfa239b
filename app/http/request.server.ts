import type { AppLoadContext } from '@remix-run/server-runtime'
import type { Request, RequestHandler, Response } from 'express'
import { randomBytes } from 'node:crypto'
import type {} from './context.server'
import { pathForLog, type Log } from './log.server'

const CONTEXT = 'context'
const FOR_PAGE = 'forPage'

/** What is known of the request at hand, from its first middleware on. */
export const contextOf = (res: Response) => res.locals[CONTEXT] as AppLoadContext

/** Gives a request its id and nonce, and writes its one line in the log when it is over. */
export function openRequest(log: Log, { proxies }: { proxies: number }): RequestHandler {
  return (req, res, next) => {
    if (proxies === 0) forgetForwarding(req)
    const began = performance.now()
    const requestId = (proxies > 0 && idFromProxy(req)) || randomBytes(6).toString('hex')
    const ofRequest = log.child({ id: requestId })
    res.setHeader('X-Request-Id', requestId)
    res.locals[CONTEXT] = {
      nonce: randomBytes(16).toString('base64'),
      requestId,
      log: ofRequest,
      secure: req.secure,
      address: req.ip ?? '',
    } satisfies AppLoadContext
    const { method } = req
    const path = pathForLog(req.path)
    res.once('close', () => {
      const status = res.headersSent ? res.statusCode : CLIENT_LEFT
      const ms = Math.round(performance.now() - began)
      ofRequest[levelFor(res, status)]({ method, path, status, ms }, 'request')
    })
    next()
  }
}

/** nginx's number for a visitor who went away before the answer began. */
const CLIENT_LEFT = 499

/** Files are many and say little; what they lack is worth a line, and every page is. */
function levelFor(res: Response, status: number) {
  if (status >= 500) return 'error'
  return status >= 400 || res.locals[FOR_PAGE] === true ? 'info' : 'debug'
}

/** Stands behind the files of the browser's part: what comes here is for a page. */
export const forPage: RequestHandler = (_req, res, next) => {
  res.locals[FOR_PAGE] = true
  next()
}

/** Without a proxy these come from the visitor, who could choose the site's own name with them. */
function forgetForwarding(req: Request) {
  const own = Object.entries(req.headers).filter(([name]) => !name.startsWith('x-forwarded-'))
  req.headers = Object.fromEntries(own)
}

const idFromProxy = (req: Request) => /^[\w-]{8,64}$/.exec(req.get('x-request-id') ?? '')?.[0]
