import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { varDir } from './files.server'

const pathOf = (name: string) => join(varDir(), 'keys', name)

/** A file of the installation's keys. They lie beside the database and never in it. */
async function readSecret(name: string): Promise<string | null> {
  return readFile(pathOf(name), 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  })
}

/** Written aside under a name of its own, readable by the product's user only. */
async function writeAside(name: string, content: string) {
  const aside = `${pathOf(name)}.${randomUUID()}`
  await mkdir(join(aside, '..'), { recursive: true, mode: 0o700 })
  await writeFile(aside, content, { mode: 0o600, flush: true })
  return aside
}

/**
 * What the file says; made when first asked for. It is written aside and then linked: two servers that start together
 * end with one key, and none is ever half there.
 */
export async function readOrMakeSecret(name: string, make: () => string): Promise<string> {
  const there = await readSecret(name)
  if (there !== null) return there
  const aside = await writeAside(name, make())
  await link(aside, pathOf(name)).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  })
  await unlink(aside)
  return readFile(pathOf(name), 'utf8')
}

/** Puts another content in the file's place, whole or not at all. */
export async function replaceSecret(name: string, content: string) {
  await rename(await writeAside(name, content), pathOf(name))
}
