import { redirect } from '@remix-run/node'
import { z } from 'zod'
import { noSessionCookie, sessionToken } from '~/http/session.server'
import { form } from '~/http/wrappers.server'
import { signOut } from '~/services/accounts.server'

export const loader = () => redirect('/')

export const action = form(z.object({}), async (_actor, _nothing, _params, { request, context }) => {
  const token = await sessionToken(request)
  if (token) await signOut(token)
  return redirect('/', { headers: { 'Set-Cookie': await noSessionCookie(context) } })
})
