import { scorebookJsonSchema } from '~/core/scoring/json-schema'

/** The format of a scorebook, for programs of others. It is the same on every installation. */
export const loader = () =>
  new Response(`${JSON.stringify(scorebookJsonSchema(), null, 2)}\n`, {
    headers: {
      'Content-Type': 'application/schema+json; charset=utf-8',
      'Cache-Control': 'public, max-age=3600',
    },
  })
