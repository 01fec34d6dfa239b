import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { query } from './cluster'

// ---------------------------------------------------------------- the build

/** A route as the real build holds it. */
export interface BuiltRoute {
  readonly id: string
  readonly loader: boolean
  readonly action: boolean
  readonly page: boolean
}

const LIST = `
  const { routes } = await import('./build/server/index.js')
  const list = Object.values(routes).map(({ id, module: { loader, action, default: page } }) =>
    ({ id, loader: Boolean(loader), action: Boolean(action), page: Boolean(page) }))
  process.stdout.write(JSON.stringify(list))
  process.exit(0)`

/** The routes of the build, read by a process of its own: Vitest would transform the build first. */
export async function builtRoutes(): Promise<BuiltRoute[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', LIST])
  return JSON.parse(stdout) as BuiltRoute[]
}

// ---------------------------------------------------------------- asking

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** The path that a redirect leads to, with its query; null for any other answer. */
  readonly to: string | null
  readonly body: string
}

interface Asked {
  /** The value of a session's cookie; nothing asks as a visitor. */
  readonly session?: string | undefined
  /** What a form sends; nothing asks by GET. */
  readonly form?: Readonly<Record<string, string>> | undefined
  readonly headers?: Readonly<Record<string, string>>
}

/** Asks the site as a browser on one of its pages would, and does not follow redirects. */
export async function ask(site: string, path: string, { session, form, headers = {} }: Asked = {}) {
  const answer = await fetch(site + path, {
    redirect: 'manual',
    method: form === undefined ? 'GET' : 'POST',
    ...(form && { body: new URLSearchParams(form) }),
    headers: {
      ...(session !== undefined && { Cookie: `session=${session}` }),
      ...(form && { Origin: site }),
      ...headers,
    },
  })
  const body = await answer.text()
  const told = answer.headers.get('Location') ?? redirectIn(answer, body)
  const to = told === null ? null : new URL(told, site)
  return {
    status: answer.status,
    headers: answer.headers,
    to: to && (to.origin === site ? to.pathname + to.search : to.href),
    body,
  } satisfies Answer
}

/** Remix tells its own script of a redirect in the body of a 202, so that fetch does not follow it. */
const redirectIn = ({ status }: Response, body: string) =>
  status === 202 ? (/"redirect","([^"]*)"/.exec(body)?.[1] ?? null) : null

/** The address at which Remix's script gets what the loaders of a page return, or sends a form. */
export function dataPath(path: string, onlyRoute?: string) {
  const url = new URL(path, 'http://own.invalid')
  url.pathname = url.pathname === '/' ? '/_root.data' : `${url.pathname}.data`
  if (onlyRoute !== undefined) url.searchParams.set('_routes', onlyRoute)
  // URLSearchParams writes `index=` where Remix looks for `index`, and takes both.
  return url.pathname + url.search
}

// ---------------------------------------------------------------- judging an answer

/** What is wrong with an answer as a page: scripts that the policy would stop, and bytes that no text has. */
export function faultsOf({ headers, body }: Pick<Answer, 'headers' | 'body'>): string[] {
  const faults = []
  if (/[\0\uFFFD]/.test(body)) faults.push('holds zero bytes or broken characters')
  if (!headers.get('Content-Type')?.startsWith('text/html')) return faults
  const policy = headers.get('Content-Security-Policy') ?? ''
  const scripts = /(?:^|; ?)script-src ([^;]*)/.exec(policy)?.[1] ?? ''
  const nonce = /'nonce-([^']+)'/.exec(scripts)?.[1]
  if (nonce === undefined) faults.push('has no nonce in its policy')
  if (/unsafe|\*|data:|https?:/.test(scripts)) faults.push(`has a lax policy: ${scripts}`)
  for (const [tag, attributes = ''] of body.matchAll(/<script\b([^>]*)>/g)) {
    const own = /\bnonce="([^"]*)"/.exec(attributes)?.[1]
    const fromHere = /\bsrc="\/assets\/[^"]*"/.test(attributes)
    if (own === undefined ? !fromHere : own !== nonce) faults.push(`has a script without the nonce: ${tag}`)
  }
  for (const [tag] of body.matchAll(/<[a-z][^>]*\son[a-z]+=[^>]*>/g))
    faults.push(`has a handler in a tag: ${tag}`)
  for (const [tag] of body.matchAll(/<[^>]+javascript:[^>]*>/g))
    faults.push(`has a script as an address: ${tag}`)
  return faults
}

// ---------------------------------------------------------------- the database

/** Number and digest of the rows of each table but `except`: equal before and after an act that changed nothing. */
export async function everything(
  ownerUrl: string,
  except: readonly string[] = [],
): Promise<Record<string, string>> {
  const tables = await query<{ name: string }>(
    ownerUrl,
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1`,
  )
  const each = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, count(*) || ' ' || coalesce(md5(string_agg(r::text, E'\\n' ORDER BY r::text)), '') AS rows FROM "${name}" r`,
  )
  const found = await query<{ name: string; rows: string }>(ownerUrl, each.join(' UNION ALL '))
  return Object.fromEntries(
    found.filter(({ name }) => !except.includes(name)).map(({ name, rows }) => [name, rows]),
  )
}
