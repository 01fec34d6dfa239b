import { useLoaderData } from '@remix-run/react'
import { prefectureName } from '~/core/contest/divisions'
import { page } from '~/http/wrappers.server'
import { figures } from '~/services/figures.server'
import { Card, OfficeHead, TableFrame } from '~/ui/office'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const loader = page((actor) => figures(actor))

export const meta = titled('figures')

type Row = { readonly name: string; readonly values: readonly number[] }

const total = ({ values }: Row) => values.reduce((sum, each) => sum + each, 0)

/** How registration goes, for whoever is asked about it every day. */
export default function Figures() {
  const { t, said, count } = useText()
  const { registered, drafts, states, tracks, prefectures, serviceDomains, days } =
    useLoaderData<typeof loader>()
  const areas = prefectures.map(({ prefecture, tracks: values }) => ({
    name: (prefecture && prefectureName(prefecture)) ?? t('organiser.figures.province'),
    values,
  }))
  const domains = serviceDomains.map(({ name, tracks: values }) => ({ name: said(name), values }))
  // One scale for all bars, so that their lengths can be compared across charts.
  const most = Math.max(1, ...[...areas, ...domains].map(total), ...days.map((day) => day.count))
  const names = tracks.map(({ name }) => said(name))
  return (
    <>
      <OfficeHead title={t('organiser.figures.title')}>
        <a href="/organiser/figures.csv" className="flex min-h-11 items-center text-indigo-700 underline">
          {t('organiser.figures.csv')}
        </a>
      </OfficeHead>
      <dl className="flex flex-wrap gap-x-10 gap-y-4 rounded border border-line bg-white px-6 py-5">
        <Figure name={t('organiser.figures.registered')} value={count(registered)} large />
        <Figure name={t('organiser.figures.drafts')} value={count(drafts)} large />
        {states.map(({ state, count: number }) => (
          <Figure key={state} name={t(`entryState.${state}`)} value={count(number)} />
        ))}
      </dl>
      {registered === 0 ? (
        <p className="rounded border border-line bg-white p-6">{t('organiser.figures.noneYet')}</p>
      ) : (
        <div className="grid gap-7 xl:grid-cols-2">
          <Bars title={t('organiser.figures.byPrefecture')} rows={areas} names={names} most={most} />
          <Bars title={t('organiser.figures.byDomain')} rows={domains} names={names} most={most} />
          <Bars
            title={t('organiser.figures.byDay')}
            rows={days.map((day) => ({ name: day.day, values: [day.count] }))}
            names={[t('organiser.figures.count')]}
            most={most}
          />
        </div>
      )}
    </>
  )
}

function Figure({ name, value, large = false }: { name: string; value: string; large?: boolean }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-sm text-meta">{name}</dt>
      <dd className={large ? 'font-serif text-3xl font-bold' : 'pt-2 text-xl font-bold'}>{value}</dd>
    </div>
  )
}

const FILLS = ['fill-indigo-600', 'fill-indigo-300'] as const

/** A table whose rows are drawn, too: label on the left, bars in the middle, the sum at their end. */
function Bars({
  title,
  rows,
  names,
  most,
}: {
  title: string
  rows: readonly Row[]
  names: readonly string[]
  most: number
}) {
  const { t } = useText()
  return (
    <Card title={title} className="min-w-0">
      <TableFrame label={title}>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            {names.map((name, at) => (
              <th key={name} scope="col" className="text-right">
                <svg aria-hidden viewBox="0 0 10 10" className="mr-1.5 inline size-2.5">
                  <rect width="10" height="10" className={FILLS[at] ?? FILLS[0]} />
                </svg>
                {name}
              </th>
            ))}
            {names.length > 1 && (
              <th scope="col" className="text-right">
                {t('organiser.figures.total')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row" className="font-normal">
                {row.name}
                <svg aria-hidden viewBox="0 0 200 6" preserveAspectRatio="none" className="mt-1 h-1.5 w-44">
                  {row.values.map((value, at) => (
                    <rect
                      key={names[at]}
                      x={(200 * row.values.slice(0, at).reduce((sum, each) => sum + each, 0)) / most}
                      width={(200 * value) / most}
                      height="6"
                      className={FILLS[at] ?? FILLS[0]}
                    />
                  ))}
                </svg>
              </th>
              {row.values.map((value, at) => (
                <td key={names[at]} className="text-right tabular-nums">
                  {value}
                </td>
              ))}
              {names.length > 1 && <td className="text-right font-bold tabular-nums">{total(row)}</td>}
            </tr>
          ))}
        </tbody>
      </TableFrame>
    </Card>
  )
}
