import type { RefObject } from 'react'
import { shownScore } from '~/core/contest/rubric'
import { Button } from '~/ui/button'
import { useText } from '~/ui/text'
import type { SheetInHand } from './use-sheet'

type Props = { dialog: RefObject<HTMLDialogElement>; entry: string; sheet: SheetInHand; total: string }

/** The last look before the marks are bound: code and total in large type, or what is still missing. */
export function Review({ dialog, entry, sheet, total }: Props) {
  const { t, said } = useText()
  const ready = sheet.missing.length === 0
  return (
    <dialog
      ref={dialog}
      aria-labelledby="review-title"
      className="m-auto w-[min(36rem,92vw)] rounded bg-white p-8 text-ink shadow-float backdrop:bg-ink/42"
    >
      <h2 id="review-title" className="text-xl">
        {t('sheet.reviewTitle')}
      </h2>
      <p className="mt-6 flex items-baseline justify-between gap-4 border-y border-line py-4">
        <b className="font-serif text-2xl">{t('sheet.entry', { entry })}</b>
        <span className="whitespace-nowrap">
          <b className="text-3xl">{shownScore(sheet.total)}</b>{' '}
          <span className="text-meta">{t('sheet.ofMax', { max: total })}</span>
        </span>
      </p>
      <p className={ready ? 'mt-4' : 'mt-4 font-bold text-ochre'}>
        {ready
          ? t('sheet.reviewHelp')
          : t('sheet.reviewMissing', {
              count: sheet.missing.length,
              list: sheet.missing.map(({ name }) => said(name)).join(t('common.and')),
            })}
      </p>
      <div className="mt-8 flex flex-wrap justify-end gap-3">
        <Button type="button" size="large" autoFocus onClick={() => dialog.current?.close()}>
          {t('sheet.keepMarking')}
        </Button>
        {ready && (
          <Button
            type="button"
            look="binding"
            size="large"
            onClick={() => {
              dialog.current?.close()
              sheet.submit()
            }}
          >
            {t('sheet.submit')}
          </Button>
        )}
      </div>
    </dialog>
  )
}
