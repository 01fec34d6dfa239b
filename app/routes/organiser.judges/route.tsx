import { useLoaderData } from '@remix-run/react'
import { page } from '~/http/wrappers.server'
import { judgesOffice } from '~/services/accounts.server'
import { ButtonLink } from '~/ui/button'
import { OfficeHead, TableFrame } from '~/ui/office'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const loader = page((actor) => judgesOffice(actor))

export const meta = titled('judges')

/** The panel with its loads. */
export default function Judges() {
  const { t } = useText()
  const { judges } = useLoaderData<typeof loader>()
  return (
    <>
      <OfficeHead title={t('organiser.judges.title')}>
        <ButtonLink to="/organiser/staff">{t('organiser.judges.inviteThere')}</ButtonLink>
      </OfficeHead>
      {judges.length === 0 ? (
        <p className="rounded border border-line bg-white p-6">{t('organiser.judges.empty')}</p>
      ) : (
        <TableFrame label={t('organiser.judges.title')}>
          <thead>
            <tr>
              <th scope="col">{t('organiser.judges.code')}</th>
              <th scope="col">{t('organiser.judges.name')}</th>
              <th scope="col" className="text-right">
                {t('organiser.judges.submitted')}
              </th>
              <th scope="col" className="text-right">
                {t('organiser.judges.open')}
              </th>
              <th scope="col" className="text-right">
                {t('organiser.judges.recused')}
              </th>
            </tr>
          </thead>
          <tbody>
            {judges.map(({ code, name, submitted, open, recused }) => (
              <tr key={code}>
                <th scope="row">{code}</th>
                <td>{name}</td>
                <td className="text-right">{submitted}</td>
                <td className="text-right">{open}</td>
                <td className="text-right">{recused}</td>
              </tr>
            ))}
          </tbody>
        </TableFrame>
      )}
    </>
  )
}
