/**
 * Prisma's own comparison of two schemas, offline: its schema engine compiled to WebAssembly. The engine insists on
 * a database even when it only compares texts; it gets a stand-in that answers the one question it asks.
 */
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

const FILE = 'schema.prisma'
const NOTHING = '-- This is an empty migration.'
/** Always there; asking for it needs a privilege that many hosted databases do not give. */
const PUBLIC_SCHEMA = '-- CreateSchema\nCREATE SCHEMA IF NOT EXISTS "public";\n\n'

type Answer = { columnNames: string[]; columnTypes: number[]; rows: unknown[][] }

const ok = <T>(value: T) => ({ ok: true, value })

/** Does the schema "public" exist, and which version is this? The numbers are Prisma's types of the columns. */
const VERSION: Answer = {
  columnNames: ['exists', 'version', 'numeric_version'],
  columnTypes: [5, 7, 0],
  rows: [[true, 'PostgreSQL 18.0', 180000]],
}

const connection = {
  provider: 'postgres',
  adapterName: 'stand-in',
  queryRaw: () => Promise.resolve(ok(VERSION)),
  executeRaw: () => Promise.reject(new Error('The comparison of two schemas wants to write')),
  executeScript: () => Promise.reject(new Error('The comparison of two schemas wants to write')),
  startTransaction: () => Promise.reject(new Error('The comparison of two schemas wants a transaction')),
  getConnectionInfo: () => ok({ schemaName: 'public', supportsRelationJoins: true }),
  dispose: () => Promise.resolve(ok(undefined)),
}

const standIn = {
  provider: 'postgres',
  adapterName: 'stand-in',
  connect: () => Promise.resolve(ok(connection)),
  connectToShadowDb: () => Promise.resolve(ok(connection)),
}

let loading: Promise<void> | undefined

/** Node 20 does not import .wasm files; this is what such an import would do. */
async function load() {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = await readFile(entry.replace(/\.js$/, '.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...glue } })
  glue.__wbg_set_wasm(instance.exports)
  ;(instance.exports as { __wbindgen_start(): void }).__wbindgen_start()
}

/** The SQL that leads from one schema to the other; empty when they say the same. */
export async function schemaDiff(from: string | undefined, to: string): Promise<string> {
  await (loading ??= load())
  const files = (content: string) => ({ tag: 'schemaDatamodel' as const, files: [{ path: FILE, content }] })
  const engine = await glue.SchemaEngine.new({ datamodels: [[FILE, to]] }, () => undefined, standIn)
  try {
    const { stdout } = await engine.diff({
      from: from === undefined ? { tag: 'empty' } : files(from),
      to: files(to),
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    })
    const sql = (stdout ?? '').replace(PUBLIC_SCHEMA, '').trim()
    return sql === NOTHING ? '' : `${sql}\n`
  } finally {
    engine.free()
  }
}
