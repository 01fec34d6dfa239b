import { useState } from 'react'
import { shownScore } from '~/core/contest/rubric'
import type { Criterion } from '~/core/contest/setup'
import { classes } from '~/ui/class-names'
import { useText } from '~/ui/text'
import { CriterionEditor } from './criterion-editor'
import type { SheetInHand } from './use-sheet'

type Props = { criteria: readonly Criterion[]; sheet: SheetInHand; writable: boolean }

/**
 * All criteria with their marks, so that gaps are seen at once, and one of them open. Lying: the open one unfolds in
 * its place. Upright: list on the left, the open one on the right, so that the list never moves.
 */
export function Criteria({ criteria, sheet, writable }: Props) {
  const { t } = useText()
  const [open, setOpen] = useState(() => (sheet.missing[0] ?? criteria[0])?.id)
  const next = (from: number) => {
    const following = criteria[from + 1]
    if (following) setOpen(following.id)
  }
  return (
    <>
      <ol className="md:max-lg:grid md:max-lg:grid-cols-[minmax(0,19rem)_minmax(0,1fr)] md:max-lg:content-start">
        {criteria.map((criterion, at) => (
          <li key={criterion.id} className="contents">
            <Row
              criterion={criterion}
              number={at + 1}
              sheet={sheet}
              open={open === criterion.id}
              onOpen={() => setOpen(criterion.id)}
            />
            {open === criterion.id && (
              <div className="border-b border-l-3 border-line border-l-indigo-700 bg-white px-5 pb-4 md:max-lg:col-start-2 md:max-lg:row-span-20 md:max-lg:row-start-1 md:max-lg:border-l-0 md:max-lg:pt-4">
                <CriterionEditor
                  criterion={criterion}
                  sheet={sheet}
                  writable={writable}
                  onNext={() => next(at)}
                />
              </div>
            )}
          </li>
        ))}
      </ol>
      <div className="px-5 py-4">
        <label htmlFor="comment" className="text-sm font-bold">
          {t('sheet.comment')}
        </label>
        <textarea
          id="comment"
          rows={2}
          maxLength={5000}
          value={sheet.comment}
          readOnly={!writable}
          onChange={(event) => sheet.say(event.target.value)}
          className="mt-1 w-full rounded border border-line-2 bg-white px-3 py-2 read-only:bg-paper-2"
        />
      </div>
    </>
  )
}

type RowProps = {
  criterion: Criterion
  number: number
  sheet: SheetInHand
  open: boolean
  onOpen: () => void
}

/** One line of the rubric: the name and the mark, or in words that there is none. */
function Row({ criterion, number, sheet, open, onOpen }: RowProps) {
  const { t, said } = useText()
  const mark = sheet.marks[criterion.id]
  const faulty = sheet.faultOf(criterion) !== null
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-expanded={open}
      className={classes(
        'flex min-h-14 w-full items-center gap-3 border-l-3 px-5 py-2 text-left md:max-lg:col-start-1 lg:min-h-11 lg:py-1',
        open
          ? 'border-l-indigo-700 bg-white font-bold md:max-lg:border-b md:max-lg:border-b-line'
          : 'border-b border-b-line border-l-transparent hover:bg-white md:max-lg:border-r md:max-lg:border-r-line',
      )}
    >
      <span className={classes('w-5 shrink-0', open ? 'text-indigo-700' : 'text-meta')}>{number}</span>
      <span className="min-w-0 flex-1">{said(criterion.name)}</span>
      {mark === undefined ? (
        <span className="rounded border border-dashed border-line-2 px-2 py-0.5 text-sm font-normal whitespace-nowrap text-ink-2">
          {t('sheet.unmarked')}
        </span>
      ) : (
        <b className={classes('text-lg', faulty && 'text-ochre')}>{faulty ? mark : shownScore(mark)}</b>
      )}
      <span className="w-9 shrink-0 text-right text-sm font-normal text-meta">
        {t('sheet.ofMax', { max: criterion.max })}
      </span>
    </button>
  )
}
