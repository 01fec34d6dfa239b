import { Link } from '@remix-run/react'
import { ChevronLeft, CircleCheck, EyeOff } from 'lucide-react'
import { useRef, useState } from 'react'
import { fullMarks, shownScore } from '~/core/contest/rubric'
import { Button, ButtonLink } from '~/ui/button'
import { FormFaults } from '~/ui/field'
import { Notice } from '~/ui/notice'
import { useText } from '~/ui/text'
import { Criteria } from './criteria'
import { Recuse } from './recuse'
import { Review } from './review'
import type { openSheet } from '~/services/sheets.server'
import { useSheet, type SheetInHand } from './use-sheet'

export type Opened = Awaited<ReturnType<typeof openSheet>>

/** The case on the left, the rubric on the right; upright, one above the other. The total never leaves the screen. */
export function SheetPage({ opened }: { opened: Opened }) {
  const { sheet, stage, rubric, serviceDomain } = opened
  const { t, said } = useText()
  const inHand = useSheet(sheet, rubric.criteria)
  const review = useRef<HTMLDialogElement>(null)
  const recuse = useRef<HTMLDialogElement>(null)
  const writable = sheet.state === 'open' || sheet.state === 'draft'
  const total = fullMarks(rubric.criteria)
  return (
    <div data-framed className="flex flex-1 flex-col md:min-h-0">
      <header className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-white px-3 py-0.5 md:px-5">
        <Link to="/judge" className="flex min-h-14 items-center gap-1 pr-3 text-indigo-700 lg:min-h-12">
          <ChevronLeft aria-hidden className="size-5" />
          {t('sheet.desk')}
        </Link>
        <h1 className="border-l border-line pl-4 text-xl">{t('sheet.entry', { entry: sheet.entry })}</h1>
        <p className="text-sm text-ink-2">
          {said(stage.name)} {said(serviceDomain)}
        </p>
        <span className="ml-auto flex items-center gap-5">
          {stage.blind && (
            <span className="hidden items-center gap-2 text-sm text-ink-2 sm:flex">
              <EyeOff aria-hidden className="size-4" />
              {t('sheet.blind')}
            </span>
          )}
          {writable && (
            <button
              type="button"
              onClick={() => recuse.current?.showModal()}
              className="min-h-14 px-1 text-indigo-700 lg:min-h-12"
            >
              {t('sheet.recuse')}
            </button>
          )}
        </span>
      </header>
      <main
        id="content"
        className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] md:grid-rows-[minmax(0,1fr)_minmax(0,1fr)] lg:grid-cols-[minmax(0,1.15fr)_minmax(26rem,1fr)] lg:grid-rows-1"
      >
        <Case opened={opened} />
        <section
          aria-label={t('sheet.rubricLabel')}
          className="pane border-line bg-paper max-lg:border-t lg:border-l"
        >
          <h2 className="flex justify-between gap-4 border-b border-line px-5 py-2 font-sans text-sm">
            <span className="truncate">{said(rubric.name)}</span>
            <span className="font-normal whitespace-nowrap text-meta">
              {t('sheet.rubricSize', { count: rubric.criteria.length, total })}
            </span>
          </h2>
          {sheet.state === 'recused' && (
            <div className="p-5">
              <Notice>{t('sheet.recused')}</Notice>
            </div>
          )}
          {inHand.refused && (
            <div className="p-5">
              <FormFaults errors={inHand.refused} />
            </div>
          )}
          <Criteria criteria={rubric.criteria} sheet={inHand} writable={writable} />
        </section>
      </main>
      <Bar opened={opened} inHand={inHand} total={total} onReview={() => review.current?.showModal()} />
      {writable && (
        <>
          <Review dialog={review} entry={sheet.entry} sheet={inHand} total={total} />
          <Recuse dialog={recuse} />
        </>
      )}
    </div>
  )
}

/** The blind copy of the entry as paper, with its six parts as tabs. */
function Case({ opened: { sheet, entry } }: { opened: Opened }) {
  const { t } = useText()
  const paper = useRef<HTMLDivElement>(null)
  const [shown, show] = useState<string>(entry.sections[0]?.section ?? '')
  return (
    <section aria-label={t('sheet.parts')} className="flex min-h-0 flex-col bg-desk">
      <nav
        aria-label={t('sheet.parts')}
        className="flex shrink-0 overflow-x-auto border-b border-line bg-paper px-2"
      >
        {entry.sections.map(({ section }) => (
          <a
            key={section}
            href={`#part-${section}`}
            onClick={() => show(section)}
            aria-current={shown === section ? 'true' : undefined}
            className="flex min-h-12 flex-1 items-center justify-center border-b-2 border-transparent px-3 whitespace-nowrap aria-[current]:border-indigo-700 aria-[current]:font-bold"
          >
            {t(`entry.section.${section}`)}
          </a>
        ))}
      </nav>
      <div ref={paper} tabIndex={0} className="max-h-[70dvh] pane p-4 md:max-h-none md:p-6">
        <article className="mx-auto max-w-160 border border-line bg-sheet px-6 py-6 md:px-12 md:py-8">
          <p className="border-b border-line pb-3 text-sm text-meta">
            {t('sheet.blindCopy', { entry: sheet.entry })}
          </p>
          <h2 className="mt-5 text-xl">{entry.title}</h2>
          {entry.sections.map(({ section, text }) => (
            <section key={section} id={`part-${section}`} className="mt-6 scroll-mt-4">
              <h3 className="font-serif text-lg font-bold">{t(`entry.section.${section}`)}</h3>
              {text.split(/\n+/).map((paragraph, at) => (
                <p key={at} className="mt-1 text-justify indent-8 font-serif leading-7 break-words">
                  {paragraph}
                </p>
              ))}
            </section>
          ))}
        </article>
      </div>
    </section>
  )
}

type BarProps = { opened: Opened; inHand: SheetInHand; total: string; onReview: () => void }

/** Total, progress, where the marks are, and the way on. */
function Bar({ opened: { sheet, next }, inHand, total, onReview }: BarProps) {
  const { t, moment } = useText()
  const writable = sheet.state === 'open' || sheet.state === 'draft'
  return (
    <footer className="sticky bottom-0 flex shrink-0 flex-wrap items-center gap-x-6 gap-y-2 border-t border-line bg-white px-4 py-2.5 md:px-6">
      <p className="flex items-baseline gap-2" aria-live="polite">
        <span className="sr-only">{t('sheet.total')}</span>
        <b data-testid="total" className="text-3xl">
          {shownScore(inHand.total)}
        </b>
        <span className="text-meta">{t('sheet.ofMax', { max: total })}</span>
      </p>
      <p className="border-l border-line pl-6">
        {t('sheet.marked')} <b>{inHand.marked}</b> / {inHand.of}
      </p>
      <span className="ml-auto flex flex-wrap items-center justify-end gap-3">
        {writable && (
          <>
            <Kept inHand={inHand} />
            <Button type="button" className="min-h-14" onClick={inHand.save}>
              {t('sheet.save')}
            </Button>
            <Button type="button" look="primary" size="large" onClick={onReview}>
              {t('sheet.review')}
            </Button>
          </>
        )}
        {sheet.state === 'submitted' && sheet.submittedAt && (
          <p
            role="status"
            className="flex items-center gap-3 rounded border border-jade/30 bg-jade-50 px-4 py-2 text-jade-ink"
          >
            <CircleCheck aria-hidden className="size-5" />
            <span>
              <b className="block">{t('sheet.delivered')}</b>
              <span className="text-sm">
                {t('sheet.deliveredAt', { receipt: sheet.receipt ?? '', date: moment(sheet.submittedAt) })}
              </span>
            </span>
          </p>
        )}
        {!writable && next && (
          <ButtonLink to={`/judge/sheets/${next.id}`} look="primary" size="large">
            {t('sheet.next', { entry: next.entry })}
          </ButtonLink>
        )}
      </span>
    </footer>
  )
}

/** Where the marks are now, in words. It says "saved" only after the server's answer. */
function Kept({ inHand: { keeping, savedAt, errorId } }: { inHand: SheetInHand }) {
  const { t, time } = useText()
  const said = {
    saved: savedAt ? t('sheet.saved', { time: time(savedAt) }) : '',
    unsaved: t('sheet.unsaved'),
    saving: t('sheet.saving'),
    lost: `${t('sheet.notSaved')} ${errorId ?? ''}`,
  }[keeping]
  const look = {
    saved: 'text-jade-ink',
    unsaved: 'text-meta',
    saving: 'text-meta',
    lost: 'font-bold text-ochre',
  }
  return (
    <p role="status" className={`max-w-72 text-sm ${look[keeping]}`}>
      {said}
    </p>
  )
}
