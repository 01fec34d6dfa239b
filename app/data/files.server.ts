import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

const SEED = 'prisma/seed'

/** What a file of the seed says; whoever asks checks its form. */
export async function readSeed(name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(SEED, name), 'utf8')) as unknown
}

let commonWords: Promise<ReadonlySet<string>> | undefined

/** Words that many people have as their password, in small letters. Read once. */
export function readCommonPasswords(): Promise<ReadonlySet<string>> {
  commonWords ??= readFile(join(SEED, 'common-passwords.gz'))
    .then((packed) => promisify(gunzip)(packed))
    .then((text) => new Set(text.toString('utf8').split('\n')))
  return commonWords
}

/** The folder of everything that is kept between starts. */
export const varDir = () => process.env['VAR_DIR'] ?? 'var'

/** A note kept beside the database, or null if there is none. */
export async function readNote(name: string): Promise<unknown> {
  const text = await readFile(join(varDir(), name), 'utf8').catch(() => null)
  return text === null ? null : (JSON.parse(text) as unknown)
}

/** Keeps a note that only the product's own user may read. */
export async function writeNote(name: string, note: unknown) {
  await mkdir(varDir(), { recursive: true })
  await writeFile(join(varDir(), name), JSON.stringify(note, null, 2), { mode: 0o600 })
}
