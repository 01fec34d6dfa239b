/** A program that keeps the product's own database open until it is told to end or killed: `embedded.process.ts FOLDER`. */
import { startEmbedded } from '~/data/embedded.server'

const say = (line: string) => process.stdout.write(`${line}\n`)
const server = await startEmbedded({ dir: process.argv[2]!, log: { info: say, warn: say }, port: 56320 })
say(JSON.stringify({ ownerUrl: server.ownerUrl }))
const open = setInterval(() => undefined, 60_000)
process.once('SIGTERM', () => {
  clearInterval(open)
  void server.stop()
})
