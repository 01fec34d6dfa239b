import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const BUILT = 'build/server/index.js'
const NOTE = 'build/made-from'

const FOLDERS = ['app', 'public', 'prisma']
const FILES = ['package.json', 'package-lock.json', 'remix.config.js', 'tsconfig.json', 'vite.config.ts']
/** Made by the build itself, from `prisma`. */
const GENERATED = join('app', 'data', 'generated')

/**
 * Builds the product, unless the build there was made from just these sources.
 * @param said where the build's own messages go; nowhere means they are shown only if it fails.
 */
export async function ensureBuild({ said, signal }: { said: 'here' | 'nowhere'; signal?: AbortSignal }) {
  const now = await fingerprint()
  if (existsSync(GENERATED) && (await noted()) === `${now} ${await builtAt()}`) return
  await rm(NOTE, { force: true })
  await npmRunBuild(said, signal)
  await writeFile(NOTE, `${now} ${await builtAt()}`)
}

const noted = () => readFile(NOTE, 'utf8').catch(() => '')

/** Somebody may have built by hand since. */
const builtAt = async () => (existsSync(BUILT) ? (await stat(BUILT)).mtimeMs : 'never')

async function fingerprint() {
  const inside = await Promise.all(
    FOLDERS.filter((folder) => existsSync(folder)).map((folder) =>
      readdir(folder, { recursive: true, withFileTypes: true }),
    ),
  )
  const found = inside.flat().filter((entry) => entry.isFile())
  const paths = [...FILES, ...found.map((entry) => join(entry.parentPath, entry.name))]
  const hash = createHash('sha256')
  for (const path of paths.filter((path) => !path.startsWith(GENERATED)).sort()) {
    hash.update(`${path}\0`).update(await readFile(path))
  }
  return hash.digest('hex')
}

function npmRunBuild(said: 'here' | 'nowhere', signal?: AbortSignal) {
  return new Promise<void>((resolve, reject) => {
    const child = spawn('npm', ['run', '--silent', 'build'], {
      env: { ...process.env, NODE_ENV: 'production' },
      // npm is a script on Windows, which only a shell can start.
      shell: process.platform === 'win32',
      stdio: ['ignore', said === 'here' ? 'inherit' : 'pipe', said === 'here' ? 'inherit' : 'pipe'],
      ...(signal === undefined ? {} : { signal }),
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (output += text))
    }
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`The build failed.\n${output}`))
    })
  })
}
