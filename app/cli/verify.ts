import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readFingerprint } from '../core/scoring/bundle'
import { verifyBundle, type Discrepancy, type Verdict } from '../core/scoring/verify'

// verify BUNDLE [--key FINGERPRINT]: whether a published result is what follows from its scorebook, and whose key signed it.
// One line on standard output; exit status 0 if it is, 1 if not, and then what differs on standard error. Status 2 and
// nothing on standard output where nothing could be checked.

const SHOWN = 100

const asked = readArguments(process.argv.slice(2))
const text = asked && readText(asked.file)
if (asked && text !== null) report(verifyBundle(text, { fingerprint: asked.key }))

function readArguments(args: string[]): { file: string; key: string | undefined } | null {
  const usage = 'usage: verify BUNDLE [--key FINGERPRINT]'
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { key: { type: 'string' } },
    })
    const [file, ...more] = positionals
    if (file === undefined || more.length > 0) return refuse(usage)
    if (values.key !== undefined && readFingerprint(values.key) === null)
      return refuse(`not a fingerprint: ${values.key}`)
    return { file, key: values.key }
  } catch (error) {
    return refuse(`${(error as Error).message}\n${usage}`)
  }
}

function readText(path: string): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path))
  } catch (error) {
    return refuse(`${path} cannot be read: ${(error as Error).message}`)
  }
}

function report(verdict: Verdict) {
  const { origin } = verdict
  const whose = origin
    ? `contest ${origin.contest}, version ${origin.version} (${origin.scope}), key ${origin.fingerprint}`
    : 'no bundle'
  process.stdout.write(`${verdict.ok ? 'ok' : 'not ok'}: ${whose}\n`)
  if (verdict.ok) return
  process.exitCode = 1
  for (const difference of verdict.differences.slice(0, SHOWN))
    process.stderr.write(`${inWords(difference)}\n`)
  const more = verdict.differences.length - SHOWN
  if (more > 0) process.stderr.write(`and ${more} more\n`)
}

function inWords({ check, path, expected, found }: Discrepancy) {
  return `${check}: ${path}: ${expected === null ? '' : `expected ${expected}, `}found ${found ?? 'nothing'}`
}

function refuse(message: string): null {
  process.stderr.write(`${message}\n`)
  process.exitCode = 2
  return null
}
