import { Link } from '@remix-run/react'
import type { Localized } from '~/core/contest/localized'
import { classes } from '~/ui/class-names'
import { useText } from '~/ui/text'

export type Row = {
  readonly code: string
  readonly rank: number
  readonly serviceDomain: string | null
  readonly final: string
  readonly stages: Readonly<Record<string, string>>
  readonly awards: readonly string[]
  readonly title: string
  readonly entrant: string | null
  readonly unit: string | null
  readonly place: string
}

type Named = { readonly code: string; readonly name: Localized }

export type PublicRanking = {
  readonly rows: readonly Row[]
  readonly stages: readonly (Named & { readonly weight: string })[]
  readonly awards: readonly (Named & { readonly track: string })[]
  readonly serviceDomains: readonly Named[]
  readonly track: string
  /** Whether the version has breakdowns and a signed file. */
  readonly result: { readonly signed: boolean }
}

/** Awards are words with a dot: solid, mid and hollow, so that colour is never the only sign. */
const DOTS = ['bg-indigo-800', 'bg-indigo-400', 'border-2 border-indigo-400']

/** The ranking as a table on wide screens and as a list of two-line rows on phones. */
export function RankingTable({ results }: { results: PublicRanking }) {
  const { t, said, share } = useText()
  const { rows, stages, awards, serviceDomains, track } = results
  const ofTrack = awards.filter((award) => award.track === track)
  const domain = (code: string | null) => {
    const found = serviceDomains.find((each) => each.code === code)
    return found ? said(found.name) : ''
  }
  const cell = 'px-3 py-2.5 align-top'
  return (
    <div className="space-y-2">
      <table className="block w-full rounded border border-line bg-white text-left lg:table">
        <thead className="hidden bg-paper-2 text-sm lg:table-header-group">
          <tr>
            <th scope="col" className={classes(cell, 'text-center')}>
              {t('results.rank')}
            </th>
            <th scope="col" className={cell}>
              {t('results.entry')}
            </th>
            <th scope="col" className={cell}>
              {t('results.entrant')}
            </th>
            <th scope="col" className={cell}>
              {t('results.place')}
            </th>
            <th scope="col" className={cell}>
              {t('results.serviceDomain')}
            </th>
            {stages.map(({ code, name }) => (
              <th key={code} scope="col" className={classes(cell, 'text-right')}>
                {said(name)}
              </th>
            ))}
            <th scope="col" className={classes(cell, 'text-right')}>
              {t('results.total')}
            </th>
            <th scope="col" className={cell}>
              {t('results.award')}
            </th>
          </tr>
        </thead>
        <tbody className="block lg:table-row-group">
          {rows.map((row) => {
            const place = ofTrack.findIndex(({ code }) => row.awards.includes(code))
            return (
              <tr
                key={row.code}
                className="grid grid-cols-[2.5rem_1fr_auto] border-t border-line py-2 first:border-0 lg:table-row lg:first:border-t"
              >
                <td className={classes(cell, 'row-span-2 text-center font-bold max-lg:py-1')}>{row.rank}</td>
                <th scope="row" className={classes(cell, 'font-bold text-indigo-800 max-lg:py-1')}>
                  {row.title}
                  {results.result.signed && (
                    <Link
                      to={`/results/${row.code}`}
                      className="mt-1 flex min-h-8 w-fit items-center text-sm font-normal text-indigo-700 underline underline-offset-4"
                    >
                      {t('results.breakdown')}
                      <span className="sr-only">
                        {t('common.colon')}
                        {row.title}
                      </span>
                    </Link>
                  )}
                </th>
                <td
                  className={classes(
                    cell,
                    'text-ink-2 max-lg:col-start-2 max-lg:row-start-2 max-lg:py-0 max-lg:text-sm',
                  )}
                >
                  {row.entrant ?? <span className="text-meta">{t('results.nameWithheld')}</span>}
                  {row.unit && <span className="block text-sm text-meta">{row.unit}</span>}
                  <span className="block text-sm text-meta lg:hidden">
                    {row.place} {domain(row.serviceDomain)}
                  </span>
                </td>
                <td className={classes(cell, 'hidden whitespace-nowrap text-ink-2 lg:table-cell')}>
                  {row.place}
                </td>
                <td className={classes(cell, 'hidden text-ink-2 lg:table-cell')}>
                  {domain(row.serviceDomain)}
                </td>
                {stages.map(({ code }) => (
                  <td key={code} className={classes(cell, 'hidden text-right text-ink-2 lg:table-cell')}>
                    {row.stages[code] ?? ''}
                  </td>
                ))}
                <td
                  className={classes(
                    cell,
                    'text-right text-lg font-bold max-lg:col-start-3 max-lg:row-start-1 max-lg:py-1',
                  )}
                >
                  {row.final}
                </td>
                <td
                  className={classes(
                    cell,
                    'whitespace-nowrap max-lg:col-start-3 max-lg:row-start-2 max-lg:py-0 max-lg:text-right max-lg:text-sm',
                  )}
                >
                  {place >= 0 && (
                    <span className="inline-flex items-center gap-2">
                      <span
                        aria-hidden
                        className={classes('size-2.5 rounded-full', DOTS[Math.min(place, 2)])}
                      />
                      {said(ofTrack[place]!.name)}
                    </span>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="text-sm text-meta">
        {t('results.weightNote', {
          sum: stages
            .map(({ name, weight }) => t('results.weightPart', { stage: said(name), weight: share(weight) }))
            .join(' + '),
        })}
      </p>
    </div>
  )
}
