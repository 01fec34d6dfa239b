/**
 * npm run db:migration -- NAME: drafts the next migration from what changed in prisma/schema.prisma since the last
 * one, without a database and without the network, and tries it out on an empty database.
 *
 * Beside each migration.sql lie the schema and the constraints of its time: the next draft starts from them.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '~/data/embedded.server'
import { migrate, MigrationFailed, readMigrations } from '~/data/migrations.server'
import { schemaDiff } from './schema-diff'

const PRISMA = 'prisma'
const FOLDER = join(PRISMA, 'migrations')
const BY_HAND = `-- constraints.sql has changed since the last migration. Write here, by hand, what leads from the old
-- one to the new one: DROP what is gone or different, then CREATE, ALTER and GRANT. A test compares the outcome.
`

const say = (text: string) => process.stdout.write(`${text}\n`)

/** A reason not to draft anything, for the person who asked. */
class Impossible extends Error {}

async function draft(name: string | undefined) {
  if (name === undefined || !/^[a-z][a-z0-9_]{0,59}$/.test(name))
    throw new Impossible(
      'Usage: npm run db:migration -- NAME    (small letters, digits and _, such as add_appeals)',
    )
  const schema = await read(join(PRISMA, 'schema.prisma'))
  const constraints = await read(join(PRISMA, 'constraints.sql'))
  const last = (await readMigrations(FOLDER)).at(-1)?.name
  const before = last === undefined ? undefined : join(FOLDER, last)

  const changes = await schemaDiff(before && (await read(join(before, 'schema.prisma'))), schema)
  const constrained = before === undefined || (await read(join(before, 'constraints.sql'))) !== constraints
  if (changes === '' && !constrained) throw new Impossible('Nothing has changed since the last migration.')

  const folder = join(FOLDER, `${nextStamp(last)}_${name}`)
  await mkdir(folder, { recursive: true })
  const rest = before === undefined ? constraints : BY_HAND
  await writeFile(
    join(folder, 'migration.sql'),
    [changes, constrained ? rest : ''].filter(Boolean).join('\n'),
  )
  await writeFile(join(folder, 'schema.prisma'), schema)
  await writeFile(join(folder, 'constraints.sql'), constraints)
  await writeFile(join(FOLDER, 'migration_lock.toml'), 'provider = "postgresql"\n')

  say(`Drafted ${join(folder, 'migration.sql')}`)
  if (before === undefined) say('It ends with the whole of constraints.sql: what schema.prisma cannot say.')
  else if (constrained)
    say('constraints.sql has changed too: write that part of the migration by hand, where it says so.')
  if (/^DROP |DROP COLUMN/m.test(changes))
    say('It drops something: read it, and save what is still needed first.')
  await tryOut()
  say('All migrations together were tried on an empty database and work.')
}

/** Later than the last one even where a clock is wrong. */
function nextStamp(last: string | undefined) {
  const now = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const previous = last?.split('_')[0] ?? ''
  return now > previous ? now : String(BigInt(previous) + 1n)
}

async function tryOut() {
  const dir = await mkdtemp(join(tmpdir(), 'gongping-draft-'))
  const log = { info: () => undefined, warn: say }
  try {
    const server = await startEmbedded({ dir, log, settings: { fsync: 'off' } })
    try {
      await migrate({ ownerUrl: server.ownerUrl, folder: FOLDER, log })
    } finally {
      await server.stop()
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

const read = (file: string) => readFile(file, 'utf8')

try {
  await draft(process.argv[2])
} catch (error) {
  if (!(error instanceof Impossible || error instanceof MigrationFailed)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
