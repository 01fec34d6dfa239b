import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Scorebook } from '~/core/scoring'

vi.setConfig({ testTimeout: 60_000 })

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const goodFile = path('../cases/3.scorebook.json')

/** The command as it is run, from another folder than the product's. */
const rank = (...files: string[]) =>
  spawnSync(path('../../../node_modules/.bin/tsx'), [path('../../../app/cli/rank.ts'), ...files], {
    encoding: 'utf8',
    cwd: folder,
  })

let folder: string
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'rank-'))))
afterAll(() => rmSync(folder, { recursive: true }))

function fileOf(content: string | Buffer) {
  const file = join(folder, 'scorebook.json')
  writeFileSync(file, content)
  return file
}

function refused({ status, stdout, stderr }: ReturnType<typeof rank>): string[] {
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toMatch(/^\{.*\}\n$/) // one line
  const { errors, ...rest } = JSON.parse(stderr) as { errors: { path: string; message: string }[] }
  expect(rest).toEqual({})
  for (const error of errors) expect(Object.keys(error)).toEqual(['path', 'message'])
  return errors.map((error) => error.path)
}

test('a scorebook becomes its ranking on standard output', () => {
  const { status, stdout, stderr } = rank(goodFile)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(JSON.parse(stdout)).toEqual(JSON.parse(readFileSync(path('../cases/3.ranking.json'), 'utf8')))
})

test('a faulty one: exit status 2, nothing on standard output, every fault in one line on standard error', () => {
  const book = JSON.parse(readFileSync(path('../cases/9.scorebook.json'), 'utf8')) as Scorebook
  book.sheets[3]!.marks!.RA1 = '999'
  book.entries[0]!.track = 'team'
  expect(refused(rank(fileOf(JSON.stringify(book))))).toEqual(['entries[0].track', 'sheets[3].marks.RA1'])
})

test('so are a file that is no JSON, is not UTF-8, is not there, is a folder, and no file at all', () => {
  expect(refused(rank(fileOf('{')))).toEqual([''])
  expect(refused(rank(fileOf(Buffer.from([0x22, 0xff, 0x22]))))).toEqual([''])
  expect(refused(rank('missing.json'))).toEqual([''])
  expect(refused(rank('.'))).toEqual([''])
  expect(refused(rank())).toEqual([''])
})
