import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

export interface Mail {
  readonly from: string
  readonly to: string
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** What a command is answered with instead of yes: a line such as `451 try later`, or `hang up`. */
type Objection = (command: string) => string | undefined

/** A mail server on loopback that keeps what it is given. */
export async function startSmtp() {
  const mails: Mail[] = []
  const server = createServer((socket) => serve(socket))
  const state = { object: (() => undefined) as Objection, mails, url: '', stop }
  const sockets = new Set<Socket>()

  function serve(socket: Socket) {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
    socket.setEncoding('utf8')
    const say = (line: string) => void socket.write(`${line}\r\n`)
    let [from, to, data, rest] = ['', '', null as string[] | null, '']
    const heard = (line: string) => {
      if (data) {
        if (line !== '.') return void data.push(line.replace(/^\./, ''))
        mails.push({ from, to, ...parse(data) })
        data = null
        say('250 taken over')
        return
      }
      const objection = state.object(line)
      if (objection === 'hang up') return void socket.destroy()
      if (objection !== undefined) {
        say(objection)
        return
      }
      const [, command = '', address = ''] = /^(\w+)[^<]*<?([^>]*)>?/.exec(line) ?? []
      switch (command.toUpperCase()) {
        case 'MAIL':
          from = address
          break
        case 'RCPT':
          to = address
          break
        case 'DATA':
          data = []
          {
            say('354 go on')
            return
          }
        case 'QUIT':
          say('221 bye')
          return void socket.end()
      }
      say('250 yes')
    }
    socket.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\r\n')
      rest = lines.pop()!
      for (const line of lines) heard(line)
    })
    say('220 ready')
  }

  async function stop() {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  state.url = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`
  return state
}

/** Headers and text of a mail of one part. */
function parse(lines: readonly string[]) {
  const end = lines.indexOf('')
  const head = lines.slice(0, end).join('\n').replace(/\n\s+/g, ' ').split('\n')
  const headers = Object.fromEntries(
    head.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      decodeWords(line.replace(/^[^:]+: /, '')),
    ]),
  )
  const body = lines.slice(end + 1).join('\n')
  const text =
    headers['content-transfer-encoding'] === 'base64'
      ? Buffer.from(body, 'base64').toString('utf8')
      : headers['content-transfer-encoding'] === 'quoted-printable'
        ? decodeQuoted(body.replace(/=\n/g, ''))
        : body
  return { headers, text: text.trim() }
}

const decodeQuoted = (text: string) =>
  decodeURIComponent(text.replace(/%/g, '%25').replace(/=([0-9A-F]{2})/g, '%$1'))

/** =?UTF-8?B?…?= and =?UTF-8?Q?…?= */
const decodeWords = (text: string) =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64').toString('utf8')
        : decodeQuoted(word.replaceAll('_', ' ')),
    )
