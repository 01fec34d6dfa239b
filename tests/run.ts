import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { ensureBuild } from '~/cli/building'
import { chromiumForTests } from './support/chromium'

/**
 * `npm test`: builds, runs all tests, and prints their sum as the last line.
 * Arguments choose: `npm test -- tests/core`, `npm test -- tests/e2e/judge.spec.ts`, `npm test -- -t "shared rank"`.
 */

interface Sum {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

interface Runner {
  readonly name: string
  readonly args: readonly string[]
  readonly env?: Record<string, string>
  /** Where the runner writes its report. */
  readonly report: string
  readonly count: (report: unknown) => Sum
}

const RESULTS = 'test-results'

/** The report of Vitest, as far as it is read here. */
interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly { status: string; assertionResults: readonly { status: string }[] }[]
}

const vitest = (args: readonly string[]): Runner => ({
  name: 'vitest',
  report: `${RESULTS}/vitest.json`,
  args: [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${RESULTS}/vitest.json`,
    ...args,
  ],
  count(report) {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } =
      report as VitestReport
    // A file that cannot be loaded, or whose preparation fails, has failed without a failed test of its own.
    const broken = testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
    )
    return {
      passed: numPassedTests,
      failed: numFailedTests + broken.length,
      skipped: numPendingTests + numTodoTests,
    }
  },
})

/** The report of Playwright, as far as it is read here. */
interface PlaywrightReport {
  readonly stats: { expected: number; unexpected: number; flaky: number; skipped: number }
}

const playwright = (args: readonly string[]): Runner => ({
  name: 'playwright',
  report: `${RESULTS}/playwright.json`,
  args: ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json', ...args],
  env: { PLAYWRIGHT_JSON_OUTPUT_FILE: `${RESULTS}/playwright.json`, CHROME_PATH: chromiumForTests() },
  count(report) {
    const { expected, unexpected, flaky, skipped } = (report as PlaywrightReport).stats
    return { passed: expected, failed: unexpected + flaky, skipped }
  },
})

/** @returns what the runner counted; one failure more if it did not end as it should. */
async function run({ name, args, env, report, count }: Runner): Promise<Sum> {
  rmSync(report, { force: true })
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_ENV: 'test', ...env },
  })
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('close', resolve)
  })
  const sum = read(report, count)
  const wrong = whyWrong(code, sum)
  if (wrong === undefined) return sum!
  console.error(`${name} ${wrong}`)
  return { passed: 0, skipped: 0, ...sum, failed: (sum?.failed ?? 0) + 1 }
}

function whyWrong(code: number | null, sum: Sum | undefined) {
  if (sum === undefined) return `left no report (exit code ${String(code)})`
  if (sum.passed + sum.failed === 0) return 'found no tests'
  if (code !== 0 && sum.failed === 0) return `ended with code ${String(code)}, although no test failed`
  return undefined
}

function read(report: string, count: Runner['count']) {
  try {
    return count(JSON.parse(readFileSync(report, 'utf8')))
  } catch {
    return undefined
  }
}

/** Paths of browser tests go to Playwright, others to Vitest, options to whichever runs. */
function chosen(args: readonly string[]): (() => Runner)[] {
  const paths = args.filter((arg) => /^(\.\/)?tests\//.test(arg))
  const forBrowser = paths.filter((path) => path.includes('tests/e2e'))
  const others = args.filter((arg) => !forBrowser.includes(arg))
  const options = args.filter((arg) => !paths.includes(arg))
  const anyVitest = paths.length === 0 || paths.length > forBrowser.length
  const anyPlaywright = args.length === 0 || forBrowser.length > 0
  return [
    ...(anyVitest ? [() => vitest(others)] : []),
    ...(anyPlaywright ? [() => playwright(anyVitest ? forBrowser : [...forBrowser, ...options])] : []),
  ]
}

async function main() {
  const sums: Sum[] = []
  try {
    await ensureBuild({ said: 'here' })
    mkdirSync(RESULTS, { recursive: true })
    for (const runner of chosen(process.argv.slice(2))) sums.push(await run(runner()))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    sums.push({ passed: 0, failed: 1, skipped: 0 })
  }
  const total = (key: keyof Sum) => sums.reduce((sum, each) => sum + each[key], 0)
  const skipped = total('skipped')
  console.log(
    `${total('passed')} passed, ${total('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  )
  process.exitCode = total('failed') > 0 ? 1 : 0
}

await main()
