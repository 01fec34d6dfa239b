import { useActionData, useFetcher } from '@remix-run/react'
import { useEffect, useRef, useState, type FormEvent, type RefObject } from 'react'
import { EntryDraft } from '~/core/entrants/entry'
import type { Heard } from '~/ui/kept-form'

/** A pause in typing of this length is the moment to save, in milliseconds. */
const PAUSE = 1500

/** `receipt` is there after an attempt to submit; null says that something was missing. */
type Saved = { readonly revision: number; readonly savedAt: Date; readonly receipt?: string | null }

/** Where what has been typed is now. */
export type Keeping = 'saved' | 'unsaved' | 'saving' | 'lost'

/**
 * Follows what is typed, and saves it after a pause. Saves and submissions go one after the other, so that one's own
 * save is never taken for somebody else's. Without JavaScript the form is sent as it is, and `useActionData` answers.
 */
export function useDraft(
  form: RefObject<HTMLFormElement>,
  stored: { draft: EntryDraft; revision: number; savedAt: Date },
) {
  const sending = useFetcher<Heard<Saved>>()
  const plain = useActionData<Heard<Saved>>()
  const heard = sending.data ?? plain
  const [draft, setDraft] = useState(stored.draft)
  const [dirty, setDirty] = useState(false)
  const waiting = useRef<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const kept = heard?.done
  const revision = Math.max(stored.revision, kept?.revision ?? 0)
  const savedAt = kept && kept.revision > stored.revision ? kept.savedAt : stored.savedAt
  const busy = sending.state !== 'idle'

  const send = (intent: string) => {
    clearTimeout(timer.current)
    if (busy) {
      waiting.current = intent
      return
    }
    if (!form.current) return
    const body = new FormData(form.current)
    body.set('intent', intent)
    body.set('revision', String(revision))
    setDirty(false)
    sending.submit(body, { method: 'post' })
  }
  // The newest closure, for timers that were set before the last keystroke.
  const latest = useRef(send)
  useEffect(() => {
    latest.current = send
  })
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (busy || waiting.current === null) return
    const intent = waiting.current
    waiting.current = null
    latest.current(intent)
  }, [busy])

  const refused = heard?.reply?.error?.['']
  const failed = Boolean(heard?.lost ?? refused)
  const keeping: Keeping = busy ? 'saving' : dirty ? 'unsaved' : failed ? 'lost' : 'saved'

  return {
    draft,
    revision,
    savedAt,
    refused,
    failed,
    incomplete: kept?.receipt === null,
    errorId: heard?.errorId,
    reply: heard?.reply,
    keeping,
    onInput: (event: FormEvent<HTMLFormElement>) => {
      const typed = EntryDraft.safeParse(Object.fromEntries(new FormData(event.currentTarget)))
      if (typed.success) setDraft(typed.data)
      setDirty(true)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => latest.current('save'), PAUSE)
    },
    onSubmit: (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault()
      const button = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null
      send(button?.value ?? 'save')
    },
  }
}
