import { redirect } from '@remix-run/node'
import { useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { z } from 'zod'
import { Review } from '~/core/entrants/review-desk'
import { workQueryOf } from '~/http/work-query.server'
import { form, page } from '~/http/wrappers.server'
import { revealDocument } from '~/services/participants.server'
import { openReview, review } from '~/services/review-desk.server'
import { keepForm, keepPage } from '~/ui/kept-form'
import { titled } from '~/ui/title'
import { Desk } from './desk'

const DeskAct = z.discriminatedUnion('intent', [
  Review.extend({ next: z.uuid().optional() }),
  z.object({
    intent: z.literal('reveal'),
    participant: z.string(),
    reason: z.string().trim().min(1).max(500),
  }),
])

export const loader = page((actor, { entry }, { url }) => openReview(actor, entry!, workQueryOf(url)))

export const action = form(DeskAct, async (actor, act, { entry }, { url }) => {
  if (act.intent === 'reveal') {
    const { number } = await revealDocument(actor, act.participant, act.reason)
    return { participant: act.participant, number }
  }
  await review(actor, entry!, act)
  const list = new URLSearchParams(url.search)
  list.set('decided', '1')
  return redirect(`/review${act.next ? `/${act.next}` : ''}?${list.toString()}`)
})

export const clientAction = (args: ClientActionFunctionArgs) => keepForm(args)

export const shouldRevalidate = keepPage

export const meta = titled('reviewDesk')

export default function ReviewDesk() {
  const opened = useLoaderData<typeof loader>()
  return (
    <Desk key={`${opened.entry.id} ${opened.entry.frozen.number} ${opened.entry.state}`} opened={opened} />
  )
}
