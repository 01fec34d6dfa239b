import { useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { EntryDraft, SaveEntry } from '~/core/entrants/draft'
import { form, page } from '~/http/wrappers.server'
import { openEntry, writeEntry } from '~/services/entries.server'
import { keepForm, keepPage } from '~/ui/kept-form'
import { titled } from '~/ui/title'
import { EntryForm, type Start } from './entry-form'
import { dropCopy, readCopy, type LocalCopy } from './local-copy'

export const loader = page((actor, { entry }) => openEntry(actor, entry!))

export const action = form(SaveEntry, (actor, sent, { entry }) => writeEntry(actor, entry!, sent))

export const clientAction = (args: ClientActionFunctionArgs) => keepForm(args)

export const shouldRevalidate = keepPage

export const meta = titled('entry')

/** The text that a copy holds, or null if it cannot be read. */
function draftOf({ fields }: LocalCopy) {
  const read = EntryDraft.safeParse(fields)
  return read.success ? read.data : null
}

/**
 * Starts from what is stored, or from what this device kept and could not save. Where both have moved on, the person
 * chooses.
 */
export default function EntryPage() {
  const opened = useLoaderData<typeof loader>()
  const { id, draft, revision } = opened.entry
  const stored: Start = { draft, revision, unsaved: false, restored: null }
  const [start, setStart] = useState({ round: 0, from: stored })
  const [copy, setCopy] = useState<{ draft: EntryDraft; at: Date } | null>(null)
  const begin = (from: Start) => setStart(({ round }) => ({ round: round + 1, from }))
  const [looked, setLooked] = useState(false)
  useEffect(() => {
    // Once, when the page has woken up: later copies are this page's own.
    if (looked) return
    const waking = setTimeout(() => {
      setLooked(true)
      const kept = readCopy(id)
      const typed = kept && draftOf(kept)
      if (!kept || !typed || JSON.stringify(typed) === JSON.stringify(draft)) return
      const at = new Date(kept.at)
      if (kept.revision === revision) begin({ draft: typed, revision, unsaved: true, restored: at })
      else setCopy({ draft: typed, at })
    })
    return () => clearTimeout(waking)
  }, [looked, id, draft, revision])
  const drop = () => {
    dropCopy(id)
    setCopy(null)
  }
  return (
    <EntryForm
      key={`${id} ${start.round}`}
      opened={opened}
      start={start.from}
      copy={copy}
      onUseCopy={() => {
        if (copy) begin({ draft: copy.draft, revision, unsaved: true, restored: copy.at })
        setCopy(null)
      }}
      onDropCopy={drop}
      onUseStored={() => {
        drop()
        begin(stored)
      }}
    />
  )
}
