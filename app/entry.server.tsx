import { createReadableStreamFromReadable, type AppLoadContext, type EntryContext } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { Transform } from 'node:stream'
import { renderToPipeableStream } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { languageOf } from '~/http/session.server'
import { textIn } from '~/text/i18n'
import { NonceContext } from '~/ui/nonce'

/** How long loaders that were deferred may take before the page is closed. */
export const streamTimeout = 10_000

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
) {
  const i18n = await textIn(await languageOf(request))
  const wait = isbot(request.headers.get('User-Agent')) || remix.isSpaMode ? 'onAllReady' : 'onShellReady'
  headers.set('Content-Type', 'text/html; charset=utf-8')
  headers.append('Vary', 'Cookie, Accept-Language')
  return new Promise<Response>((resolve, reject) => {
    let failed = false
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={context.nonce}>
        <I18nextProvider i18n={i18n}>
          <RemixServer context={remix} url={request.url} nonce={context.nonce} />
        </I18nextProvider>
      </NonceContext.Provider>,
      {
        nonce: context.nonce,
        [wait]() {
          const body = withoutNulls()
          resolve(
            new Response(createReadableStreamFromReadable(body), { headers, status: failed ? 500 : status }),
          )
          pipe(body)
        },
        onShellError: reject,
        onError(error: unknown) {
          failed = true
          context.log.error({ err: error }, 'a page could not be rendered')
        },
      },
    )
    setTimeout(abort, streamTimeout + 1000).unref()
  })
}

/**
 * React 18 fills its output in blocks of 2048 bytes. Where a Chinese character does not fit into the rest of a block,
 * it sends that rest as zero bytes, which browsers show as two black diamonds, in form fields too. React 19 does not.
 */
const withoutNulls = () =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk)
    },
  })

/** Errors that no wrapper saw: in the routes' own code around loaders, or of Remix itself. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: AppLoadContext },
) {
  // A wrong address or method is answered by Remix and no fault of ours; an aborted request has nobody to answer.
  const { status } = error as { status?: number }
  if (request.signal.aborted || status === 404 || status === 405) return
  context.log.error({ err: error }, 'unexpected error')
}
