import type { HistoryStep } from '~/core/entrants/review-desk'
import { useText } from './text'

/** What became of an entry, step by step. */
export function EntryHistory({ history }: { history: readonly HistoryStep[] }) {
  const { t, moment } = useText()
  return (
    <ol className="border-l-2 border-line">
      {history.map(({ what, at, number, receipt, message }) => (
        <li key={`${what} ${new Date(at).getTime()}`} className="relative pb-3 pl-5">
          <span
            aria-hidden
            className="absolute top-1.5 -left-[0.4375rem] size-3 rounded-full border-2 border-indigo-700 bg-white"
          />
          <p className="flex flex-wrap gap-x-4">
            <b>{t(`review.step.${what}`, { number })}</b>
            <span className="text-meta">{moment(at)}</span>
            {receipt && <code>{receipt}</code>}
          </p>
          {message && <p className="whitespace-pre-line">{message}</p>}
        </li>
      ))}
    </ol>
  )
}
