import { pino, type Logger } from 'pino'

export type Log = Logger

/** `json` for machines that collect lines; `short` for a person who looks at a terminal. */
type Style = 'json' | 'short'

/** Keys that hold personal data or a secret, wherever somebody puts them by mistake. */
const PERSONAL = [
  ...['login', 'password', 'secret', 'token', 'cookie', 'authorization', 'headers', 'body', 'query'],
  ...['person', 'fullName', 'givenName', 'familyName', 'phone', 'email', 'identityNumber', 'address', 'ip'],
]

/**
 * The product's log. It holds no personal data: no name, login, cookie, address or query string. Who did what is
 * the journal's matter; this says only whether the machine is well.
 */
export function createLog({ level, style }: { level: string; style: Style }): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: withoutData },
    redact: { paths: PERSONAL.flatMap((key) => [key, `*.${key}`]), censor: '[removed]' },
  }
  return style === 'json'
    ? pino(options)
    : pino(options, { write: (line: string) => process.stdout.write(short(line)) })
}

/** The path for a log line: ids stay; what may be a token, a name or anything else typed by a person does not. */
export const pathForLog = (path: string) =>
  path
    .split('/')
    .map((part) => (UUID.test(part) || (WORD.test(part) && !/\d{7}/.test(part)) ? part : '…'))
    .join('/')

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}(\.data)?$/i
const WORD = /^[\w.~-]{0,23}$/

/** An error without what it was about. Prisma prints the whole query, PostgreSQL the row, libraries the value. */
function withoutData(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error, ...statusOf(error) }
  const { code } = error as { code?: unknown }
  const lastLine = error.message.trim().split('\n').at(-1) ?? ''
  const message = error.constructor.name.startsWith('Prisma') ? lastLine : error.message
  return {
    type: error.constructor.name,
    ...(typeof code === 'string' ? { code } : {}),
    message: masked(message),
    // The message stands at the head of the stack too; only the frames are kept.
    stack: (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)),
    ...(error.cause === undefined ? {} : { cause: withoutData(error.cause) }),
  }
}

/** Remix throws its refusals as plain objects. */
const statusOf = (thrown: unknown) =>
  typeof thrown === 'object' && thrown !== null && 'status' in thrown ? { status: thrown.status } : {}

/** Messages are written in English, so Chinese in one is somebody's data; so are long numbers and mail addresses. */
const masked = (message: string) =>
  message.replace(/\p{Script=Han}+|\S+@\S+|\d{7,}[\dXx]?|:\/\/\S+@/gu, '…').slice(0, 500)

function short(line: string) {
  const { time, level, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown>
  const facts = Object.entries(rest).map(([key, value]) => `${key}=${String(value)}`)
  const clock = new Date(String(time)).toLocaleTimeString('en-GB')
  const said = level === 'info' ? '' : `${String(level)}: `
  const fault = err === undefined ? '' : `\n${JSON.stringify(err, null, 2)}`
  return `${clock}  ${[`${said}${String(msg)}`, ...facts].join(' ')}${fault}\n`
}
