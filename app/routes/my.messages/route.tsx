import { Form, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { form, page } from '~/http/wrappers.server'
import { myMessages, readMessages } from '~/services/messages.server'
import { Button, ButtonLink } from '~/ui/button'
import { classes } from '~/ui/class-names'
import { Column, PageTitle } from '~/ui/site'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const loader = page((actor, _params, { url }) => myMessages(actor, url.searchParams.get('before')))

export const action = form(z.object({ upTo: z.string() }), async (actor, { upTo }) => {
  await readMessages(actor, upTo)
})

export const meta = titled('messages')

export default function Messages() {
  const { t, moment } = useText()
  const { notes, older } = useLoaderData<typeof loader>()
  return (
    <Column narrow>
      <div className="flex flex-wrap items-center justify-between gap-4">
        <PageTitle>{t('messages.title')}</PageTitle>
        {notes.some(({ readAt }) => !readAt) && (
          <Form method="post">
            <input type="hidden" name="upTo" value={notes[0]!.id} />
            <Button>{t('messages.markRead')}</Button>
          </Form>
        )}
      </div>
      {notes.length === 0 ? (
        <p className="rounded border border-line bg-white p-6 text-ink-2">{t('messages.empty')}</p>
      ) : (
        <ul className="space-y-4">
          {notes.map(({ id, subject, text, createdAt, readAt }) => (
            <li
              key={id}
              className={classes(
                'space-y-2 rounded border bg-white p-5',
                readAt ? 'border-line' : 'border-l-4 border-line border-l-indigo-700',
              )}
            >
              <div className="flex flex-wrap items-baseline justify-between gap-x-4">
                <h2 className="text-lg">
                  {subject}
                  {!readAt && (
                    <span className="ml-2 rounded bg-indigo-50 px-2 py-0.5 text-sm font-bold text-indigo-700">
                      {t('messages.unread')}
                    </span>
                  )}
                </h2>
                <span className="text-sm text-meta">{moment(createdAt)}</span>
              </div>
              <p className="break-words whitespace-pre-line">{text}</p>
            </li>
          ))}
        </ul>
      )}
      {older && <ButtonLink to={`?before=${older}`}>{t('messages.older')}</ButtonLink>}
    </Column>
  )
}
