import { Link, useLoaderData } from '@remix-run/react'
import { page } from '~/http/wrappers.server'
import { deskBreakdown } from '~/services/breakdowns.server'
import { BreakdownSheet } from '~/ui/breakdown/breakdown-sheet'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const loader = page((actor, { entry }) => deskBreakdown(actor, entry!))

export const meta = titled('breakdown')

export default function DeskBreakdown() {
  const { t } = useText()
  return (
    <BreakdownSheet
      {...useLoaderData<typeof loader>()}
      version={t('breakdown.standing')}
      back={
        <Link to="/organiser/ranking" className="text-indigo-700 underline underline-offset-4">
          {t('breakdown.back')}
        </Link>
      }
    />
  )
}
