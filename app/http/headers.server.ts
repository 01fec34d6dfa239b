import type { NextFunction, Request, RequestHandler, Response } from 'express'
import helmet from 'helmet'
import { contextOf } from './request.server'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Everything a browser is told about what a page may do. */
export function securityHeaders({ development }: { development: boolean }): RequestHandler[] {
  const nonce = (_req: unknown, res: unknown) => `'nonce-${contextOf(res as Response).nonce}'`
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'", nonce],
          // Vite brings style sheets into the page as <style> elements, and new modules over a WebSocket.
          styleSrc: development ? ["'self'", "'unsafe-inline'"] : ["'self'"],
          connectSrc: development ? ["'self'", 'ws:'] : ["'self'"],
          imgSrc: ["'self'", 'data:', 'blob:'],
          fontSrc: ["'self'"],
          workerSrc: ["'self'"],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
        },
      },
      // One-time links carry a token in the address: no other site may learn it. Not `no-referrer`, which would
      // make browsers send `Origin: null` with the site's own forms.
      referrerPolicy: { policy: 'same-origin' },
      xFrameOptions: { action: 'deny' },
      // These three depend on how the visitor came.
      strictTransportSecurity: false,
      crossOriginOpenerPolicy: false,
      originAgentCluster: false,
    }),
    permissionsPolicy,
    byTransport,
  ]
}

/** The camera reads QR codes at the desk; a judge's tablet keeps its screen on. */
function permissionsPolicy(_req: Request, res: Response, next: NextFunction) {
  const used = ['camera=(self)', 'fullscreen=(self)', 'screen-wake-lock=(self)']
  const unused = ['microphone', 'geolocation', 'payment', 'usb', 'serial', 'display-capture']
  res.setHeader('Permissions-Policy', [...used, ...unused.map((feature) => `${feature}=()`)].join(', '))
  next()
}

/** Over plain http in a venue's network, browsers ignore these headers and complain in the console. */
function byTransport(req: Request, res: Response, next: NextFunction) {
  if (req.secure) res.setHeader('Strict-Transport-Security', 'max-age=31536000')
  if (req.secure || LOOPBACK.has(req.hostname)) {
    res.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
    res.setHeader('Origin-Agent-Cluster', '?1')
  }
  next()
}

/** Pages and data are never kept by a browser or proxy, unless the route says otherwise itself. */
export function notKept(_req: Request, res: Response, next: NextFunction) {
  // Set at the last moment: the adapter appends a route's headers, so a value set now would be sent beside its own.
  const writeHead = res.writeHead.bind(res)
  res.writeHead = (...args: unknown[]) => {
    if (!res.hasHeader('Cache-Control')) res.setHeader('Cache-Control', 'no-store')
    return writeHead(...(args as Parameters<typeof writeHead>))
  }
  next()
}
