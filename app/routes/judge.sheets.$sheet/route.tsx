import { redirect } from '@remix-run/node'
import { useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { z } from 'zod'
import { Recusal, SaveSheet } from '~/core/judging/sheet'
import { form, page } from '~/http/wrappers.server'
import { openSheet, recuse, saveSheet, submitSheet } from '~/services/sheets.server'
import { keepForm, keepPage } from '~/ui/kept-form'
import { titled } from '~/ui/title'
import { SheetPage } from './sheet-page'

export const loader = page((actor, { sheet }) => openSheet(actor, sheet!))

export const action = form(z.union([SaveSheet, Recusal]), async (actor, typed, { sheet }) => {
  if (typed.intent === 'recuse') {
    await recuse(actor, sheet!, typed.reason)
    return redirect('/judge')
  }
  if (typed.intent === 'submit') return submitSheet(actor, sheet!, typed)
  return saveSheet(actor, sheet!, typed)
})

export const clientAction = (args: ClientActionFunctionArgs) => keepForm(args)

export const shouldRevalidate = keepPage

export const meta = titled('sheet')

export default function Sheet() {
  const opened = useLoaderData<typeof loader>()
  return <SheetPage key={`${opened.sheet.id} ${opened.sheet.state === 'submitted'}`} opened={opened} />
}
