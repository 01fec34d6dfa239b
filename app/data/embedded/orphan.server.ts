import { readdir, readFile, readlink, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Log, pause, run } from './child.server'

/**
 * Ends a PostgreSQL that an earlier, killed run of ours left on this data directory, and removes a pid file whose
 * number now belongs to some other program. The caller holds the cluster, so nobody alive needs that server.
 */
export async function clearOrphan(data: string, log: Log) {
  const recorded = await recordedPid(data)
  const others = await serversOn(data)
  if (recorded !== undefined && !others.includes(recorded)) {
    const kind = await kindOf(recorded, data)
    if (kind === 'unclear')
      throw new Error(
        `${join(data, 'postmaster.pid')} names process ${recorded}, a PostgreSQL whose data directory cannot be told. ` +
          'Stop that server, or remove the file if it serves other data.',
      )
    if (kind === 'ours') others.push(recorded)
  }
  for (const pid of others) {
    log.warn(`An earlier run left PostgreSQL (process ${pid}) behind; stopping it`)
    await end(pid, pid === recorded)
  }
  const remaining = await recordedPid(data)
  if (remaining !== undefined && exists(remaining) && (await kindOf(remaining, data)) === 'foreign') {
    log.warn(`Removed a stale postmaster.pid: process ${remaining} is not this database`)
    await rm(join(data, 'postmaster.pid'), { force: true })
  }
}

async function recordedPid(data: string) {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  return pid > 1 ? pid : undefined
}

/** SIGINT asks the postmaster for a fast shutdown. SIGQUIT, also for processes that lost their postmaster, is a crash the log recovers from. */
async function end(pid: number, postmaster: boolean) {
  if (process.platform === 'win32') await run('taskkill', ['/pid', String(pid), '/t', '/f'])
  else signal(pid, postmaster ? 'SIGINT' : 'SIGQUIT')
  if (await isGone(pid, 60_000)) return
  signal(pid, 'SIGQUIT')
  if (!(await isGone(pid, 30_000)))
    throw new Error(`The PostgreSQL of an earlier run (process ${pid}) does not stop`)
}

function signal(pid: number, name: NodeJS.Signals) {
  try {
    process.kill(pid, name)
  } catch {
    // Gone in the meantime.
  }
}

async function isGone(pid: number, milliseconds: number) {
  const until = Date.now() + milliseconds
  while (await isAlive(pid)) {
    if (Date.now() > until) return false
    await pause(50)
  }
  return true
}

/** Whether the system knows the number. A zombie counts: PostgreSQL refuses a pid file that names one. */
function exists(pid: number) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A zombie is dead; in a container nobody may come to bury it. */
async function isAlive(pid: number) {
  if (!exists(pid)) return false
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return !/^\d+ \(.*\) Z /s.test(stat)
}

/** Every PostgreSQL process that works in `data`, told by its working directory; only Linux shows it. */
async function serversOn(data: string) {
  const pids = await readdir('/proc').catch(() => [])
  const working: { pid: number; parent: number }[] = []
  for (const pid of pids.filter((name) => /^\d+$/.test(name))) {
    const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => undefined)
    const stat = cwd === data ? await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '') : ''
    const [, name, parent] = /^\d+ \((.*)\) \S (\d+)/s.exec(stat) ?? []
    if (name === 'postgres') working.push({ pid: Number(pid), parent: Number(parent) })
  }
  // Children end with their postmaster.
  return working.filter(({ parent }) => !working.some(({ pid }) => pid === parent)).map(({ pid }) => pid)
}

/** Whether a process is the postmaster of `data`, told by its command line: in a container even root may see no more of it. */
async function kindOf(pid: number, data: string): Promise<'ours' | 'foreign' | 'unclear'> {
  const command = (await commandLine(pid)).replaceAll('"', '')
  const [program = '', directory] = command.split(' -D ')
  if (!/(^|[\\/])postgres(\.exe)?( |$)/.test(program)) return 'foreign'
  if (directory === undefined) return 'unclear'
  return `${directory} `.startsWith(`${data} `) ? 'ours' : 'foreign'
}

async function commandLine(pid: number) {
  if (process.platform === 'linux')
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ')
  const query = `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`
  const answer =
    process.platform === 'win32'
      ? await run('powershell', ['-NoProfile', '-Command', query])
      : await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)])
  return answer.output
}
