import { spawn } from 'node:child_process'

/** Where this folder says what it does. The product's log fits, and so does a test's list of lines. */
export type Log = { info(line: string): void; warn(line: string): void }

/** The account a child of a root process runs as; undefined leaves it with our own. */
export type Account = { name: string; uid: number; gid: number } | undefined

/** Nothing of the caller's PGDATA, PGPORT, PGOPTIONS … reaches PostgreSQL; its messages are English, so that we can read them. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name))
  return { ...(Object.fromEntries(own) as NodeJS.ProcessEnv), LC_ALL: 'C', TZ: 'UTC' }
}

export const identity = (account: Account) => (account ? { uid: account.uid, gid: account.gid } : {})

/** Runs a program to its end. `code` is null when it could not be started or was killed. */
export function run(program: string, args: readonly string[], account?: Account, input = '') {
  return new Promise<{ code: number | null; output: string }>((resolve) => {
    const child = spawn(program, args, {
      ...identity(account),
      cwd: '/',
      env: cleanEnvironment(),
      windowsHide: true,
    })
    let output = ''
    const collect = (chunk: Buffer) => (output += chunk.toString())
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    // A program that could not be started, or ends without reading, is told by its code.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
    child.on('error', (error) => resolve({ code: null, output: error.message }))
    child.on('close', (code) => resolve({ code, output: output.trim() }))
  })
}

export const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
