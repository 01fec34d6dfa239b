import { createCookie } from '@remix-run/node'
import type { AppLoadContext } from '@remix-run/server-runtime'
import type { Actor } from '~/core/access/actor'
import { isLanguage, type Language } from '~/core/contest/localized'
import { memberOf } from '~/services/accounts.server'

const session = createCookie('session', { path: '/', httpOnly: true, sameSite: 'lax' })
const YEAR = { path: '/', sameSite: 'lax', maxAge: 365 * 24 * 3600 } as const
const language = createCookie('language', YEAR)
const size = createCookie('size', YEAR)

export const SIZES = ['normal', 'large'] as const
export type Size = (typeof SIZES)[number]

/** The token that the browser sent, or null. */
export async function sessionToken(request: Request): Promise<string | null> {
  const token: unknown = await session.parse(request.headers.get('Cookie'))
  return typeof token === 'string' ? token : null
}

export const sessionCookie = (
  { token, expiresAt }: { token: string; expiresAt: Date },
  { secure }: AppLoadContext,
) => session.serialize(token, { expires: expiresAt, secure })

export const noSessionCookie = ({ secure }: AppLoadContext) =>
  session.serialize('', { expires: new Date(0), secure })

const actors = new WeakMap<AppLoadContext, Promise<Actor>>()

/** Whoever sent the request. Asked by every loader of a page, answered by the database once. */
export function actorOf(request: Request, context: AppLoadContext): Promise<Actor> {
  const known = actors.get(context)
  if (known) return known
  const asked = sessionToken(request).then((token) => (token ? memberOf(token) : null))
  actors.set(context, asked)
  return asked
}

/** The language chosen with the switch, else the first one the browser asks for that we have, else Chinese. */
export async function languageOf(request: Request): Promise<Language> {
  const chosen: unknown = await language.parse(request.headers.get('Cookie'))
  if (isLanguage(chosen)) return chosen
  const asked = request.headers.get('Accept-Language') ?? ''
  const [first] = asked.split(',').flatMap((range) => /^\s*(zh|en)\b/i.exec(range)?.[1]?.toLowerCase() ?? [])
  return first === 'en' ? 'en' : 'zh-CN'
}

export const languageCookie = (chosen: Language, { secure }: AppLoadContext) =>
  language.serialize(chosen, { secure })

/** The size of type chosen with the switch. */
export async function sizeOf(request: Request): Promise<Size> {
  const chosen: unknown = await size.parse(request.headers.get('Cookie'))
  return chosen === 'large' ? 'large' : 'normal'
}

export const sizeCookie = (chosen: Size, { secure }: AppLoadContext) => size.serialize(chosen, { secure })

/** Where to go after signing in: a path of this site, or the fallback for anything else. */
export function ownPath(path: string | null | undefined, fallback: string) {
  if (!path || !/^\/(?![/\\])/.test(path)) return fallback
  const url = new URL(path, 'http://own.invalid')
  return url.host === 'own.invalid' ? url.pathname + url.search : fallback
}
