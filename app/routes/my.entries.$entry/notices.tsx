import { SECTIONS, wordsOf, type EntryDraft } from '~/core/entrants/draft'
import { isWritable } from '~/core/entrants/entry'
import { Button } from '~/ui/button'
import { EntryHistory } from '~/ui/entry-history'
import { Notice } from '~/ui/notice'
import { useText } from '~/ui/text'
import type { Opened } from './parts'

/** What has become of the entry so far, in one box. */
export function Standing({ opened: { entry, writable, deadline, team, history } }: { opened: Opened }) {
  const { t, moment } = useText()
  const { frozen, state, reason } = entry
  const waiting = team.filter(({ standing }) => standing !== 'confirmed').length
  return (
    <>
      {(state === 'returned' || state === 'refused') && (
        <Notice tone="fault" title={t(state === 'returned' ? 'entry.returned' : 'entry.refused')}>
          {reason && <p className="whitespace-pre-line">{reason}</p>}
          {state === 'returned' && deadline && <p>{t('entry.correctBy', { date: moment(deadline) })}</p>}
        </Notice>
      )}
      {frozen && state !== 'returned' && (
        <Notice
          tone={entry.changedSinceSubmission ? 'waiting' : 'done'}
          title={t('entry.submitted', {
            number: frozen.number,
            receipt: frozen.receipt,
            date: moment(frozen.submittedAt),
          })}
        >
          {writable && (
            <p>{t(entry.changedSinceSubmission ? 'entry.submittedChanged' : 'entry.submittedHelp')}</p>
          )}
          {waiting > 0 && <p>{t('entry.teamWaiting', { count: waiting })}</p>}
        </Notice>
      )}
      {history.length > 0 && (
        <details className="rounded border border-line bg-white px-4">
          <summary className="flex min-h-11 list-none items-center text-indigo-700 underline underline-offset-4">
            {t('review.history')}
          </summary>
          <EntryHistory history={history} />
        </details>
      )}
      {!writable && state !== 'refused' && (
        <Notice>{t(isWritable(state) ? 'entry.closed' : `entry.locked.${state}`)}</Notice>
      )}
    </>
  )
}

/** Another device has saved something newer. Nothing is overwritten until the person has chosen. */
export function OtherDevice({
  theirs,
  mine,
  onInsist,
  onUseTheirs,
}: {
  theirs: { readonly draft: EntryDraft; readonly savedAt: Date }
  mine: EntryDraft
  onInsist: () => void
  onUseTheirs: () => void
}) {
  const { t, moment, count } = useText()
  const differing = SECTIONS.filter((section) => theirs.draft[section] !== mine[section])
  return (
    <Notice tone="fault" title={t('entry.newerElsewhere', { date: moment(theirs.savedAt) })}>
      <p>{t('entry.newerHelp')}</p>
      <ul className="list-disc pl-5">
        <li>{t('entry.newerTheirs', { title: theirs.draft.title, words: count(wordsOf(theirs.draft)) })}</li>
        <li>{t('entry.newerMine', { title: mine.title, words: count(wordsOf(mine)) })}</li>
        {differing.length > 0 && (
          <li>
            {t('entry.newerDiffering')}
            {differing.map((section) => t(`entry.section.${section}`)).join(t('common.comma'))}
          </li>
        )}
      </ul>
      <Choices>
        <Button type="button" onClick={onUseTheirs}>
          {t('entry.useNewer')}
        </Button>
        <Button type="button" onClick={onInsist}>
          {t('entry.useThisPage')}
        </Button>
      </Choices>
    </Notice>
  )
}

/** This device still has a text that was never saved, and what is stored has moved on since. */
export function OtherCopy({ at, onUse, onDrop }: { at: Date; onUse: () => void; onDrop: () => void }) {
  const { t, moment } = useText()
  return (
    <Notice tone="waiting" title={t('entry.copyFound', { date: moment(at) })}>
      <p>{t('entry.copyHelp')}</p>
      <Choices>
        <Button type="button" onClick={onUse}>
          {t('entry.useCopy')}
        </Button>
        <Button type="button" look="quiet" onClick={onDrop}>
          {t('entry.dropCopy')}
        </Button>
      </Choices>
    </Notice>
  )
}

const Choices = ({ children }: { children: React.ReactNode }) => (
  <div className="flex flex-wrap gap-3 pt-2">{children}</div>
)
