/**
 * npm run generate [-- --force]: writes the database client from prisma/schema.prisma.
 *
 * `prisma generate` uses no engine, yet wants to download one first. Naming any program as the engine stops that.
 * The variable is set for this one child only: with it, Prisma's other commands report success and do nothing.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const SCHEMA = join(ROOT, 'prisma/schema.prisma')
const CLIENT = join(ROOT, 'app/data/generated/prisma')

const prisma = createRequire(import.meta.url).resolve('prisma/package.json')

/** Older than its schema or than the Prisma that is installed now, or not there at all. */
function isOutdated() {
  const main = join(CLIENT, 'client.ts')
  if (!existsSync(main)) return true
  const written = statSync(main).mtimeMs
  return [SCHEMA, prisma].some((source) => statSync(source).ctimeMs > written)
}

if (process.argv.includes('--force') || isOutdated()) {
  const { status, error } = spawnSync(
    process.execPath,
    [resolve(dirname(prisma), 'build/index.js'), 'generate', '--schema', SCHEMA, '--no-hints'],
    {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
    },
  )
  if (error) throw error
  if (status !== 0 || readdirSync(CLIENT).length === 0) process.exit(status ?? 1)
} else {
  process.stdout.write('The database client is up to date.\n')
}
