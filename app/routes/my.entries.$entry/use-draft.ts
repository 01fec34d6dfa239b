import { useActionData, useFetcher, useRevalidator } from '@remix-run/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { useEffect, useRef, useState, type FormEvent, type RefObject } from 'react'
import { fault } from '~/core/access/fault'
import { EntryDraft } from '~/core/entrants/draft'
import type { writeEntry } from '~/services/entries.server'
import type { Heard } from '~/ui/kept-form'
import { dropCopy, keepCopy } from './local-copy'

/** A pause in typing of this length is the moment to save, in milliseconds. */
const PAUSE = 1500

const CHANGED_ELSEWHERE = fault('refusal.entryChangedElsewhere')

export type Written = Awaited<ReturnType<typeof writeEntry>>

/** Where what has been typed is now. */
export type Keeping = 'saved' | 'unsaved' | 'saving' | 'lost'

/** The draft and the fields of a form as they stand; the identity number is none of them. */
function readForm(form: HTMLFormElement) {
  const body = new FormData(form)
  body.delete('documentNumber')
  const { payload, ...typed } = parseWithZod(body, { schema: EntryDraft })
  return { fields: payload, draft: typed.status === 'success' ? typed.value : null }
}

/**
 * Follows what is typed, keeps a copy on this device, and saves it after a pause. Saves and submissions go one after
 * the other, so that one's own save is never taken for somebody else's. Without JavaScript the form is sent as it is,
 * and `useActionData` answers.
 */
export function useDraft(
  form: RefObject<HTMLFormElement>,
  stored: { id: string; draft: EntryDraft; revision: number; savedAt: Date },
  start: { draft: EntryDraft; revision: number; unsaved: boolean },
) {
  const sending = useFetcher<Heard<Written>>()
  const { revalidate } = useRevalidator()
  const plain = useActionData<Heard<Written>>()
  const heard = sending.data ?? plain
  const [draft, setDraft] = useState(start.draft)
  const [dirty, setDirty] = useState(start.unsaved)
  const [tried, setTried] = useState(false)
  const [showing, setShowing] = useState<ReadonlySet<string>>(new Set())
  const waiting = useRef<Partial<Record<string, string>> | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const typedSince = useRef(false)

  const kept = heard?.done
  /** The revision that this page's text began on, or was last saved as. */
  const revision = Math.max(start.revision, kept?.revision ?? 0)
  const savedAt = kept && kept.revision >= stored.revision ? kept.savedAt : stored.savedAt
  const busy = sending.state !== 'idle'
  /** Somebody else, or oneself on another device, has saved since. */
  const newer = stored.revision > revision ? stored : null

  const send = (pressed: Partial<Record<string, string>>, from = revision) => {
    clearTimeout(timer.current)
    if (busy) {
      waiting.current = pressed
      return
    }
    if (!form.current) return
    const body = new FormData(form.current)
    // A number that is half typed is no fault yet: it is sent when a button is pressed.
    if (pressed['auto']) body.delete('documentNumber')
    for (const [name, value] of Object.entries(pressed)) if (value) body.set(name, value)
    body.set('revision', String(from))
    if (pressed['intent'] === 'submit') setTried(true)
    setDirty(false)
    typedSince.current = false
    sending.submit(body, { method: 'post' })
  }
  // The newest closure, for timers that were set before the last keystroke.
  const latest = useRef(send)
  useEffect(() => {
    latest.current = send
  })
  useEffect(() => {
    if (start.unsaved) timer.current = setTimeout(() => latest.current({ auto: 'on' }), PAUSE)
    return () => clearTimeout(timer.current)
  }, [start.unsaved])
  useEffect(() => {
    if (busy || waiting.current === null) return
    const pressed = waiting.current
    waiting.current = null
    latest.current(pressed)
  }, [busy])
  // What was typed while the answer was under way is not in it: then the copy on this device stays.
  useEffect(() => {
    if (kept && !typedSince.current) dropCopy(stored.id)
  }, [kept, stored.id])
  const refused = heard?.reply?.error?.['']
  const behind = refused?.includes(CHANGED_ELSEWHERE)
  useEffect(() => {
    // What the other device saved is loaded, so that the person can choose. After any other refusal it would be wrong:
    // the way to the sign-in page would take the form along.
    if (behind) revalidate()
  }, [behind, revalidate])

  const failed = Boolean(heard?.lost ?? heard?.reply)
  const keeping: Keeping = busy ? 'saving' : dirty ? 'unsaved' : failed ? 'lost' : 'saved'

  return {
    draft,
    revision,
    savedAt,
    refused,
    failed,
    newer,
    written: kept ?? null,
    incomplete: kept?.receipt === null || (tried && kept?.receipt === undefined),
    errorId: heard?.errorId,
    reply: heard?.reply,
    keeping,
    /** Whether the faults of a field are shown: it has been left, or a submission was tried. */
    shows: (name: string) => showing.has(name),
    /** Saves this page's text over what the other device saved. */
    insist: () => {
      if (newer) send({}, newer.revision)
    },
    onInput: (event: FormEvent<HTMLFormElement>) => {
      const { fields, draft: typed } = readForm(event.currentTarget)
      if (typed) setDraft(typed)
      if ((event.target as HTMLInputElement).name === 'documentNumber') return
      keepCopy(stored.id, { fields, revision, at: Date.now() })
      setDirty(true)
      typedSince.current = true
      clearTimeout(timer.current)
      // While somebody else's text is newer, nothing is sent until the person has chosen.
      if (!newer) timer.current = setTimeout(() => latest.current({ auto: 'on' }), PAUSE)
    },
    onBlur: (event: FormEvent<HTMLFormElement>) => {
      const { name } = event.target as HTMLInputElement
      if (name) setShowing((before) => (before.has(name) ? before : new Set(before).add(name)))
    },
    onSubmit: (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault()
      const button = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null
      send(button?.name ? { [button.name]: button.value } : {})
    },
  }
}
