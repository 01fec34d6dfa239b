import type { SubmissionResult } from '@conform-to/react'
import {
  isRouteErrorResponse,
  type ClientActionFunctionArgs,
  type ShouldRevalidateFunction,
} from '@remix-run/react'

/** What a form's page hears of what it sent. `lost`: no answer came, or one that is not ours. */
export type Heard<T> = {
  readonly reply: SubmissionResult | null
  readonly done: T | null
  readonly lost?: true
  readonly errorId?: string
}

/**
 * A client action for forms that must never be replaced by an error page: what was typed stays on the screen when
 * the network or the server fails.
 */
export async function keepForm<T>({ serverAction }: ClientActionFunctionArgs): Promise<Heard<T>> {
  try {
    return await serverAction<Heard<T>>()
  } catch (error) {
    // A redirect is an answer.
    if (error instanceof Response) throw error
    const errorId = isRouteErrorResponse(error)
      ? (error.data as { errorId?: string } | null)?.errorId
      : undefined
    return { reply: null, done: null, lost: true, ...(errorId && { errorId }) }
  }
}

/** Loads nothing anew after a refusal or a failure: a loader's way to the sign-in page would take the form along. */
export const keepPage: ShouldRevalidateFunction = ({ actionResult, defaultShouldRevalidate }) => {
  const heard = actionResult as Heard<unknown> | undefined
  return heard?.lost || heard?.reply ? false : defaultShouldRevalidate
}
