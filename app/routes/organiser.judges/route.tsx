import { getFormProps } from '@conform-to/react'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { PersonName } from '~/core/entrants/name'
import { form, page } from '~/http/wrappers.server'
import { inviteJudge, judgesOffice } from '~/services/accounts.server'
import { Button } from '~/ui/button'
import { FormFaults, TextField } from '~/ui/field'
import { useSchemaForm } from '~/ui/form'
import { Notice } from '~/ui/notice'
import { Card, OfficeHead, TableFrame } from '~/ui/office'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

const InviteJudge = z.object({ name: PersonName })

export const loader = page((actor) => judgesOffice(actor))

export const action = form(InviteJudge, async (actor, { name }, _params, { url }) => ({
  name,
  link: url.origin + (await inviteJudge(actor, { name })),
}))

export const meta = titled('judges')

export default function Judges() {
  const { t, moment } = useText()
  const { judges, invited } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [invite, fields] = useSchemaForm(InviteJudge, { id: 'invite', reply: answer?.reply })
  return (
    <>
      <OfficeHead title={t('organiser.judges.title')} />
      {judges.length === 0 ? (
        <p className="rounded border border-line bg-white p-6">{t('organiser.judges.empty')}</p>
      ) : (
        <TableFrame label={t('organiser.judges.title')}>
          <thead>
            <tr>
              <th scope="col">{t('organiser.judges.code')}</th>
              <th scope="col">{t('organiser.judges.name')}</th>
              <th scope="col" className="text-right">
                {t('organiser.judges.submitted')}
              </th>
              <th scope="col" className="text-right">
                {t('organiser.judges.open')}
              </th>
              <th scope="col" className="text-right">
                {t('organiser.judges.recused')}
              </th>
            </tr>
          </thead>
          <tbody>
            {judges.map(({ code, name, submitted, open, recused }) => (
              <tr key={code}>
                <th scope="row">{code}</th>
                <td>{name}</td>
                <td className="text-right">{submitted}</td>
                <td className="text-right">{open}</td>
                <td className="text-right">{recused}</td>
              </tr>
            ))}
          </tbody>
        </TableFrame>
      )}
      <div className="grid gap-7 xl:grid-cols-2">
        <Card title={t('organiser.judges.invite')}>
          <Form method="post" {...getFormProps(invite)} className="space-y-4">
            <FormFaults errors={invite.errors} />
            <TextField field={fields.name} label={t('organiser.judges.inviteName')} autoComplete="off" />
            <Button look="primary">{t('organiser.judges.inviteButton')}</Button>
          </Form>
          {answer?.done && (
            <div className="mt-5">
              <Notice tone="done" title={t('organiser.judges.linkTitle', { name: answer.done.name })}>
                <p className="break-all">
                  <code>{answer.done.link}</code>
                </p>
                <p>{t('organiser.judges.linkHelp')}</p>
              </Notice>
            </div>
          )}
        </Card>
        {invited.length > 0 && (
          <Card title={t('organiser.judges.pending')}>
            <ul>
              {invited.map(({ id, name, expiresAt }) => (
                <li key={id} className="flex justify-between gap-4 border-t border-line py-2 first:border-0">
                  <b>{name}</b>
                  <span className="text-sm text-meta">
                    {t('organiser.judges.validUntil', { date: moment(expiresAt) })}
                  </span>
                </li>
              ))}
            </ul>
          </Card>
        )}
      </div>
    </>
  )
}
