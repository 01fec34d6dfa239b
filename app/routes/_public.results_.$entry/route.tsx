import { Link, useLoaderData } from '@remix-run/react'
import { page } from '~/http/wrappers.server'
import { publicBreakdown } from '~/services/breakdowns.server'
import { BreakdownSheet } from '~/ui/breakdown/breakdown-sheet'
import { Column } from '~/ui/site'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const loader = page((_actor, { entry }) => publicBreakdown(entry!))

export const meta = titled('breakdown')

export default function PublicBreakdown() {
  const { t, fullDay } = useText()
  const { version, publishedAt, entrant, ...shown } = useLoaderData<typeof loader>()
  return (
    <Column>
      <BreakdownSheet
        {...shown}
        entrant={entrant ?? t('results.nameWithheld')}
        version={t('breakdown.inVersion', { number: version, date: fullDay(publishedAt) })}
        back={
          <Link
            to={`/results?track=${shown.breakdown.track}`}
            className="text-indigo-700 underline underline-offset-4"
          >
            {t('breakdown.backResults')}
          </Link>
        }
      />
    </Column>
  )
}
