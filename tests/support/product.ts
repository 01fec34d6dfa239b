import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { temporaryFolder } from './cluster'

export interface Product {
  readonly url: string
  readonly pid: number
  /** All it has written so far, log and messages. */
  output(): string
  /** Ends it as a service manager would. @returns its exit code. */
  stop(): Promise<number | null>
  /** Resolves when it has ended, by itself or not. */
  readonly ended: Promise<number | null>
}

interface Options {
  readonly databaseUrl?: string
  readonly ownerUrl?: string
  /** 0, a free one, unless the test is about ports. */
  readonly port?: number
  readonly env?: Readonly<Record<string, string>>
}

/** What a developer's own `.env` or shell says must not reach the product under test. */
const UNSET = {
  PUBLIC_URL: '',
  TRUST_PROXY: '',
  LOG_LEVEL: '',
  HOST: '',
  DATABASE_URL: '',
  DATABASE_OWNER_URL: '',
  SMTP_URL: '',
  MAIL_FROM: '',
  SMS_WEBHOOK_URL: '',
  SMS_WEBHOOK_SECRET: '',
  IDLE_STAFF_MINUTES: '',
  IDLE_MINUTES: '',
}

/** The log line that says where; it is written when the database is open and migrated. */
const LISTENING = /^\{.*"msg":"listening".*\}$/m

/** Runs the built product as a process of its own, on this machine only. @returns when it answers. */
export async function startProduct({ databaseUrl, ownerUrl, port = 0, env = {} }: Options): Promise<Product> {
  const varDir = await temporaryFolder()
  const child = spawn(process.execPath, ['--import', 'tsx', 'app/cli/start.ts'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...UNSET,
      NODE_ENV: 'production',
      VAR_DIR: varDir,
      PORT: String(port),
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
      ...(ownerUrl === undefined ? {} : { DATABASE_OWNER_URL: ownerUrl }),
      ...env,
    },
  })
  let output = ''
  const address = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
        const line = LISTENING.exec(output)?.[0]
        if (line !== undefined) resolve((JSON.parse(line) as { url: string }).url)
      })
    }
  })
  // Should the test's own process end first, this one must not stay.
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const ended = once(child, 'close').then(async ([code]) => {
    process.off('exit', kill)
    await rm(varDir, { recursive: true, force: true })
    return code as number | null
  })

  const url = await Promise.race([
    address,
    ended.then((code) => {
      throw new Error(`The product ended with code ${String(code)}:\n${output}`)
    }),
  ])
  const { status } = await fetch(`${url}/readyz`)
  if (status !== 200)
    throw new Error(`The product listens at ${url} and is not ready (${status}):\n${output}`)
  return {
    url,
    pid: child.pid!,
    output: () => output,
    ended,
    stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}
