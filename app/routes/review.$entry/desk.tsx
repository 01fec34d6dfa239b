import { Form, Link, useActionData, useNavigate, useNavigation, useSearchParams } from '@remix-run/react'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Brand } from '~/ui/brand'
import { Button, ButtonLink } from '~/ui/button'
import { FormFaults } from '~/ui/field'
import { Notice } from '~/ui/notice'
import { DemonstrationLine, SkipLink } from '~/ui/site'
import { EntryStateMark } from '~/ui/state-mark'
import { useFrame } from '~/ui/frame'
import { useText } from '~/ui/text'
import { CaseSheet } from './case-sheet'
import type { Answered, Opened } from './opened'
import { RuleCheck } from './rule-check'
import { useVerdicts } from './use-verdicts'

/** Whether a key was meant for a field and not for the desk. */
const isTyping = ({ target }: KeyboardEvent) =>
  target instanceof HTMLElement && /^(TEXTAREA|SELECT)$|^INPUT$/.test(target.tagName) && !isRadio(target)
const isRadio = (target: HTMLElement) => target instanceof HTMLInputElement && target.type === 'radio'

/** One entry on the desk: what was submitted on one side, the rules on the other, the decision below. */
export function Desk({ opened }: { opened: Opened }) {
  const { t, said } = useText()
  const { contest } = useFrame()
  const { entry, track, eligibility, due, level, place } = opened
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const sending = useNavigation().state !== 'idle'
  const answer = useActionData<Answered>()
  const [current, setCurrent] = useState(1)
  const [sure, setSure] = useState(false)
  const { verdict, reason, awake, judge, explain } = useVerdicts(entry.id, entry.frozen.number, due)
  const list = (id: string | null) => (id ? `/review/${id}?${search.toString()}` : null)
  const [before, after] = [list(place.before), list(place.after)]
  const given = eligibility.filter(({ code }) => verdict[code] !== undefined)
  const broken = eligibility.filter(({ code }) => verdict[code] === 'no')
  const complete =
    given.length === eligibility.length && broken.every(({ code }) => (reason[code] ?? '').trim() !== '')
  const proposed = broken.length === 0 ? 'pass' : 'return'
  const refused = answer?.reply?.error

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey && event.key === 'Enter') {
        document.querySelector<HTMLButtonElement>('button[data-main]:not(:disabled)')?.click()
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return
      const key = event.key.toLowerCase()
      const rule = eligibility[Number(key) - 1]
      if (key === 'j' && after) navigate(after)
      else if (key === 'k' && before) navigate(before)
      else if (rule) {
        setCurrent(Number(key))
        document.getElementById(`rule-${key}`)?.scrollIntoView({ block: 'nearest' })
      } else if (due && (key === 'y' || key === 'n')) {
        judge(eligibility[current - 1]!.code, key === 'y' ? 'yes' : 'no')
        if (key === 'y') setCurrent(Math.min(current + 1, eligibility.length))
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })

  return (
    <div className="flex min-h-dvh flex-col lg:h-dvh">
      <SkipLink />
      <DemonstrationLine contest={contest} />
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-white px-4 py-2 sm:px-6">
        <Link
          to={`/review?${search.toString()}`}
          aria-label={t('review.back')}
          className="flex min-h-11 items-center"
        >
          <Brand />
        </Link>
        <h1 className="text-lg">{entry.content.title}</h1>
        <span className="flex flex-wrap items-center gap-3 text-sm text-meta">
          {said(track.name)}
          <EntryStateMark state={entry.state} />
          {t('review.version', { number: entry.frozen.number })}
        </span>
        <nav aria-label={t('review.title')} className="ml-auto flex flex-wrap items-center gap-2">
          {place.at > 0 && <span className="text-sm text-meta">{t('review.place', place)}</span>}
          {before && (
            <ButtonLink to={before}>
              <ChevronLeft aria-hidden className="size-4" />
              {t('review.before')} <kbd className="hidden text-sm font-normal lg:inline">K</kbd>
            </ButtonLink>
          )}
          {after && (
            <ButtonLink to={after}>
              {t('review.after')} <kbd className="hidden text-sm font-normal lg:inline">J</kbd>
              <ChevronRight aria-hidden className="size-4" />
            </ButtonLink>
          )}
        </nav>
      </header>
      <main id="content" className="min-h-0 flex-1 lg:grid lg:grid-cols-[minmax(0,1fr)_32rem]">
        <div className="lg:overflow-y-auto" tabIndex={0} role="region" aria-label={t('review.text')}>
          <CaseSheet opened={opened} />
        </div>
        <Form
          method="post"
          id="review"
          tabIndex={0}
          aria-label={t('review.checklist')}
          onSubmit={(event) => {
            const button = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null
            if (button?.value === 'refuse' && awake && !sure) {
              event.preventDefault()
              setSure(true)
            }
          }}
          className="border-line bg-white lg:overflow-y-auto lg:border-l"
        >
          <input type="hidden" name="intent" value="review" />
          <input type="hidden" name="version" value={entry.frozen.number} />
          {place.after && <input type="hidden" name="next" value={place.after} />}
          <div className="flex items-baseline justify-between gap-4 px-4 py-4">
            <h2 className="text-lg">{t('review.checklist')}</h2>
            {due && (
              <span className="text-sm text-meta" role="status">
                {t('review.checked', { count: given.length, of: eligibility.length })}
              </span>
            )}
          </div>
          <div className="space-y-3 px-4 pb-3">
            {search.get('decided') && !refused && <Notice tone="done">{t('review.decided')}</Notice>}
            <FormFaults errors={refused?.['']} />
            <FormFaults errors={refused?.['correctBy']} />
            {!due && <Notice>{t('review.notDue')}</Notice>}
          </div>
          {eligibility.map((rule, at) => (
            <RuleCheck
              key={rule.code}
              opened={opened}
              rule={rule}
              number={at + 1}
              current={due && current === at + 1}
              awake={awake}
              verdict={verdict[rule.code]}
              reason={reason[rule.code] ?? ''}
              onFocus={() => setCurrent(at + 1)}
              onJudge={(given) => judge(rule.code, given)}
              onExplain={(text) => explain(rule.code, text)}
            />
          ))}
          {due && (
            <label className="flex flex-wrap items-center gap-3 border-t border-line px-4 py-3 text-sm">
              {t('review.correctBy')}
              <input
                type="date"
                name="correctBy"
                defaultValue={opened.correctBy}
                className="min-h-11 rounded border border-line-2 px-3 text-base"
              />
            </label>
          )}
        </Form>
      </main>
      {due && (
        <div className="sticky bottom-0 flex flex-wrap items-center gap-3 border-t border-line bg-white px-4 py-3 sm:px-6">
          <p className="hidden text-sm text-meta xl:block">{t('review.keys')}</p>
          <p className="ml-auto text-sm text-meta" role="status">
            {!awake || complete
              ? broken.length > 0
                ? t('review.broken', { count: broken.length })
                : awake && t('review.whole')
              : t('review.allFirst')}
          </p>
          {sure && (
            <div className="basis-full">
              <Notice tone="fault" title={t('review.refuseSure')} />
            </div>
          )}
          <Button
            form="review"
            name="decision"
            value="refuse"
            disabled={awake && (!complete || broken.length === 0 || sending)}
            className="border-seal text-seal"
          >
            {t(sure ? 'review.refuseConfirm' : 'review.refuse')}
          </Button>
          {(['return', 'pass'] as const).map((decision) => (
            <Button
              key={decision}
              form="review"
              name="decision"
              value={decision}
              look={awake && proposed === decision ? 'primary' : 'secondary'}
              data-main={proposed === decision ? '' : undefined}
              disabled={awake && (!complete || proposed !== decision || sending)}
            >
              {t(decision === 'pass' ? `review.pass.${level}` : 'review.return')}
            </Button>
          ))}
        </div>
      )}
    </div>
  )
}
