import type { Rubric } from '~/core/contest/setup'
import { fullMarks } from '~/core/contest/rubric'
import { useText } from '~/ui/text'

/** A rubric as the judge will see it; closed at first, because a page with four of them is long. */
export function RubricTable({ rubric }: { rubric: Rubric }) {
  const { t, said } = useText()
  const total = fullMarks(rubric.criteria)
  return (
    <details className="rounded border border-line bg-white">
      <summary className="flex min-h-14 list-none flex-wrap items-center justify-between gap-x-4 px-5 py-3">
        <span className="font-bold text-indigo-700 underline underline-offset-4">{said(rubric.name)}</span>
        <span className="text-sm text-meta">
          {t('rules.fullMarks', { total, step: rubric.criteria[0]?.step ?? '' })}
        </span>
      </summary>
      <table className="w-full border-t border-line text-left">
        <thead className="bg-paper-2 text-sm">
          <tr>
            <th scope="col" className="px-5 py-2">
              {t('rules.criterion')}
            </th>
            <th scope="col" className="px-5 py-2 text-right">
              {t('rules.points')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rubric.criteria.map(({ id, name, descriptor, max }) => (
            <tr key={id} className="border-t border-line align-top">
              <th scope="row" className="px-5 py-3 font-normal">
                <span className="font-bold">{said(name)}</span>
                <span className="block text-sm text-meta">{said(descriptor)}</span>
              </th>
              <td className="px-5 py-3 text-right font-bold">{max}</td>
            </tr>
          ))}
          <tr className="border-t border-line">
            <th scope="row" className="px-5 py-3">
              {t('rules.total')}
            </th>
            <td className="px-5 py-3 text-right font-bold">{total}</td>
          </tr>
        </tbody>
      </table>
    </details>
  )
}
