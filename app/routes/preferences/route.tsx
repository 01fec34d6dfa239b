import { redirect } from '@remix-run/node'
import { z } from 'zod'
import { LANGUAGES } from '~/core/contest/localized'
import { languageCookie, ownPath, sizeCookie, SIZES } from '~/http/session.server'
import { form } from '~/http/wrappers.server'

export const loader = () => redirect('/')

const Preferences = z.object({
  language: z.enum(LANGUAGES).optional(),
  size: z.enum(SIZES).optional(),
  next: z.string().optional(),
})

export const action = form(Preferences, async (_actor, { language, size, next }, _params, { context }) => {
  const headers = new Headers()
  if (language) headers.append('Set-Cookie', await languageCookie(language, context))
  if (size) headers.append('Set-Cookie', await sizeCookie(size, context))
  return redirect(ownPath(next, '/'), { headers })
})
