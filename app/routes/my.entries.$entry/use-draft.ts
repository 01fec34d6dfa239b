import { useActionData, useFetcher, useNavigation } from '@remix-run/react'
import { useCallback, useEffect, useRef, useState, type FormEvent, type RefObject } from 'react'
import { EntryDraft } from '~/core/entrants/entry'
import type { Heard } from '~/ui/kept-form'

/** A pause in typing of this length is the moment to save, in milliseconds. */
const PAUSE = 1500

/** `receipt` is there after an attempt to submit; null says that something was missing. */
type Saved = { readonly revision: number; readonly savedAt: Date; readonly receipt?: string | null }

/** Where what has been typed is now. */
export type Keeping = 'saved' | 'unsaved' | 'saving' | 'lost'

/**
 * Follows what is typed, and saves it after a pause. A submission waits for a save that is under way, so that one's
 * own autosave is never taken for somebody else's.
 */
export function useDraft(
  form: RefObject<HTMLFormElement>,
  stored: { draft: EntryDraft; revision: number; savedAt: Date },
) {
  const autosave = useFetcher<Heard<Saved>>()
  const heard = useActionData<Heard<Saved>>()
  const navigation = useNavigation()
  const [draft, setDraft] = useState(stored.draft)
  const [dirty, setDirty] = useState(false)
  const waiting = useRef<HTMLButtonElement | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const kept = autosave.data?.done
  const revision = Math.max(stored.revision, kept?.revision ?? 0)
  const savedAt = kept && kept.revision > stored.revision ? kept.savedAt : stored.savedAt
  const busy = autosave.state !== 'idle'

  const { submit } = autosave
  const save = useCallback(() => {
    if (!form.current) return
    const body = new FormData(form.current)
    body.set('intent', 'save')
    setDirty(false)
    submit(body, { method: 'post' })
  }, [form, submit])

  useEffect(() => () => clearTimeout(timer.current), [])

  useEffect(() => {
    if (autosave.state !== 'idle' || !waiting.current) return
    const button = waiting.current
    waiting.current = null
    // In the next task: by then the hidden field holds the new revision.
    const next = setTimeout(() => form.current?.requestSubmit(button), 0)
    return () => clearTimeout(next)
  }, [form, autosave.state])

  const failed = autosave.data?.lost ?? heard?.lost ?? false
  const refused = autosave.data?.reply?.error?.[''] ?? heard?.reply?.error?.['']

  const keeping: Keeping =
    busy || navigation.state === 'submitting'
      ? 'saving'
      : failed || refused
        ? 'lost'
        : dirty
          ? 'unsaved'
          : 'saved'

  return {
    draft,
    revision,
    savedAt,
    refused,
    incomplete: heard?.done?.receipt === null,
    errorId: heard?.errorId ?? autosave.data?.errorId,
    reply: heard?.reply,
    keeping,
    onInput: (event: FormEvent<HTMLFormElement>) => {
      const typed = EntryDraft.safeParse(Object.fromEntries(new FormData(event.currentTarget)))
      if (typed.success) setDraft(typed.data)
      setDirty(true)
      clearTimeout(timer.current)
      timer.current = setTimeout(save, PAUSE)
    },
    onSubmit: (event: FormEvent<HTMLFormElement>) => {
      clearTimeout(timer.current)
      if (busy) {
        event.preventDefault()
        waiting.current = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null
        return
      }
      setDirty(false)
    },
  }
}
