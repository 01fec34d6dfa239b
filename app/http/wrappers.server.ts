import type { SubmissionResult } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import {
  data,
  redirect,
  type ActionFunctionArgs,
  type AppLoadContext,
  type LoaderFunctionArgs,
} from '@remix-run/node'
import type { z } from 'zod'
import type { Actor } from '~/core/access/actor'
import { fault } from '~/core/access/fault'
import { Refusal, type RefusalKind } from '~/core/access/refusal'
import { actorOf } from './session.server'

type Params = Readonly<Record<string, string | undefined>>
type Asked = { readonly request: Request; readonly url: URL; readonly context: AppLoadContext }

const STATUS = {
  'sign-in': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  invalid: 400,
  'too-many': 429,
} as const satisfies Record<RefusalKind, number>

/** What an error page is told: the refusal's code, or the id under which an unexpected error was logged. */
export type ErrorFacts = { readonly refusal?: string; readonly errorId?: string }

/** Logs an unexpected error under the id of its request, which the visitor is shown. Responses pass untouched. */
function unexpected(error: unknown, { log, requestId }: AppLoadContext): never {
  if (error instanceof Response) throw error
  log.error({ err: error }, 'unexpected error')
  throw data({ errorId: requestId } satisfies ErrorFacts, { status: 500 })
}

/** A loader: who asks, for what. A refusal becomes an error page with its status, or the way to sign in. */
export function page<T>(load: (actor: Actor, params: Params, asked: Asked) => Promise<T>) {
  return async ({ request, params, context }: LoaderFunctionArgs): Promise<T> => {
    const url = new URL(request.url)
    try {
      return await load(await actorOf(request, context), params, { request, url, context })
    } catch (error) {
      if (!(error instanceof Refusal)) return unexpected(error, context)
      if (error.kind === 'sign-in') {
        throw redirect(`/signin?next=${encodeURIComponent(url.pathname + url.search)}`)
      }
      throw data({ refusal: error.code } satisfies ErrorFacts, { status: STATUS[error.kind] })
    }
  }
}

/** What a form sends, without zero bytes: a paste may bring some along, no text has any, and PostgreSQL stores none. */
async function fieldsOf(request: Request) {
  const fields = new FormData()
  for (const [name, value] of await request.formData()) {
    fields.append(name, typeof value === 'string' ? value.replaceAll('\0', '') : value)
  }
  return fields
}

/** What a form's page gets back: faults to show beside the fields, or what the act returned. */
export type Answer<T> = { readonly reply: SubmissionResult | null; readonly done: T | null }

/**
 * An action: parse by the schema, act, answer. Faults and refusals go back to the form with everything that was
 * typed; an expired session does too, so that no draft is lost by it.
 */
export function form<S extends z.ZodType, T>(
  schema: S,
  act: (actor: Actor, value: z.output<S>, params: Params, asked: Asked) => Promise<T | Response>,
) {
  const answer = async ({ request, params, context }: ActionFunctionArgs) => {
    const url = new URL(request.url)
    // All our forms are of this kind. Multipart would have no limit, and no form here carries files.
    if (!request.headers.get('Content-Type')?.startsWith('application/x-www-form-urlencoded')) {
      throw data({} satisfies ErrorFacts, { status: 415 })
    }
    const submission = parseWithZod(await fieldsOf(request), { schema })
    if (submission.status !== 'success') {
      return data<Answer<Exclude<T, Response>>>({ reply: submission.reply(), done: null }, { status: 400 })
    }
    try {
      const done = await act(await actorOf(request, context), submission.value, params, {
        request,
        url,
        context,
      })
      return done instanceof Response
        ? done
        : data<Answer<Exclude<T, Response>>>({ reply: null, done: done as Exclude<T, Response> })
    } catch (error) {
      if (!(error instanceof Refusal)) return unexpected(error, context)
      const message = [fault(`refusal.${error.code}`, error.values)]
      const reply = submission.reply(
        error.field ? { fieldErrors: { [error.field]: message } } : { formErrors: message },
      )
      return data<Answer<Exclude<T, Response>>>({ reply, done: null }, { status: STATUS[error.kind] })
    }
  }
  // A redirect never reaches the form's page, so its type need not either.
  return answer as (
    args: ActionFunctionArgs,
  ) => Promise<Exclude<Awaited<ReturnType<typeof answer>>, Response>>
}
