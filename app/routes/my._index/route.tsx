import { redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { form, page } from '~/http/wrappers.server'
import { myEntries, startEntry } from '~/services/entries.server'
import { Button, ButtonLink } from '~/ui/button'
import { FormFaults } from '~/ui/field'
import { Notice } from '~/ui/notice'
import { Column, PageTitle } from '~/ui/site'
import { EntryStateMark } from '~/ui/state-mark'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const loader = page((actor) => myEntries(actor))

export const action = form(z.object({ track: z.string() }), async (actor, { track }) => {
  const id = await startEntry(actor, { track })
  return redirect(`/my/entries/${id}`)
})

export const meta = titled('my')

export default function MyEntries() {
  const { t, said, moment } = useText()
  const { contest, entries, tracks, registrationState } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  return (
    <Column>
      <PageTitle above={said(contest.name)}>{t('my.title')}</PageTitle>
      <FormFaults errors={reply?.error?.['']} />
      {registrationState === 'before' && <Notice>{t('my.notOpen')}</Notice>}
      {registrationState === 'over' && <Notice>{t('my.closed')}</Notice>}
      {entries.length > 0 && (
        <ul className="space-y-4">
          {entries.map(({ id, track, title, state, savedAt, submittedAt, receipt, reason, hasResult }) => (
            <li
              key={id}
              className="flex flex-wrap items-center justify-between gap-4 rounded border border-line bg-white p-5"
            >
              <div className="min-w-0 space-y-1">
                <p className="flex flex-wrap items-center gap-3 text-sm text-meta">
                  {said(track)}
                  <EntryStateMark state={state} />
                </p>
                <h2 className="text-lg">{title || t('my.untitled')}</h2>
                <p className="text-sm text-meta">
                  {submittedAt && receipt
                    ? t('my.submittedAt', { date: moment(submittedAt), receipt })
                    : t('my.savedAt', { date: moment(savedAt) })}
                </p>
                {reason && <p className="text-ochre">{t('my.reason', { reason })}</p>}
              </div>
              <div className="flex flex-wrap gap-3">
                <ButtonLink
                  to={`/my/entries/${id}`}
                  look={state === 'draft' || state === 'returned' ? 'primary' : 'secondary'}
                >
                  {t(state === 'draft' || state === 'returned' ? 'my.continue' : 'my.open')}
                </ButtonLink>
                {hasResult && (
                  <ButtonLink look="primary" to={`/my/results/${id}`}>
                    {t('my.result')}
                  </ButtonLink>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {registrationState === 'open' && tracks.length > 0 && (
        <section className="space-y-4">
          <h2 className="text-xl">{t(entries.length > 0 ? 'my.startAnother' : 'my.start')}</h2>
          <Form method="post" className="grid gap-4 sm:grid-cols-2">
            {tracks.map(({ code, name, entrantKind, minWords, maxWords }) => (
              <div
                key={code}
                className="flex flex-col justify-between gap-4 rounded border border-line bg-white p-5"
              >
                <div>
                  <h3 className="text-lg font-bold">{said(name)}</h3>
                  <p className="text-ink-2">
                    {t(entrantKind === 'person' ? 'my.startPerson' : 'my.startAgency')}
                  </p>
                  <p className="text-sm text-meta">{t('rules.words', { min: minWords, max: maxWords })}</p>
                </div>
                <Button name="track" value={code} look={entries.length > 0 ? 'secondary' : 'primary'}>
                  {t('my.startButton', { track: said(name) })}
                </Button>
              </div>
            ))}
          </Form>
        </section>
      )}
    </Column>
  )
}
