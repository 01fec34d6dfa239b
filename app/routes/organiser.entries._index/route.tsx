import { Link, useLoaderData, useSearchParams } from '@remix-run/react'
import { prefectureName } from '~/core/contest/divisions'
import { ENTRY_STATES, type EntryState } from '~/core/entrants/entry'
import { page } from '~/http/wrappers.server'
import { entriesOffice } from '~/services/review.server'
import { Button } from '~/ui/button'
import { OfficeHead, TableFrame } from '~/ui/office'
import { EntryStateMark } from '~/ui/state-mark'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const loader = page((actor, _params, { url }) => {
  const state = url.searchParams.get('state') as EntryState | null
  const track = url.searchParams.get('track')
  return entriesOffice(actor, {
    ...(state && ENTRY_STATES.includes(state) && { state }),
    ...(track && { track }),
  })
})

export const meta = titled('entries')

const SELECT = 'min-h-11 rounded border border-line-2 bg-white px-2'

export default function Entries() {
  const { t, said, moment } = useText()
  const { entries, tracks, counts } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  return (
    <>
      <OfficeHead title={t('organiser.entries.title')}>
        <form className="flex flex-wrap items-center gap-3" key={search.toString()}>
          <label className="flex items-center gap-2 text-sm">
            {t('organiser.entries.state')}
            <select name="state" defaultValue={search.get('state') ?? ''} className={SELECT}>
              <option value="">{t('organiser.entries.all')}</option>
              {ENTRY_STATES.map((state) => (
                <option key={state} value={state}>
                  {t(`entryState.${state}`)} {counts[state] ?? 0}
                </option>
              ))}
            </select>
          </label>
          <label className="flex items-center gap-2 text-sm">
            {t('organiser.entries.track')}
            <select name="track" defaultValue={search.get('track') ?? ''} className={SELECT}>
              <option value="">{t('organiser.entries.all')}</option>
              {tracks.map(({ code, name }) => (
                <option key={code} value={code}>
                  {said(name)}
                </option>
              ))}
            </select>
          </label>
          <Button>{t('organiser.entries.filter')}</Button>
        </form>
      </OfficeHead>
      {entries.length === 0 ? (
        <p className="rounded border border-line bg-white p-6">{t('organiser.entries.empty')}</p>
      ) : (
        <TableFrame label={t('organiser.entries.title')}>
          <thead>
            <tr>
              <th scope="col">{t('organiser.entries.state')}</th>
              <th scope="col">{t('organiser.entries.entryTitle')}</th>
              <th scope="col">{t('organiser.entries.entrant')}</th>
              <th scope="col">{t('organiser.entries.track')}</th>
              <th scope="col">{t('organiser.entries.prefecture')}</th>
              <th scope="col">{t('organiser.entries.code')}</th>
              <th scope="col">{t('organiser.entries.at')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map(({ id, state, title, entrant, track, prefecture, code, at }) => (
              <tr key={id} className="relative hover:bg-paper">
                <td>
                  <EntryStateMark state={state} />
                </td>
                <th scope="row" className="min-w-48">
                  <Link
                    to={`/organiser/entries/${id}`}
                    className="text-indigo-800 after:absolute after:inset-0"
                  >
                    {title || t('my.untitled')}
                  </Link>
                </th>
                <td className="min-w-32">{entrant}</td>
                <td className="whitespace-nowrap">{said(track)}</td>
                <td className="whitespace-nowrap">{prefectureName(prefecture)}</td>
                <td className="whitespace-nowrap">{code}</td>
                <td className="whitespace-nowrap text-meta">{moment(at)}</td>
              </tr>
            ))}
          </tbody>
        </TableFrame>
      )}
    </>
  )
}
