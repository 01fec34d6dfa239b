import { parseScorebook, rankAndExplain, rankScorebook, type Ranking, type Scorebook } from '~/core/scoring'
import { largeScorebook } from './large-scorebook'
import { floatsOf, rankFloats, rankNaively, type Line } from './naive'

// How long a full ranking takes, against naive loops in the same run (npm run bench:core). A target that is missed is
// said, and is exit status 1. It is no test: on a busy machine the figures mean nothing.

const SIZE = { entries: 10_000, judges: 9, criteria: 8 }
const ROUNDS = 31

const now = () => performance.now()
const ms = (time: number) => time.toFixed(1).padStart(8)
const mb = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0).padStart(5)} MB`
const say = (line = '') => process.stdout.write(`${line}\n`)

/** Nobody pays for the garbage of another. */
const sweep = () => (globalThis as { gc?: () => void }).gc?.()

function timed<T>(work: () => T): { result: T; time: number } {
  sweep()
  const start = now()
  const result = work()
  return { result, time: now() - start }
}

const memory: string[] = []
/** What is held now, and the most that the process ever took up to now, garbage included. */
function noteMemory(when: string) {
  const peak = process.resourceUsage().maxRSS * 1024
  sweep()
  memory.push(`  ${when.padEnd(34)}${mb(process.memoryUsage().heapUsed)}  ${mb(peak)}`)
}

/** The naive marks are floats: they may be a hundredth off, and no more. */
function agree(lines: readonly Line[], { entries }: Ranking) {
  const exact = new Map(entries.map(({ id, final }) => [id, Number(final)]))
  if (lines.length !== exact.size) throw new Error('The naive loop ranks other entries.')
  for (const { entry, final } of lines)
    if (!(Math.abs(final - exact.get(entry)!) < 0.0101))
      throw new Error(`${entry}: ${final} naively, ${exact.get(entry)} exactly`)
}

function read(text: string): Scorebook {
  const parsed = parseScorebook(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults.slice(0, 3)))
  return parsed.scorebook
}

/** Of the loop over the very objects that the core reads, a scorebook of decimal strings. */
const TARGETS = [
  { subject: 'ranking', loop: 'naive, same objects', most: 2 },
  { subject: 'ranking and breakdowns', loop: 'naive, same objects', most: 6 },
] as const

const times = {
  'naive, same objects': [] as number[],
  'naive, floats ready': [] as number[],
  ranking: [] as number[],
  'ranking and breakdowns': [] as number[],
}
type Subject = keyof typeof times
const median = (subject: Subject) => [...times[subject]].sort((a, b) => a - b)[ROUNDS >> 1]!

const text = JSON.stringify(largeScorebook(SIZE))
noteMemory('the text alone')
const { result: scorebook, time: reading } = timed(() => read(text))
noteMemory('scorebook read')
const first = timed(() => rankScorebook(scorebook))
noteMemory('ranked once, ranking kept')
agree(rankNaively(scorebook), first.result)
const floats = floatsOf(scorebook)
for (let round = 0; round < ROUNDS; round++) {
  const run = <T>(subject: Subject, work: () => T) => {
    const { result, time } = timed(work)
    times[subject].push(time)
    return result
  }
  const naive = run('naive, same objects', () => rankNaively(scorebook))
  const naiveFloats = run('naive, floats ready', () => rankFloats(floats))
  const ranking = run('ranking', () => rankScorebook(scorebook))
  const { breakdowns } = run('ranking and breakdowns', () => rankAndExplain(scorebook))
  if (round === 0) noteMemory('with all breakdowns')
  agree(naive, ranking)
  agree(naiveFloats, ranking)
  if (breakdowns.length !== SIZE.entries) throw new Error('Entries without a breakdown.')
}
const ROW = 26
say(
  `${SIZE.entries} entries x ${SIZE.judges} judges x ${SIZE.criteria} criteria, ${ROUNDS} rounds, Node ${process.version}`,
)
say(`reading and checking the text of ${mb(text.length).trim()}, once, apart: ${ms(reading).trim()} ms`)
say()
say(`${''.padEnd(ROW)}  median     least      most   (ms)`)
for (const [subject, of] of Object.entries(times))
  say(
    `${subject.padEnd(ROW)}${ms(median(subject as Subject))}  ${ms(Math.min(...of))}  ${ms(Math.max(...of))}`,
  )

say()
const missed = TARGETS.filter(({ subject, loop, most }) => {
  const ratio = median(subject) / median(loop)
  const verdict = ratio <= most ? 'met' : 'missed'
  say(`${subject} / ${loop}: ${ratio.toFixed(2)}, target ${most}: ${verdict}`)
  return ratio > most
})
for (const subject of ['ranking', 'ranking and breakdowns'] as const)
  say(`${subject} / naive, floats ready: ${(median(subject) / median('naive, floats ready')).toFixed(2)}`)

say()
say(`${'memory'.padEnd(36)}held      most so far`)
for (const line of memory) say(line)
process.exitCode = missed.length > 0 ? 1 : 0
