import type { RequestHandler } from 'express'
import type { Log } from './log.server'

/**
 * Two questions a load balancer asks. `/healthz`: is the process up? `/readyz`: can it serve pages? Answered before
 * all else and never counted as visits.
 */
export function health(ready: () => Promise<readonly string[]>, log: Log): RequestHandler {
  const missing = onceASecond(ready)
  return (req, res, next) => {
    if ((req.method !== 'GET' && req.method !== 'HEAD') || !PATHS.has(req.path)) {
      next()
      return
    }
    log.debug({ path: req.path }, 'health')
    res.setHeader('Cache-Control', 'no-store')
    if (req.path === '/healthz') {
      res.json({ status: 'ok' })
      return
    }
    missing().then(
      (what) =>
        res
          .status(what.length === 0 ? 200 : 503)
          .json(what.length === 0 ? READY : { status: 'not ready', missing: what }),
      (error: unknown) => {
        log.error({ err: error }, 'readiness could not be asked')
        res.status(503).json({ status: 'not ready', missing: ['readiness could not be asked'] })
      },
    )
  }
}

const PATHS = new Set(['/healthz', '/readyz'])
const READY = { status: 'ready' }

/** Anybody may ask, so the database is not asked each time. */
function onceASecond<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked = -Infinity
  let answer: Promise<T> | undefined
  return () => {
    if (answer === undefined || performance.now() - asked > 1000) {
      asked = performance.now()
      answer = ask()
    }
    return answer
  }
}
