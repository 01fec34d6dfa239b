import { useFetcher } from '@remix-run/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { sheetTotal, markFault } from '~/core/scoring'
import type { Criterion } from '~/core/contest/setup'
import { markKey } from '~/core/judging/sheet'
import type { Heard } from '~/ui/kept-form'

/** A pause in typing of this length is the moment to save, in milliseconds. */
const PAUSE = 1000

type Saved = { readonly revision: number; readonly savedAt: Date } | { readonly receipt: string }
type Stored = {
  readonly marks: Readonly<Record<string, string>>
  readonly comment: string
  readonly revision: number
  readonly savedAt: Date | null
}

/**
 * The sheet as the judge sees it: marks as typed, the total by the core's own function, and saving after a pause.
 * One save is under way at a time, and the next waits for it, so that one's own save is never a conflict.
 */
export function useSheet(stored: Stored, criteria: readonly Criterion[]) {
  const [marks, setMarks] = useState<Readonly<Record<string, string>>>(stored.marks)
  const [comment, setComment] = useState(stored.comment)
  const [dirty, setDirty] = useState(false)
  const [submitting, setSubmitting] = useState(false)
  const fetcher = useFetcher<Heard<Saved>>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const heard = fetcher.data
  const kept = heard?.done && 'revision' in heard.done ? heard.done : null
  const revision = Math.max(stored.revision, kept?.revision ?? 0)
  const failed = Boolean(heard?.lost ?? heard?.reply)
  const busy = fetcher.state !== 'idle'

  const valid = Object.fromEntries(
    criteria.flatMap((criterion) => {
      const mark = marks[criterion.id]
      return mark !== undefined && markFault(criterion, mark) === null ? [[criterion.id, mark]] : []
    }),
  )

  const { submit } = fetcher
  const send = (intent: 'save' | 'submit') => {
    clearTimeout(timer.current)
    const body = new FormData()
    body.set('intent', intent)
    body.set('revision', String(revision))
    body.set('comment', comment)
    for (const [id, mark] of Object.entries(valid)) body.set(`marks.${markKey(id)}`, mark)
    setDirty(false)
    submit(body, { method: 'post' })
  }
  // The newest closure, for timers that were set before the last keystroke.
  const latest = useRef(send)
  useEffect(() => {
    latest.current = send
  })

  useEffect(() => {
    if (!dirty || busy) return
    timer.current = setTimeout(() => latest.current('save'), PAUSE)
    return () => clearTimeout(timer.current)
  }, [dirty, busy, marks, comment])

  useEffect(() => {
    if (!submitting || busy) return
    setSubmitting(false)
    latest.current('submit')
  }, [submitting, busy])

  return {
    marks,
    comment,
    faultOf: (criterion: Criterion) => {
      const mark = marks[criterion.id]
      return mark === undefined || mark === '' ? null : markFault(criterion, mark)
    },
    missing: criteria.filter(({ id }) => valid[id] === undefined),
    ...sheetTotal(criteria, valid),
    savedAt: kept?.savedAt ?? stored.savedAt,
    refused: heard?.reply?.error?.[''] ?? null,
    errorId: heard?.errorId,
    keeping: busy || submitting ? 'saving' : failed && !dirty ? 'lost' : dirty ? 'unsaved' : 'saved',
    mark: useCallback((id: string, typed: string) => {
      setDirty(true)
      setMarks(({ [id]: _, ...others }) => (typed === '' ? others : { ...others, [id]: typed }))
    }, []),
    say: useCallback((typed: string) => {
      setDirty(true)
      setComment(typed)
    }, []),
    save: () => latest.current('save'),
    submit: () => setSubmitting(true),
  } as const
}

export type SheetInHand = ReturnType<typeof useSheet>
