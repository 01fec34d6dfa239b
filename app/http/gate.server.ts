import type { NextFunction, Request, RequestHandler, Response } from 'express'
import type { PlainStatus } from './plain-page.server'
import { sendPlainPage } from './plain-page.server'
import { contextOf } from './request.server'

/** Forms and sheets are far smaller; files come as multipart, and the route that takes them sets its own limit. */
const BODY_LIMIT = 1024 * 1024

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])
const WRITING = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** Why a request does not get in. Asked in this order; the first that holds is the answer. */
const REFUSALS = [
  { status: 405, when: (req) => !READING.has(req.method) && !WRITING.has(req.method) },
  { status: 400, when: (req) => !isReadable(req) },
  { status: 403, when: (req) => WRITING.has(req.method) && !isSameOrigin(req) },
  { status: 411, when: (req) => req.get('transfer-encoding') !== undefined },
  { status: 413, when: (req) => !isMultipart(req) && Number(req.get('content-length') ?? 0) > BODY_LIMIT },
] as const satisfies readonly { status: PlainStatus; when: (req: Request) => boolean }[]

export const gate: RequestHandler = (req: Request, res: Response, next: NextFunction) => {
  const refusal = REFUSALS.find(({ when }) => when(req))
  if (refusal !== undefined) {
    if (refusal.status === 405) res.setHeader('Allow', [...READING, ...WRITING].join(', '))
    sendPlainPage(res, refusal.status, contextOf(res).requestId)
    return
  }
  // Remix compares Origin and Host again, knows less of proxies, and answers a mismatch with an empty 500.
  delete req.headers.origin
  next()
}

/**
 * Whether a browser sent this from a page of this site, or on its user's own doing. A page of another site can
 * make a browser send the visitor's cookie, but cannot make it lie in these three headers.
 */
function isSameOrigin(req: Request): boolean {
  const site = req.get('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  // Browsers before 2023, and all of them on plain http in a venue's network.
  const from = req.get('origin') ?? req.get('referer')
  if (from === undefined || !URL.canParse(from)) return false
  const { protocol, host } = new URL(from)
  const own = `${protocol}//${ownHost(req)}`
  return URL.canParse(own) && new URL(own).host === host
}

/** The name the visitor asked for. Forwarding headers were taken off already where there is no proxy to trust. */
const ownHost = (req: Request) => (req.get('x-forwarded-host') ?? req.get('host') ?? '').split(',')[0]!.trim()

/** Whether Remix, the router and PostgreSQL can all read the address; a browser makes no other. */
function isReadable(req: Request): boolean {
  const { originalUrl } = req
  if (!/^\/(?![/\\])/.test(originalUrl) || /%00/.test(originalUrl)) return false
  try {
    decodeURIComponent(req.path)
  } catch {
    return false
  }
  return URL.canParse(`http://${ownHost(req)}${originalUrl}`)
}

const isMultipart = (req: Request) => req.is('multipart/form-data') === 'multipart/form-data'
