import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { fingerprintOf } from '~/core/scoring/bundle'
import { bundle, SOMEBODY_ELSE } from './bundles'

vi.setConfig({ testTimeout: 60_000 })

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** The command as it is run, from another folder than the product's. */
const verify = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    path('../../../node_modules/.bin/tsx'),
    [path('../../../app/cli/verify.ts'), ...args],
    { encoding: 'utf8', cwd: folder },
  )
  return { status, stdout, stderr }
}

let folder: string
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'verify-'))))
afterAll(() => rmSync(folder, { recursive: true }))

function fileOf(content: string) {
  const file = join(folder, 'bundle.json')
  writeFileSync(file, content)
  return file
}

const made = bundle()
const key = fingerprintOf(made.publicKey)
const otherKey = fingerprintOf(bundle({}, SOMEBODY_ELSE).publicKey)

test('a sound bundle: one line that says whose it is, status 0', () => {
  const ok = { status: 0, stdout: `ok: contest contest, version 3 (full), key ${key}\n`, stderr: '' }
  const file = fileOf(JSON.stringify(made))
  expect(verify(file)).toEqual(ok)
  expect(verify(file, '--key', key)).toEqual(ok)
})

test('one that is not: status 1, and what differs on standard error', () => {
  const altered = JSON.stringify(made).replace('"version":3', '"version":4')
  expect(verify(fileOf(altered))).toEqual({
    status: 1,
    stdout: `not ok: contest contest, version 4 (full), key ${key}\n`,
    stderr: `signature: signature: found "${made.signature}"\n`,
  })
  expect(verify(fileOf(JSON.stringify(made)), '--key', otherKey)).toEqual({
    status: 1,
    stdout: `not ok: contest contest, version 3 (full), key ${key}\n`,
    stderr: `key: fingerprint: expected "${otherKey}", found "${key}"\n`,
  })
  expect(verify(fileOf('{}'))).toMatchObject({ status: 1, stdout: 'not ok: no bundle\n' })
})

test('of very many differences the first hundred are said', () => {
  const altered = JSON.stringify({
    ...made,
    ranking: JSON.stringify({ entries: Array(200).fill(0), held: [] }),
  })
  const { status, stderr } = verify(fileOf(altered))
  expect(status).toBe(1)
  expect(stderr.split('\n')).toHaveLength(102)
  expect(stderr).toMatch(/\nand 1\d\d more\n$/)
})

test('what cannot be checked: status 2, nothing on standard output', () => {
  const file = fileOf(JSON.stringify(made))
  for (const args of [[], [file, '--key', 'abc'], [file, '--seal'], ['missing.json']])
    expect(verify(...args)).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/.+\n$/) as string,
    })
})
