import { useText } from '~/ui/text'
import type { PublicRanking } from './ranking-table'

/** The first prizes in rank order, as equal cells; the same rows stand in the table too. */
export function FirstPrizes({ results }: { results: PublicRanking }) {
  const { t, said } = useText()
  const first = results.awards.find(({ track }) => track === results.track)
  const rows = first ? results.rows.filter(({ awards }) => awards.includes(first.code)) : []
  if (!first || rows.length === 0) return null
  return (
    <ol className="grid gap-px overflow-hidden rounded border border-line bg-line md:auto-cols-fr md:grid-flow-col">
      {rows.map((row) => (
        <li key={row.code} className="flex items-end justify-between gap-4 bg-white p-5">
          <div>
            <p className="text-sm text-meta">
              {t('results.firstPrize', { award: said(first.name), rank: row.rank })}
            </p>
            <p className="font-serif text-lg font-bold text-indigo-800">{row.title}</p>
            <p className="text-sm text-ink-2">
              {row.entrant ?? t('results.nameWithheld')}
              {t('common.and')}
              {row.place}
            </p>
          </div>
          <p className="font-serif text-xl font-bold">{row.final}</p>
        </li>
      ))}
    </ol>
  )
}
