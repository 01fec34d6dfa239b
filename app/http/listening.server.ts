import type { Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const MAX_PORT = 65_535

/**
 * Listens on the wished port, or on the next free one after it. Port 0 lets the system choose.
 * @returns the port that was free.
 */
export async function listen(
  server: Server,
  { host, port }: { host: string; port: number },
): Promise<number> {
  for (let candidate = port; candidate <= MAX_PORT; candidate++) {
    if (await isTaken(server, host, candidate)) continue
    return (server.address() as AddressInfo).port
  }
  throw new Error(`no free port from ${port} on`)
}

/** Tries to listen; true if another program has the port. */
const isTaken = (server: Server, host: string, port: number) =>
  new Promise<boolean>((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      server.off('listening', listening)
      if (error.code === 'EADDRINUSE') resolve(true)
      else reject(error)
    }
    const listening = () => {
      server.off('error', failed)
      resolve(false)
    }
    server.once('error', failed).once('listening', listening).listen(port, host)
  })

/**
 * Watches a server so that it can be closed kindly.
 * @returns closes it: nobody new comes in, who is inside is served to the end or to the limit, streams of events are
 * cut at once, for their browsers come back by themselves.
 */
export function closable(server: Server): (limit: number) => Promise<void> {
  const answers = new Set<ServerResponse>()
  let closing = false
  server.on('request', (_req, res) => {
    answers.add(res)
    res.once('close', () => {
      answers.delete(res)
      // The connection counts as idle only when this event is over.
      if (closing) setImmediate(() => server.closeIdleConnections())
    })
  })
  return async (limit) => {
    closing = true
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const answer of answers) if (isEventStream(answer)) answer.destroy()
    const timer = setTimeout(() => server.closeAllConnections(), limit)
    await closed
    clearTimeout(timer)
  }
}

/** Neither to be held back by a compressor nor waited for when the server closes. */
export const isEventStream = (res: ServerResponse) =>
  String(res.getHeader('Content-Type')).startsWith('text/event-stream')
