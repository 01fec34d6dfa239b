import { readFileSync } from 'node:fs'
import { parseScorebook, rankScorebook, type Fault } from '../core/scoring'

// rank FILE: the ranking of a scorebook on standard output. A scorebook that cannot be ranked: exit status 2, nothing on
// standard output, and every fault on standard error as {"errors":[{"path":"sheets[3].marks.F1","message":"…"}]}.

const [file, ...more] = process.argv.slice(2)
if (file === undefined || more.length > 0) refuse([{ path: '', message: 'usage: rank FILE' }])
else rank(file)

function rank(path: string) {
  const text = readText(path)
  if (text === null) return
  const parsed = parseScorebook(text)
  if (parsed.ok) process.stdout.write(`${JSON.stringify(rankScorebook(parsed.scorebook), null, 2)}\n`)
  else refuse(parsed.faults)
}

function readText(path: string): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path))
  } catch (error) {
    refuse([{ path: '', message: `${path} cannot be read: ${(error as Error).message}` }])
    return null
  }
}

function refuse(errors: readonly Fault[]) {
  process.stderr.write(`${JSON.stringify({ errors })}\n`)
  process.exitCode = 2
}
