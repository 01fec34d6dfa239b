import { spawnSync } from 'node:child_process'
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, inject, test } from 'vitest'
import { schemaDiff } from '~/cli/schema-diff'
import {
  HISTORY_TABLE,
  HistoryMismatch,
  migrate,
  MigrationFailed,
  pendingMigrations,
} from '~/data/migrations.server'
import { catalogueOf } from '../support/catalogue'
import {
  createDatabase,
  MIGRATIONS,
  query,
  quiet,
  temporaryFolder,
  type TestDatabase,
} from '../support/cluster'
import { emptyDatabase, freshDatabase } from '../support/database'

const PRISMA = join(MIGRATIONS, '..')
const product = await freshDatabase()

const cleanUp: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step()
})

async function newDatabase(): Promise<TestDatabase> {
  const database = await emptyDatabase()
  cleanUp.push(() => database.drop())
  return database
}

async function newFolder() {
  const folder = await temporaryFolder()
  cleanUp.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A folder of migrations, written as name → SQL. */
async function migrations(files: Record<string, string>) {
  const folder = await newFolder()
  for (const [name, sql] of Object.entries(files)) await writeMigration(folder, name, sql)
  return folder
}

async function writeMigration(folder: string, name: string, sql: string) {
  await mkdir(join(folder, name), { recursive: true })
  await writeFile(join(folder, name, 'migration.sql'), sql)
}

const history = async (url: string) =>
  (
    await query<{ name: string }>(url, 'SELECT migration_name AS name FROM _prisma_migrations ORDER BY 1')
  ).map(({ name }) => name)

const apply = (database: TestDatabase, folder: string) =>
  migrate({ ownerUrl: database.ownerUrl, folder, log: quiet })

const FIRST = '20260101000000_judges'
const SECOND = '20260201000000_sheets'
const JUDGES = 'CREATE TABLE judge (code text PRIMARY KEY);'

describe('a migrated database', () => {
  test('is the one that schema.prisma and constraints.sql describe', async () => {
    const described = await newDatabase()
    await query(described.ownerUrl, HISTORY_TABLE)
    await query(
      described.ownerUrl,
      await schemaDiff(undefined, await readFile(join(PRISMA, 'schema.prisma'), 'utf8')),
    )
    await query(described.ownerUrl, await readFile(join(PRISMA, 'constraints.sql'), 'utf8'))

    const catalogue = await catalogueOf(product.ownerUrl)
    expect(catalogue).toEqual(await catalogueOf(described.ownerUrl))
    for (const part of [
      'tables',
      'columns',
      'indexes',
      'constraints',
      'triggers',
      'functions',
      'enums',
      'privileges',
    ] as const)
      expect([part, catalogue[part].length]).not.toEqual([part, 0])
  })

  test.each([
    'DROP INDEX sheet_one_current; CREATE UNIQUE INDEX sheet_one_current ON sheet (stage_id, entry_id, judge_id)',
    'ALTER TABLE mark DROP CONSTRAINT mark_not_negative',
    'ALTER TABLE mark ALTER points TYPE numeric(9, 2)',
    'ALTER TABLE sheet ALTER comment DROP DEFAULT',
    'ALTER TABLE sheet ALTER receipt SET NOT NULL',
    'ALTER TABLE sheet DISABLE TRIGGER sheet_keeps_what_was_submitted',
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "ALTER TYPE sheet_state ADD VALUE 'lost'",
    'GRANT UPDATE ON journal_entry TO gongping_app',
    'GRANT INSERT ON account TO PUBLIC',
  ])('would not be taken for it after %s', async (change) => {
    const altered = await createDatabase(inject('cluster'))
    cleanUp.push(() => altered.drop())
    await query(altered.ownerUrl, change)
    expect(await catalogueOf(altered.ownerUrl)).not.toEqual(await catalogueOf(product.ownerUrl))
  })

  test('has every migration in the history that Prisma keeps, with its checksum', async () => {
    const names = (await readdir(MIGRATIONS, { withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
    expect(await history(product.ownerUrl)).toEqual(names.sort())
    const rows = await query(
      product.ownerUrl,
      'SELECT checksum, finished_at >= started_at AS finished, applied_steps_count FROM _prisma_migrations',
    )
    for (const row of rows)
      expect(row).toEqual({
        checksum: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        finished: true,
        applied_steps_count: 1,
      })
    expect(await pendingMigrations(product.appUrl, MIGRATIONS)).toEqual([])
  })

  const INSERT_ONLY = ['journal_entry', 'entry_version', 'result_version']
  test.each(INSERT_ONLY)('lets the running product add to %s, never change it', async (table) => {
    const can = async (privilege: string) =>
      (
        await query<{ can: boolean }>(
          product.appUrl,
          `SELECT has_table_privilege('${table}', '${privilege}') AS can`,
        )
      )[0]!.can
    expect(await can('SELECT, INSERT')).toBe(true)
    for (const change of [`UPDATE ${table} SET id = id`, `DELETE FROM ${table}`, `TRUNCATE ${table}`])
      await expect(query(product.appUrl, change)).rejects.toThrow(`permission denied for table ${table}`)
  })

  test('lets the running product change no table, trigger or migration', async () => {
    for (const sql of [
      'ALTER TABLE sheet DISABLE TRIGGER ALL',
      'DROP TABLE journal_entry',
      'CREATE TABLE other (id int)',
      'DELETE FROM _prisma_migrations',
      'SET ROLE gongping_owner',
    ])
      await expect(query(product.appUrl, sql), sql).rejects.toThrow(/permission denied|must be owner/)
  })
})

describe('migrating', () => {
  test('applies what is pending in order, and nothing twice', async () => {
    const database = await newDatabase()
    const folder = await migrations({ [SECOND]: 'ALTER TABLE judge ADD name text;', [FIRST]: JUDGES })
    expect(await pendingMigrations(database.ownerUrl, folder)).toEqual([FIRST, SECOND])
    expect(await apply(database, folder)).toEqual([FIRST, SECOND])
    expect(await apply(database, folder)).toEqual([])
    expect(await history(database.ownerUrl)).toEqual([FIRST, SECOND])
  })

  test('leaves the database as it was when the second of two fails, and says which, where and why', async () => {
    const database = await newDatabase()
    const broken =
      '-- 贵州𠮷\nCREATE TABLE sheet (id int);\nALTER TABLE sheet\n  ADD judge text REFERENCES jury;'
    const folder = await migrations({ [FIRST]: JUDGES, [SECOND]: broken })
    const before = await catalogueOf(database.ownerUrl)
    const failure = await apply(database, folder).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(MigrationFailed)
    expect(failure).toMatchObject({ migration: SECOND, reason: 'relation "jury" does not exist' })
    expect(await catalogueOf(database.ownerUrl)).toEqual(before)
  })

  test('names line and column where PostgreSQL does, counting rare characters once', async () => {
    const database = await newDatabase()
    const folder = await migrations({
      [FIRST]: '-- 𠮷𠮷𠮷\nCREATE TABLE sheet (\n  𠮷 text,\n  id nonsense\n);',
    })
    await expect(apply(database, folder)).rejects.toThrow(
      `Migration ${FIRST} failed at line 4, column 6: type "nonsense" does not exist. The database is as it was before.`,
    )
  })

  test('keeps earlier migrations when a later start fails', async () => {
    const database = await newDatabase()
    const folder = await migrations({ [FIRST]: JUDGES })
    await apply(database, folder)
    const before = await catalogueOf(database.ownerUrl)
    await writeMigration(
      folder,
      SECOND,
      "CREATE TABLE sheet (id int); INSERT INTO judge VALUES ('J1'), ('J1');",
    )
    await expect(apply(database, folder)).rejects.toThrow('duplicate key value')
    expect(await catalogueOf(database.ownerUrl)).toEqual(before)
    expect(await history(database.ownerUrl)).toEqual([FIRST])
    expect(await query(database.ownerUrl, 'SELECT * FROM judge')).toEqual([])
  })

  test('is done once by servers that start together', async () => {
    const database = await newDatabase()
    const folder = await migrations({
      [FIRST]: `${JUDGES} SELECT pg_sleep(0.3);`,
      [SECOND]: "INSERT INTO judge VALUES ('J1');",
    })
    const applied = await Promise.all([1, 2, 3].map(() => apply(database, folder)))
    expect(applied.flat()).toEqual([FIRST, SECOND])
    expect(await query(database.ownerUrl, 'SELECT * FROM judge')).toEqual([{ code: 'J1' }])
  })

  test('refuses a file that was altered after it was applied', async () => {
    const database = await newDatabase()
    const folder = await migrations({ [FIRST]: JUDGES })
    await apply(database, folder)
    await writeMigration(folder, FIRST, `${JUDGES} -- and more`)
    await expect(apply(database, folder)).rejects.toThrow(`The file of the migration ${FIRST} was altered`)
  })

  test('does not take the line ends of another system for an alteration', async () => {
    const database = await newDatabase()
    const folder = await migrations({ [FIRST]: `-- judges\n${JUDGES}\n` })
    await apply(database, folder)
    await writeMigration(folder, FIRST, `-- judges\r\n${JUDGES}\r\n`)
    expect(await apply(database, folder)).toEqual([])
  })

  test('refuses a database that a newer version has migrated', async () => {
    const database = await newDatabase()
    await apply(database, await migrations({ [FIRST]: JUDGES, [SECOND]: 'ALTER TABLE judge ADD name text;' }))
    const older = await migrations({ [FIRST]: JUDGES })
    await expect(apply(database, older)).rejects.toThrow(HistoryMismatch)
    await expect(apply(database, older)).rejects.toThrow(
      `newer version of this program: it has the migration ${SECOND}`,
    )
    await expect(pendingMigrations(database.ownerUrl, older)).rejects.toThrow(SECOND)
  })
})

describe('drafting a migration', () => {
  const COMMAND = join(import.meta.dirname, '../../app/cli/migration.ts')
  const ROOT = join(import.meta.dirname, '../..')
  const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

  /** A project whose only migration is the product's first. */
  async function project() {
    const folder = await newFolder()
    await cp(PRISMA, join(folder, 'prisma'), { recursive: true })
    return folder
  }

  function draft(folder: string, name: string) {
    const args = ['--import', TSX, COMMAND, name]
    const env = { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.json') }
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: folder,
      env,
      encoding: 'utf8',
    })
    return { status, output: stdout + stderr }
  }

  const drafts = async (folder: string, name: string) => {
    const found = (await readdir(join(folder, 'prisma/migrations'))).filter((entry) =>
      entry.endsWith(`_${name}`),
    )
    return Promise.all(
      found.map((entry) => readFile(join(folder, 'prisma/migrations', entry, 'migration.sql'), 'utf8')),
    )
  }

  test('writes what changed in the schema, and only that', async () => {
    const folder = await project()
    const schema = join(folder, 'prisma/schema.prisma')
    await writeFile(
      schema,
      `${await readFile(schema, 'utf8')}\nmodel Appeal {\n  id Int @id\n\n  @@map("appeal")\n}\n`,
    )
    expect(draft(folder, 'add_appeals')).toMatchObject({
      status: 0,
      output: expect.stringContaining('work') as string,
    })
    const [sql, ...others] = await drafts(folder, 'add_appeals')
    expect(others).toEqual([])
    expect(sql).toMatch(/^-- CreateTable\nCREATE TABLE "appeal" \([^;]*\);\n$/)
    expect(draft(folder, 'again').output).toContain('Nothing has changed')
  })

  test('leaves changed constraints to be written by hand, and says so', async () => {
    const folder = await project()
    const constraints = join(folder, 'prisma/constraints.sql')
    await writeFile(constraints, `${await readFile(constraints, 'utf8')}\n-- one more\n`)
    expect(draft(folder, 'more_rules').output).toContain('by hand')
    expect(await drafts(folder, 'more_rules')).toEqual([expect.stringContaining('by hand')])
  })

  test('refuses a name that is none', async () => {
    const folder = await project()
    expect(draft(folder, '../Up')).toMatchObject({
      status: 1,
      output: expect.stringContaining('Usage') as string,
    })
  })
})
