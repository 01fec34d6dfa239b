import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { MESSAGE_STATES } from '~/core/messages/channel'
import { form, page } from '~/http/wrappers.server'
import { outbox, sendAgain } from '~/services/messages.server'
import { Button, ButtonLink } from '~/ui/button'
import { FormFaults } from '~/ui/field'
import { Notice } from '~/ui/notice'
import { OfficeHead, TableFrame } from '~/ui/office'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const loader = page((actor, _params, { url }) =>
  outbox(actor, { state: url.searchParams.get('state'), before: url.searchParams.get('before') }),
)

export const action = form(z.object({ message: z.string() }), async (actor, { message }) => {
  await sendAgain(actor, message)
  return { again: true }
})

export const meta = titled('outbox')

type Line = Awaited<ReturnType<typeof outbox>>['lines'][number]

export default function Outbox() {
  const { t } = useText()
  const { state, lines, older, closed } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <OfficeHead title={t('outbox.title')}>
        <Form className="flex flex-wrap items-center gap-2">
          <label htmlFor="state" className="text-sm text-meta">
            {t('outbox.filter')}
          </label>
          <select
            id="state"
            name="state"
            key={state}
            defaultValue={state ?? ''}
            className="min-h-11 rounded border border-line-2 bg-white px-2"
          >
            <option value="">{t('outbox.all')}</option>
            {MESSAGE_STATES.map((each) => (
              <option key={each} value={each}>
                {t(`outbox.state.${each}`)}
              </option>
            ))}
          </select>
          <Button>{t('results.show')}</Button>
        </Form>
      </OfficeHead>
      {closed.length > 0 && (
        <Notice tone="waiting">
          {closed.map((channel) => (
            <p key={channel} className="font-bold">
              {t(`outbox.closed.${channel}`)}
            </p>
          ))}
          <p>{t('outbox.closedHelp')}</p>
        </Notice>
      )}
      <FormFaults errors={answer?.reply?.error?.['']} />
      {answer?.done?.again && <Notice tone="done">{t('outbox.sentAgain')}</Notice>}
      {lines.length === 0 ? (
        <p className="rounded border border-line bg-white p-6">{t('outbox.empty')}</p>
      ) : (
        <TableFrame label={t('outbox.title')}>
          <thead>
            <tr>
              <th scope="col">{t('outbox.at')}</th>
              <th scope="col">{t('outbox.to')}</th>
              <th scope="col">{t('outbox.message')}</th>
              <th scope="col">{t('outbox.stateHead')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Row key={line.id} line={line} />
            ))}
          </tbody>
        </TableFrame>
      )}
      {older && (
        <ButtonLink to={`?${new URLSearchParams({ ...(state && { state }), before: older }).toString()}`}>
          {t('outbox.older')}
        </ButtonLink>
      )}
    </>
  )
}

function Row({ line }: { line: Line }) {
  const { t, moment } = useText()
  const { id, createdAt, address, channel, subject, text, state, tries, lastError } = line
  return (
    <tr className="align-top">
      <td className="whitespace-nowrap text-meta">{moment(createdAt)}</td>
      <th scope="row" className="font-normal">
        <span className={channel === 'sms' ? 'whitespace-nowrap' : 'block min-w-40 break-all'}>
          {address}
        </span>
        <span className="block text-sm text-meta">
          {channel !== 'in_app' && t(`outbox.channel.${channel}`)}
        </span>
      </th>
      <td className="min-w-60">
        <b>{subject}</b>
        <p className="text-ink-2">{text || t('outbox.forgotten')}</p>
      </td>
      <td className="min-w-32 space-y-1">
        <p className="font-bold">{t(`outbox.state.${state}`)}</p>
        {tries > 0 && <p className="text-sm text-meta">{t('outbox.tries', { count: tries })}</p>}
        {lastError && <p className="text-sm text-ochre">{t('outbox.error', { error: lastError })}</p>}
        {state === 'failed' && text !== '' && (
          <Form method="post">
            <Button name="message" value={id}>
              {t('outbox.again')}
            </Button>
          </Form>
        )}
      </td>
    </tr>
  )
}
