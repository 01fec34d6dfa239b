import type { TestProject } from 'vitest/node'
import { startCluster, type TestCluster } from './cluster'

declare module 'vitest' {
  interface ProvidedContext {
    cluster: TestCluster
  }
}

/** One PostgreSQL for all test files. */
export default async function setup(project: TestProject) {
  const { adminUrl, ownerUrl, appUrl, stop } = await startCluster()
  project.provide('cluster', { adminUrl, ownerUrl, appUrl })
  return stop
}
