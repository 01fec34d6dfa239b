import type { Member } from '~/core/access/actor'
import { createSession } from '~/data/accounts.server'
import { db } from '~/data/db.server'
import { sessionCookie } from '~/http/session.server'
import { newToken } from '~/services/secrets.server'

const HOUR = 3_600_000

/** A session of a member, as the cookie that his browser keeps. Quicker than the form, and nobody needs a password. */
export async function sessionOf({ id: accountId }: Pick<Member, 'id'>) {
  const { token, tokenHash } = newToken()
  const expiresAt = new Date(Date.now() + HOUR)
  await createSession(db(), { tokenHash, accountId, expiresAt })
  const header = await sessionCookie({ token, expiresAt }, { secure: false } as never)
  const [, name, value] = /^([^=]+)=([^;]*)/.exec(header)!
  return { name: name!, value: value! }
}
