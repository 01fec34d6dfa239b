import { Link, useLoaderData } from '@remix-run/react'
import { page } from '~/http/wrappers.server'
import { ownResult } from '~/services/breakdowns.server'
import { BreakdownSheet } from '~/ui/breakdown/breakdown-sheet'
import { Column, PageTitle } from '~/ui/site'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const loader = page(async (actor, { entry }) => ({ own: await ownResult(actor, entry!) }))

export const meta = titled('breakdown')

export default function OwnResult() {
  const { t, fullDay } = useText()
  const { own } = useLoaderData<typeof loader>()
  const back = (
    <Link to="/my" className="text-indigo-700 underline underline-offset-4">
      {t('breakdown.backMine')}
    </Link>
  )
  if (!own) {
    return (
      <Column>
        {back}
        <PageTitle>{t('breakdown.title')}</PageTitle>
        <p className="rounded border border-line bg-white p-6">{t('results.notYetHelp')}</p>
      </Column>
    )
  }
  const { version, publishedAt, ...shown } = own
  return (
    <Column>
      <BreakdownSheet
        {...shown}
        version={t('breakdown.inVersion', { number: version, date: fullDay(publishedAt) })}
        back={back}
      />
    </Column>
  )
}
