import { createHash } from 'node:crypto'
import { readFile, readlink, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Log, pause } from './child.server'
import { giveToOwner } from './home.server'

/** What the process that uses a cluster tells others; the port is there once its server is ready. */
export type Holder = { pid: number; port?: number }

export type Hold = { tell(port: number): void; release(): Promise<void> }

/** Another living process uses the cluster. */
export class InUse extends Error {
  constructor(
    readonly home: string,
    readonly holder: Holder,
    where = 'process',
  ) {
    super(
      `The database in ${home} is in use by another running server (${where} ${holder.pid}). ` +
        'Stop that one first, or give this one another folder.',
    )
  }
}

const BEAT = 3000

/**
 * Keeps a cluster for this process until `release`, or until the process dies, however it dies: the operating
 * system closes the listening socket. (A file with a process number would outlive us and, once the number is used
 * again, lie.) The name of the socket is not seen from another container on the same volume; for that case a file
 * is touched every few seconds, and whoever finds one from elsewhere watches whether it still moves.
 */
export async function hold(home: string, log: Log): Promise<Hold> {
  const beatFile = join(home, 'in-use.json')
  const here = await thisMachine()
  let holder: Holder = { pid: process.pid }

  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.end(JSON.stringify(holder))
  })
  await listen(server, home)
  server.unref()
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))

  try {
    await watchElsewhere(beatFile, home, here, log)
    await writeFile(beatFile, JSON.stringify({ ...holder, machine: here }))
    await giveToOwner(beatFile)
  } catch (error) {
    await close()
    throw error
  }
  const beat = setInterval(() => {
    const now = new Date()
    utimes(beatFile, now, now).catch(() => undefined)
  }, BEAT).unref()

  return {
    tell: (port) => (holder = { ...holder, port }),
    async release() {
      clearInterval(beat)
      await rm(beatFile, { force: true })
      await close()
    },
  }
}

/** Who holds the cluster on this machine, if anybody. */
export function holderOf(home: string) {
  return new Promise<Holder | undefined>((resolve) => {
    const socket = connect(addressOf(home))
    let answer = ''
    socket.setTimeout(5000, () => socket.destroy())
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(answer === '' ? undefined : (JSON.parse(answer) as Holder)))
  })
}

async function listen(server: ReturnType<typeof createServer>, home: string) {
  // A holder may die between our two questions; then the next try succeeds.
  for (let tries = 0; tries < 3; tries++) {
    const free = await new Promise<boolean>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
      )
      server.listen(addressOf(home), () => resolve(true))
    })
    if (free) return
    const holder = await holderOf(home)
    if (holder) throw new InUse(home, holder)
    // Only where the socket is a file (macOS) does it outlive its process.
    if (process.platform !== 'linux' && process.platform !== 'win32')
      await rm(addressOf(home), { force: true })
  }
  throw new InUse(home, { pid: (await readBeat(join(home, 'in-use.json')))?.pid ?? 0 })
}

function addressOf(home: string) {
  const name = `gongping-${createHash('sha256').update(home).digest('hex').slice(0, 24)}`
  if (process.platform === 'linux') return `\0${name}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`)
}

async function watchElsewhere(file: string, home: string, here: string, log: Log) {
  const seen = await readBeat(file)
  if (seen === undefined || seen.machine === here || Date.now() - seen.touched > 20 * BEAT) return
  log.warn(
    `${home} was in use on another machine or container (process ${seen.pid}) a moment ago; watching whether it still is`,
  )
  for (let waited = 0; waited < 4 * BEAT; waited += BEAT / 3) {
    await pause(BEAT / 3)
    const now = await readBeat(file)
    if (now !== undefined && now.touched !== seen.touched)
      throw new InUse(home, seen, 'on another machine or container, process')
  }
}

async function readBeat(file: string) {
  try {
    const { pid, machine } = JSON.parse(await readFile(file, 'utf8')) as { pid: number; machine: string }
    return { pid, machine, touched: (await stat(file)).mtimeMs }
  } catch {
    return undefined
  }
}

/** One name for everything that sees the same sockets: this boot of this machine or container. */
async function thisMachine() {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
  const network = await readlink('/proc/self/ns/net').catch(() => '')
  return [hostname(), boot.trim(), network].join(' ')
}
