import {
  test as base,
  expect,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test'
import { rm } from 'node:fs/promises'
import { disconnect } from '~/data/db.server'
import { createDatabase, temporaryFolder, type TestCluster } from './cluster'
import { startProduct, type Product } from './product'

/** Where the global setup leaves the addresses of the cluster. */
export const CLUSTER = 'GONGPING_TEST_CLUSTER'

/** What a worker's database holds before its first test. Services and `db()` work inside `fill`, as they do in tests. */
export interface Seed {
  readonly fill: () => Promise<void>
}

interface OfWorker {
  readonly seed: Seed
  /** The built product with a database of its own, shared by the tests of one worker. */
  readonly product: Product
}

interface OfTest {
  /** What a page may say in its console without failing the test, such as the status of an expected refusal. */
  readonly mayLog: RegExp
  /** What pages of this test have complained about. */
  readonly complaints: string[]
  /** A person with a browser of their own: a new context, watched like `page`. */
  readonly visitor: (options?: BrowserContextOptions) => Promise<Page>
}

/** Playwright's `test` against the built product. Any error a page reports, or a policy it breaks, fails the test. */
export const test = base.extend<OfTest, OfWorker>({
  seed: [{ fill: () => Promise.resolve() }, { scope: 'worker', option: true }],
  mayLog: [/$^/, { option: true }],

  product: [
    async ({ seed }, use) => {
      const database = await createDatabase(JSON.parse(process.env[CLUSTER]!) as TestCluster)
      process.env['DATABASE_APP_URL'] = database.appUrl
      // What a seed publishes is signed with the product's own key.
      const varDir = await temporaryFolder()
      process.env['VAR_DIR'] = varDir
      await seed.fill()
      const { appUrl: databaseUrl, ownerUrl } = database
      const product = await startProduct({ databaseUrl, ownerUrl, env: { VAR_DIR: varDir } })
      await use(product)
      await product.stop()
      await rm(varDir, { recursive: true, force: true })
      await disconnect()
      await database.drop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  baseURL: async ({ product }, use) => use(product.url),

  complaints: [
    async ({ mayLog }, use) => {
      const complaints: string[] = []
      await use(complaints)
      expect(complaints.filter((text) => !mayLog.test(text))).toEqual([])
    },
    { auto: true },
  ],

  context: async ({ context, complaints }, use) => {
    watch(context, complaints)
    await use(context)
  },

  visitor: async ({ browser, baseURL, complaints }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (options = {}) => {
      const context = await browser.newContext({ ...(baseURL === undefined ? {} : { baseURL }), ...options })
      contexts.push(context)
      watch(context, complaints)
      return context.newPage()
    })
    for (const context of contexts) await context.close()
  },
})

export { expect }

/** Chromium reports a breach of the content security policy as an error in the console. */
function watch(context: BrowserContext, complaints: string[]) {
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => complaints.push(error.error().stack ?? error.error().message))
}
