import { Form } from '@remix-run/react'
import { useRef } from 'react'
import { fault } from '~/core/access/fault'
import { CONSENT_KINDS, PROMISES } from '~/core/entrants/consents'
import { EntryDraft, type EntryField } from '~/core/entrants/draft'
import { lacks, type Place } from '~/core/entrants/requirements'
import { Button } from '~/ui/button'
import { FormFaults, type FieldState } from '~/ui/field'
import { useSchemaForm } from '~/ui/form'
import { Notice } from '~/ui/notice'
import { EntryStateMark } from '~/ui/state-mark'
import { useText } from '~/ui/text'
import { AgencyParts } from './agency-parts'
import { Checklist } from './checklist'
import { DOCUMENT_ID } from './document-field'
import { Kept, TimeLeft } from './header-lines'
import { OtherCopy, OtherDevice, Standing } from './notices'
import type { Opened } from './parts'
import { PersonParts } from './person-parts'
import { Rail } from './rail'
import { useDraft } from './use-draft'
import { CasePart, PromisesPart, TextPart } from './work-parts'

/** What the form begins with. `restored`: when this text was typed, if it comes from this device. */
export type Start = {
  readonly draft: EntryDraft
  readonly revision: number
  readonly unsaved: boolean
  readonly restored: Date | null
}

type Props = {
  opened: Opened
  start: Start
  copy: { readonly draft: EntryDraft; readonly at: Date } | null
  onUseCopy: () => void
  onDropCopy: () => void
  onUseStored: () => void
}

const ticked = (draft: EntryDraft) =>
  Object.fromEntries([...PROMISES, ...CONSENT_KINDS].map((name) => [name, draft[name] ? 'on' : undefined]))

/** The entry in one column, saved as it is typed, with what is missing beside it. */
export function EntryForm({ opened, start, copy, onUseCopy, onDropCopy, onUseStored }: Props) {
  const { entry, track, limits, facts, writable, deadline, now } = opened
  const { t, said } = useText()
  const form = useRef<HTMLFormElement>(null)
  const typed = useDraft(form, entry, start)
  const [, fields] = useSchemaForm(EntryDraft, {
    id: 'entry',
    reply: typed.reply,
    defaults: { ...start.draft, ...ticked(start.draft) },
  })
  const identified = facts.identified || Boolean(typed.written?.identified?.documentMasked)
  const missing = lacks(typed.draft, limits, { identified })
  const shownFaults = (name: Place) =>
    missing.filter(({ field }) => field === name && (typed.incomplete || typed.shows(name)))
  const at = (name: EntryField): FieldState => {
    const { id, errors, initialValue } = fields[name] as FieldState
    const own = shownFaults(name).map(({ code, values }) => fault(`lack.${code}`, values))
    return {
      id,
      name,
      initialValue,
      errors: errors?.length ? errors : isTyped(typed.draft[name], typed.incomplete) ? own : [],
    }
  }
  const part = { opened, draft: typed.draft, at, written: typed.written }
  return (
    <div className="mx-auto max-w-300 px-4 pb-28 sm:px-6 lg:grid lg:grid-cols-[11rem_minmax(0,39rem)_16.5rem] lg:justify-between lg:gap-10">
      <Rail kind={track.entrantKind} missing={missing} />
      <div className="min-w-0 space-y-6 py-8">
        <div className="space-y-1">
          <p className="flex flex-wrap items-center gap-3 text-sm text-meta">
            {said(track.name)}
            <EntryStateMark state={entry.state} />
            <TimeLeft deadline={deadline} now={now} />
          </p>
          <h1 className="text-2xl">{typed.draft.title || t('my.untitled')}</h1>
        </div>
        <Standing opened={opened} />
        {start.restored && <Notice tone="waiting">{t('entry.restored')}</Notice>}
        {copy && <OtherCopy at={copy.at} onUse={onUseCopy} onDrop={onDropCopy} />}
        {typed.newer && (
          <OtherDevice
            theirs={typed.newer}
            mine={typed.draft}
            onInsist={typed.insist}
            onUseTheirs={onUseStored}
          />
        )}
        {!typed.newer && <FormFaults errors={typed.refused} />}
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
          onBlur={typed.onBlur}
          onSubmit={typed.onSubmit}
          className="space-y-12"
        >
          {/* Enter in a text field saves; it never submits the entry. */}
          <button type="submit" name="intent" value="save" className="hidden" tabIndex={-1} aria-hidden />
          <input type="hidden" name="revision" value={typed.revision} />
          {track.entrantKind === 'person' ? <PersonParts {...part} /> : <AgencyParts {...part} />}
          <CasePart {...part} />
          <TextPart {...part} />
          <PromisesPart {...part} />
        </Form>
      </div>
      <aside className="lg:py-8">
        {writable && (
          <Checklist
            missing={missing}
            idOf={(place) => (place === 'document' ? DOCUMENT_ID : fields[place].id)}
          />
        )}
      </aside>
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

/** A field that was merely passed through is not yet at fault; after an attempt to submit every gap is. */
const isTyped = (value: unknown, tried: boolean) =>
  tried || (typeof value === 'string' && value.trim() !== '')
