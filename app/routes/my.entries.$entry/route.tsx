import { useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { SaveEntry } from '~/core/entrants/entry'
import { form, page } from '~/http/wrappers.server'
import { openEntry, saveEntry, submitEntry } from '~/services/entries.server'
import { keepForm, keepPage } from '~/ui/kept-form'
import { titled } from '~/ui/title'
import { EntryForm } from './entry-form'

export const loader = page((actor, { entry }) => openEntry(actor, entry!))

export const action = form(SaveEntry, async (actor, { intent, revision, ...draft }, { entry }) => {
  if (intent === 'submit') return submitEntry(actor, entry!, draft, revision)
  return saveEntry(actor, entry!, draft, revision)
})

export const clientAction = (args: ClientActionFunctionArgs) => keepForm(args)

export const shouldRevalidate = keepPage

export const meta = titled('entry')

export default function EntryPage() {
  const opened = useLoaderData<typeof loader>()
  return <EntryForm key={opened.entry.id} opened={opened} />
}
