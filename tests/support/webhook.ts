import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An SMS gateway on loopback that keeps what is posted to it. */
export async function startWebhook() {
  const posts: { body: string; signature: string; type: string }[] = []
  const state = { status: 200, posts, url: '', stop }
  const server = createServer((req, res) => {
    let body = ''
    req.setEncoding('utf8')
    req.on('data', (chunk: string) => (body += chunk))
    req.on('end', () => {
      const { 'x-gongping-signature': signature, 'content-type': type } = req.headers
      posts.push({ body, signature: String(signature), type: String(type) })
      res.writeHead(state.status).end()
    })
  })

  async function stop() {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`
  return state
}
