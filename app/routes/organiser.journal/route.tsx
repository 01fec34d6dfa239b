import { useLoaderData } from '@remix-run/react'
import { page } from '~/http/wrappers.server'
import { journal } from '~/services/office.server'
import { ButtonLink } from '~/ui/button'
import { JournalDetails } from '~/ui/journal-line'
import { OfficeHead, TableFrame } from '~/ui/office'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const loader = page((actor, _params, { url }) =>
  journal(actor, url.searchParams.get('before') ?? undefined),
)

export const meta = titled('journal')

export default function Journal() {
  const { t, moment } = useText()
  const { lines, older, names } = useLoaderData<typeof loader>()
  return (
    <>
      <OfficeHead title={t('organiser.journal.title')} />
      {lines.length === 0 ? (
        <p className="rounded border border-line bg-white p-6">{t('organiser.journal.empty')}</p>
      ) : (
        <TableFrame label={t('organiser.journal.title')}>
          <thead>
            <tr>
              <th scope="col">{t('organiser.journal.at')}</th>
              <th scope="col">{t('organiser.journal.actor')}</th>
              <th scope="col">{t('organiser.journal.act')}</th>
              <th scope="col">{t('organiser.journal.details')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ id, at, actor, act, details }) => (
              <tr key={id}>
                <td className="whitespace-nowrap text-meta">{moment(at)}</td>
                <td className="whitespace-nowrap">{actor ?? t('organiser.journal.system')}</td>
                <th scope="row" className="whitespace-nowrap">
                  {t(`journal.${act}`)}
                </th>
                <td className="text-sm text-ink-2">
                  <JournalDetails details={details} names={names} />
                </td>
              </tr>
            ))}
          </tbody>
        </TableFrame>
      )}
      {older && <ButtonLink to={`?before=${older}`}>{t('organiser.journal.older')}</ButtonLink>}
    </>
  )
}
