import pg from 'pg'

/** One plain connection for one piece of work, closed afterwards. What the product reads and writes goes through Prisma. */
export async function withClient<T>(
  config: string | pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
) {
  const client = new pg.Client(config)
  // A broken connection fails the query that waits; told a second time, as an event, it would end the process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}
