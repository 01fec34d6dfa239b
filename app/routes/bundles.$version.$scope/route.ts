import { page } from '~/http/wrappers.server'
import { resultBundle } from '~/services/results.server'

/** A signed result file. Its content never changes; who may have it may. */
export const loader = page(async (actor, { version, scope }) => {
  const { content, name } = await resultBundle(actor, version!, scope!)
  return new Response(content, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
    },
  })
})
