import { Form } from '@remix-run/react'
import { useRef } from 'react'
import { useSchemaForm } from '~/ui/form'
import { EntryDraft, lacks, SECTIONS, wordsOf, type EntryLimits } from '~/core/entrants/entry'
import { countWords } from '~/core/entrants/words'
import { Button } from '~/ui/button'
import { CheckField, FormFaults, SelectField, TextArea, TextField } from '~/ui/field'
import { Notice } from '~/ui/notice'
import { EntryStateMark } from '~/ui/state-mark'
import { useText } from '~/ui/text'
import { Checklist } from './checklist'
import type { openEntry } from '~/services/entries.server'
import { useDraft, type Keeping } from './use-draft'
import { WordMeter } from './word-meter'

type Opened = Awaited<ReturnType<typeof openEntry>>

/** The entry in one column, saved as it is typed, with what is missing beside it. */
export function EntryForm({ opened }: { opened: Opened }) {
  const { entry, track, serviceDomains, prefectures, registration, writable } = opened
  const { t, said, moment } = useText()
  const form = useRef<HTMLFormElement>(null)
  const typed = useDraft(form, entry)
  const [, fields] = useSchemaForm(EntryDraft, {
    id: 'entry',
    reply: typed.reply,
    defaults: {
      ...entry.draft,
      promise: entry.draft.promise ? 'on' : undefined,
      publication: entry.draft.publication ? 'on' : undefined,
    },
  })
  const limits: EntryLimits = {
    ...track,
    serviceDomains: serviceDomains.map(({ code }) => code),
    prefectures: prefectures.map(({ code }) => code),
  }
  const missing = lacks(typed.draft, limits)
  const person = track.entrantKind === 'person'
  const words = wordsOf(typed.draft)
  return (
    <div className="mx-auto max-w-300 px-4 pb-28 sm:px-6 lg:grid lg:grid-cols-[minmax(0,40rem)_18rem] lg:justify-between lg:gap-12">
      <div className="space-y-6 py-8">
        <div className="space-y-1">
          <p className="flex flex-wrap items-center gap-3 text-sm text-meta">
            {said(track.name)}
            <EntryStateMark state={entry.state} />
            <span>{t('entry.deadline', { date: moment(registration.closes) })}</span>
          </p>
          <h1 className="text-2xl">{typed.draft.title || t('my.untitled')}</h1>
        </div>
        <Standing opened={opened} />
        <FormFaults errors={typed.refused} />
        {typed.incomplete && missing.length > 0 && <Notice tone="fault" title={t('entry.incomplete')} />}
        {typed.failed && !typed.refused && (
          <Notice tone="fault" title={t('entry.notSaved')}>
            {typed.errorId && (
              <p>
                {t('error.id')} <code>{typed.errorId}</code>
              </p>
            )}
          </Notice>
        )}
        <Form
          ref={form}
          id="entry"
          method="post"
          noValidate
          onInput={typed.onInput}
          onSubmit={typed.onSubmit}
          className="space-y-12"
        >
          {/* Enter in a text field saves; it never submits the entry. */}
          <button type="submit" name="intent" value="save" className="hidden" tabIndex={-1} aria-hidden />
          <input type="hidden" name="revision" value={typed.revision} />
          <fieldset disabled={!writable} className="space-y-6">
            <Legend>{t(person ? 'entry.aboutPerson' : 'entry.aboutAgency')}</Legend>
            <TextField
              field={fields.entrant}
              label={t(person ? 'entry.name' : 'entry.agencyName')}
              autoComplete={person ? 'name' : 'organization'}
            />
            {person ? (
              <TextField field={fields.unit} label={t('entry.unit')} autoComplete="organization" />
            ) : (
              <TextField field={fields.contact} label={t('entry.contact')} autoComplete="name" />
            )}
            <TextField
              field={fields.phone}
              label={t('entry.phone')}
              hint={t('entry.phoneHint')}
              type="tel"
              autoComplete="tel"
            />
            <SelectField
              field={fields.prefecture}
              label={t('entry.prefecture')}
              empty={t('entry.choose')}
              options={prefectures.map(({ code, name }) => ({ value: code, label: name }))}
            />
          </fieldset>
          <fieldset disabled={!writable} className="space-y-6">
            <Legend>{t('entry.aboutCase')}</Legend>
            <TextField field={fields.title} label={t('entry.title')} />
            <SelectField
              field={fields.serviceDomain}
              label={t('entry.serviceDomain')}
              empty={t('entry.choose')}
              options={serviceDomains.map(({ code, name }) => ({ value: code, label: said(name) }))}
            />
          </fieldset>
          <fieldset disabled={!writable} className="space-y-6">
            <Legend hint={t('entry.sectionsHint', { min: track.minWords, max: track.maxWords })}>
              {t('entry.sections')}
            </Legend>
            {SECTIONS.map((section) => (
              <div key={section}>
                <TextArea field={fields[section]} label={t(`entry.section.${section}`)} rows={8} />
                <p className="mt-1 text-right text-sm text-meta">
                  {t('common.words', { count: countWords(typed.draft[section]) })}
                </p>
              </div>
            ))}
            <WordMeter words={words} min={track.minWords} max={track.maxWords} />
          </fieldset>
          <fieldset disabled={!writable} className="space-y-4">
            <Legend>{t('entry.promises')}</Legend>
            <CheckField field={fields.promise} label={t('entry.promise')} disabled={!writable} />
            <CheckField
              field={fields.publication}
              label={t('entry.publication')}
              hint={t('entry.publicationHint')}
              disabled={!writable}
            />
          </fieldset>
        </Form>
      </div>
      <aside className="lg:py-8">{writable && <Checklist missing={missing} fields={fields} />}</aside>
      {writable && (
        <div className="fixed inset-x-0 bottom-0 border-t border-line bg-white">
          <div className="mx-auto flex max-w-300 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 sm:px-6">
            <Button form="entry" name="intent" value="submit" look="binding">
              {t(entry.frozen ? 'entry.resubmit' : 'entry.submit')}
            </Button>
            <Button form="entry" name="intent" value="save">
              {t('entry.save')}
            </Button>
            <Kept keeping={typed.keeping} savedAt={typed.savedAt} />
            {missing.length > 0 && (
              <a href="#missing" className="flex min-h-11 items-center text-indigo-700 underline lg:hidden">
                {t('entry.checklist', { count: missing.length })}
              </a>
            )}
          </div>
        </div>
      )}
    </div>
  )
}

function Legend({ children, hint }: { children: string; hint?: string }) {
  return (
    <legend className="mb-5 w-full border-b border-line pb-2">
      <span className="font-serif text-xl font-bold">{children}</span>
      {hint && <span className="mt-1 block text-sm text-meta">{hint}</span>}
    </legend>
  )
}

/** What has become of the entry so far, in one box. */
function Standing({ opened: { entry, writable } }: { opened: Opened }) {
  const { t, moment } = useText()
  const { frozen, state, reason } = entry
  return (
    <>
      {state === 'returned' && (
        <Notice tone="fault" title={t('entry.returned')}>
          {reason && <p>{reason}</p>}
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
        </Notice>
      )}
      {!writable && (
        <Notice>{t(state === 'draft' || state === 'submitted' ? 'entry.closed' : 'entry.locked')}</Notice>
      )}
    </>
  )
}

/** One quiet line that says where the text is. */
function Kept({ keeping, savedAt }: { keeping: Keeping; savedAt: Date }) {
  const { t, time } = useText()
  const texts = {
    saved: t('entry.saved', { time: time(savedAt) }),
    unsaved: t('entry.unsaved'),
    saving: t('entry.saving'),
    lost: t('entry.notSaved'),
  }
  const looks = {
    saved: 'text-jade-ink',
    unsaved: 'text-meta',
    saving: 'text-meta',
    lost: 'font-bold text-ochre',
  }
  return (
    <p role="status" className={`ml-auto text-sm ${looks[keeping]}`}>
      {texts[keeping]}
    </p>
  )
}
