import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// What `npm run mutate` runs against every mutant of core/scoring: the tests of that folder in one process, without
// those that start commands or compile schemas, the quick ones first.

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const SLOW = ['bundle', 'cases', 'diving', 'breakdown', 'properties', 'recompute', 'verify']

class QuickFirst extends BaseSequencer {
  override sort(files: TestSpecification[]) {
    const slowness = ({ moduleId }: TestSpecification) =>
      SLOW.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
    return Promise.resolve(
      files.toSorted((a, b) => slowness(a) - slowness(b) || a.moduleId.localeCompare(b.moduleId)),
    )
  }
}

export default defineConfig({
  resolve: { alias: { '~': path('./app'), '~tests': path('./tests') } },
  test: {
    include: ['tests/core/scoring/*.test.ts', 'tests/core/contest/worked-examples.test.ts'],
    exclude: ['**/*command.test.ts', '**/json-schema.test.ts'],
    setupFiles: ['tests/support/mutation.setup.ts'],
    env: { PROPERTY_RUNS: '0.1' },
    isolate: false,
    sequence: { sequencer: QuickFirst },
  },
})
