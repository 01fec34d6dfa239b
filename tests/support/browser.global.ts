import { CLUSTER } from './browser'
import { startCluster } from './cluster'

/** One PostgreSQL for all browser tests; the workers inherit the environment. */
export default async function setup() {
  const cluster = await startCluster()
  process.env[CLUSTER] = JSON.stringify(cluster)
  return () => cluster.stop()
}
