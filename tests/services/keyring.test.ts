import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addKey, CannotUnseal, currentKey, dropOldKeys, keyedHash, seal, unseal } from '~/data/keyring.server'

const NUMBER = '520199199003070021'
let before: string | undefined
let folder: string

beforeEach(async () => {
  before = process.env['VAR_DIR']
  folder = await mkdtemp(join(tmpdir(), 'gongping keys '))
  process.env['VAR_DIR'] = folder
})

afterEach(async () => {
  if (before === undefined) delete process.env['VAR_DIR']
  else process.env['VAR_DIR'] = before
  await rm(folder, { recursive: true })
})

test('what is sealed can be opened, and is not the same twice', async () => {
  const one = await seal(NUMBER)
  const two = await seal(NUMBER)
  expect(one).not.toBe(two)
  expect(one).not.toContain(NUMBER)
  expect([await unseal(one), await unseal(two)]).toEqual([NUMBER, NUMBER])
  expect(await unseal(await seal('吉克·𣲗阿依'))).toBe('吉克·𣲗阿依')
})

test('a seal of which one sign was changed, or that is none, is not opened', async () => {
  const sealed = await seal(NUMBER)
  const at = sealed.length - 8
  const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
  for (const text of [changed, sealed.slice(0, -4), `9${sealed.slice(1)}`, '', NUMBER]) {
    await expect(unseal(text)).rejects.toThrow(CannotUnseal)
  }
})

test('equal numbers have equal hashes, and another installation has others', async () => {
  const here = await keyedHash(NUMBER)
  expect(await keyedHash(NUMBER)).toBe(here)
  expect(await keyedHash('520199198501011230')).not.toBe(here)
  process.env['VAR_DIR'] = join(folder, 'another')
  expect(await keyedHash(NUMBER)).not.toBe(here)
})

test('a new key seals from now on; the old one opens until it is dropped', async () => {
  const old = await seal(NUMBER)
  const hash = await keyedHash(NUMBER)
  await addKey()
  expect(old.startsWith(`${await currentKey()}.`)).toBe(false)
  const anew = await seal(await unseal(old))
  expect(anew.startsWith(`${await currentKey()}.`)).toBe(true)
  await dropOldKeys()
  expect(await unseal(anew)).toBe(NUMBER)
  expect(await keyedHash(NUMBER)).toBe(hash)
  await expect(unseal(old)).rejects.toThrow(CannotUnseal)
})

test('servers that start together have one ring, which only their user can read', async () => {
  const hashes = await Promise.all(Array.from({ length: 8 }, () => keyedHash(NUMBER)))
  expect(new Set(hashes).size).toBe(1)
  const file = join(folder, 'keys', 'personal.json')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(Object.keys(JSON.parse(await readFile(file, 'utf8')) as object)).toEqual(['seal', 'keys', 'hash'])
})
