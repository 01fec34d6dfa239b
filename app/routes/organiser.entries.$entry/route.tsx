import { useActionData, useLoaderData } from '@remix-run/react'
import { prefectureName } from '~/core/contest/divisions'
import { SECTIONS } from '~/core/entrants/draft'
import { ReviewAct } from '~/core/entrants/review'
import { form, page } from '~/http/wrappers.server'
import { decideEntry, reviewEntry } from '~/services/review.server'
import { recordAbsence, recordDeduction, removeDeduction } from '~/services/day.server'
import { FormFaults } from '~/ui/field'
import { Notice } from '~/ui/notice'
import { OfficeHead } from '~/ui/office'
import { EntryStateMark } from '~/ui/state-mark'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'
import { Decisions } from './decisions'
import { StageRecord } from './stage-record'

export const loader = page((actor, { entry }) => reviewEntry(actor, entry!))

export const action = form(ReviewAct, async (actor, act, { entry }) => {
  switch (act.intent) {
    case 'decide':
      return decideEntry(actor, entry!, act.decision, act.reason)
    case 'absence':
      return recordAbsence(actor, entry!, act.stage, act.absent === 'yes')
    case 'deduct':
      return recordDeduction(actor, entry!, act)
    case 'undeduct':
      return removeDeduction(actor, entry!, act.deduction)
  }
})

export const meta = titled('review')

export default function ReviewEntry() {
  const { t, said, moment } = useText()
  const { entry, track, serviceDomain, decisions, stages } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const { content } = entry
  const person = track.entrantKind === 'person'
  const facts = [
    [t(person ? 'entry.name' : 'entry.agencyName'), content.entrant],
    person ? [t('entry.unit'), content.unit] : [t('entry.contact'), content.contact],
    [t('entry.phone'), content.phone],
    [t('entry.prefecture'), prefectureName(content.prefecture)],
    [t('entry.serviceDomain'), serviceDomain && said(serviceDomain.name)],
    [t('organiser.entry.words'), t('common.words', { count: entry.words })],
    [
      t('organiser.entry.consent'),
      t(entry.publication ? 'organiser.entry.consentYes' : 'organiser.entry.consentNo'),
    ],
    [t('organiser.entry.code'), entry.code ?? t('organiser.entry.noCode')],
  ] as const
  return (
    <>
      <OfficeHead title={content.title || t('my.untitled')}>
        <span className="flex items-center gap-3">
          {said(track.name)}
          <EntryStateMark state={entry.state} />
        </span>
      </OfficeHead>
      <FormFaults errors={reply?.error?.['']} />
      <div className="grid items-start gap-7 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <article className="rounded border border-line bg-sheet px-6 py-6 md:px-10">
          <p className="text-sm text-meta">
            {entry.frozen
              ? t('organiser.entry.frozen', {
                  number: entry.frozen.number,
                  date: moment(entry.frozen.submittedAt),
                  receipt: entry.frozen.receipt,
                })
              : t('organiser.entry.notFrozen')}
          </p>
          {SECTIONS.map((section) => (
            <section key={section} className="mt-5">
              <h2 className="text-lg">{t(`entry.section.${section}`)}</h2>
              {content[section].split(/\n+/).map((paragraph, at) => (
                <p key={at} className="mt-1 indent-8 font-serif leading-7 break-words">
                  {paragraph}
                </p>
              ))}
            </section>
          ))}
        </article>
        <div className="space-y-7">
          <dl className="rounded border border-line bg-white px-5 py-2">
            {facts.map(([name, value]) => (
              <div key={name} className="flex justify-between gap-4 border-t border-line py-2 first:border-0">
                <dt className="shrink-0 text-meta">{name}</dt>
                <dd className="text-right break-words">{value}</dd>
              </div>
            ))}
          </dl>
          {entry.reason && <Notice>{entry.reason}</Notice>}
          <Decisions key={entry.state} decisions={decisions} reply={reply} />
          {entry.code &&
            stages.map((stage) => (
              <StageRecord key={stage.code} stage={stage} entered={entry.state === 'accepted'} />
            ))}
        </div>
      </div>
    </>
  )
}
