import { page } from '~/http/wrappers.server'
import { figuresTable } from '~/services/figures.server'

export const loader = page(
  async (actor) =>
    new Response(await figuresTable(actor), {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="figures.csv"',
        'Cache-Control': 'no-store',
      },
    }),
)
