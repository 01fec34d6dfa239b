import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type Account, type Log, run } from './child.server'

/** The folder that holds the cluster (in `data/`), its passwords and its log, and the account PostgreSQL runs as. */
export type Home = { path: string; account: Account }

/** Where a root process keeps what PostgreSQL's account cannot reach in the asked folder. */
export const REACHABLE = '/var/lib/gongping'

/**
 * Settles where the cluster of `dir` lives. PostgreSQL refuses to run as root, so a root process hands it to
 * another account, and when that account cannot enter `dir` (a project under /root), to another folder too;
 * `dir/location` then says which, and wins from then on: a cluster must never seem to vanish because a mode changed.
 */
export async function findHome(dir: string, log: Log): Promise<Home> {
  await mkdir(dir, { recursive: true })
  const asked = await realpath(resolve(dir))
  if (process.getuid?.() !== 0) {
    await refuseForeignCluster(asked)
    return { path: asked, account: undefined }
  }
  const elsewhere = await readLocation(asked)
  const path = elsewhere ?? asked
  const account = (await ownerOfCluster(path)) ?? (await databaseAccount(log))
  // Others may pass through, not look around; the cluster itself is 0700.
  await chmod(path, ((await stat(path)).mode & 0o777) | 0o011)
  if (await canEnter(path, account)) {
    await handOver(join(path, 'data'), account)
    return { path, account }
  }

  if (elsewhere !== undefined || existsSync(join(asked, 'data')))
    throw new Error(
      `The database in ${path} belongs to the system user ${account.name}, who cannot enter that folder. ` +
        'Let others pass through the folders above it (chmod o+x), or move the database to such a place.',
    )
  return { path: await moveOut(asked, account, log), account }
}

async function moveOut(asked: string, account: NonNullable<Account>, log: Log) {
  const path = freshPlace(createHash('sha256').update(asked).digest('hex').slice(0, 16), log)
  await mkdir(path, { recursive: true })
  for (const folder of [REACHABLE, path]) await chmod(folder, 0o711)
  if (!(await canEnter(path, account)))
    throw new Error(
      `The system user ${account.name}, as whom PostgreSQL runs, can enter neither ${asked} nor ${path}. ` +
        'Start the server as a normal user, or move it to a folder that others may pass through.',
    )
  await writeFile(join(path, 'origin'), asked)
  await writeFile(join(asked, 'location'), path)
  log.info(`${asked} cannot be entered by the system user ${account.name}, as whom PostgreSQL runs`)
  log.info(`The database is therefore kept in ${path}`)
  return path
}

/** Whoever removed the folder with its note wants to begin anew; what was there before is not removed for him. */
function freshPlace(name: string, log: Log) {
  for (let number = 1; ; number++) {
    const path = join(REACHABLE, number === 1 ? name : `${name}-${number}`)
    if (!existsSync(join(path, 'data'))) return path
    log.warn(`An earlier database of this folder is still in ${path}; it is not used any more`)
  }
}

/** The folder named by `asked/location`. A copied project must not write into the database of its original. */
async function readLocation(asked: string) {
  const path = await readFile(join(asked, 'location'), 'utf8').catch(() => undefined)
  if (path === undefined) return undefined
  const note = join(asked, 'location')
  if (!existsSync(path))
    throw new Error(
      `${note} says that the database is kept in ${path}, but it is not there. Bring it back, or remove the note to begin with an empty database.`,
    )
  const origin = await readFile(join(path, 'origin'), 'utf8').catch(() => asked)
  if (origin !== asked && existsSync(join(origin, 'location')))
    throw new Error(
      `${note} was copied from ${origin}, whose database it names. Remove the note to begin with an empty database here.`,
    )
  await writeFile(join(path, 'origin'), asked)
  return path
}

/** A file that root makes in a user's folder is the user's: one start with sudo must not lock him out. */
export async function giveToOwner(file: string) {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = await stat(dirname(file))
  await chown(file, uid, gid)
}

/** A normal user can run only a cluster of its own. */
async function refuseForeignCluster(asked: string) {
  const cluster = await stat(join(asked, 'data')).catch(() => undefined)
  const foreign = cluster !== undefined && process.getuid !== undefined && cluster.uid !== process.getuid()
  if (foreign || existsSync(join(asked, 'location')))
    throw new Error(
      `The database of ${asked} was made by another user. Start the server as that user or as root.`,
    )
}

/** An existing cluster keeps its owner: a server started once with sudo must not take it away from its user. */
async function ownerOfCluster(home: string): Promise<Account> {
  const cluster = await stat(join(home, 'data')).catch(() => undefined)
  if (cluster === undefined || cluster.uid === 0) return undefined
  return { name: `number ${cluster.uid}`, uid: cluster.uid, gid: cluster.gid }
}

/** A cluster that root copied back from a backup belongs to root, with whom PostgreSQL does not work. */
async function handOver(data: string, account: NonNullable<Account>) {
  const cluster = await stat(data).catch(() => undefined)
  if (cluster?.uid !== 0) return
  await run('chown', ['-R', `${account.uid}:${account.gid}`, data])
  await chmod(data, 0o700)
}

async function databaseAccount(log: Log): Promise<NonNullable<Account>> {
  const existing = (await accountNamed('postgres')) ?? (await accountNamed('gongping'))
  if (existing) return existing
  const made = await run('useradd', ['--system', '--no-create-home', '--shell', '/bin/false', 'gongping'])
  const own = await accountNamed('gongping')
  if (own) {
    log.info('Created the system user gongping: PostgreSQL does not run as root')
    return own
  }
  const nobody = await accountNamed('nobody')
  if (!nobody)
    throw new Error(
      `PostgreSQL does not run as root, and no system user for it could be made: ${made.output || 'useradd failed'}`,
    )
  log.warn(
    `PostgreSQL runs as nobody: a system user of its own could not be made (${made.output || 'useradd failed'})`,
  )
  return nobody
}

async function accountNamed(name: string): Promise<Account> {
  const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
  return uid.code === 0 && gid.code === 0
    ? { name, uid: Number(uid.output), gid: Number(gid.output) }
    : undefined
}

/** Asked by trying: modes alone do not tell about access lists and mount options. */
const canEnter = async (folder: string, account: Account) =>
  (await run('/bin/sh', ['-c', 'test -x "$1"', 'sh', folder], account)).code === 0
