import { getFormProps } from '@conform-to/react'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { PersonName } from '~/core/entrants/name'
import { form, page } from '~/http/wrappers.server'
import { inviteJudge, inviteSupervisor, judgesOffice } from '~/services/accounts.server'
import { Button } from '~/ui/button'
import { FormFaults, TextField } from '~/ui/field'
import { useSchemaForm } from '~/ui/form'
import { Notice } from '~/ui/notice'
import { Card, OfficeHead, TableFrame } from '~/ui/office'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

const Invite = z.object({ name: PersonName, intent: z.enum(['judge', 'supervisor']) })

const INVITE = { judge: inviteJudge, supervisor: inviteSupervisor } as const

export const loader = page((actor) => judgesOffice(actor))

export const action = form(Invite, async (actor, { name, intent }, _params, { url }) => ({
  name,
  intent,
  link: url.origin + (await INVITE[intent](actor, { name })),
}))

export const meta = titled('judges')

export default function Judges() {
  const { t, moment } = useText()
  const { judges, invited, supervisors } = useLoaderData<typeof loader>()
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
          <InviteForm intent="judge" />
        </Card>
        <Card title={t('organiser.judges.supervisors')}>
          <div className="space-y-4">
            <p className="text-ink-2">{t('organiser.judges.supervisorsHelp')}</p>
            {supervisors.length > 0 && (
              <ul>
                {supervisors.map(({ id, name }) => (
                  <li key={id} className="border-t border-line py-2 font-bold first:border-0">
                    {name}
                  </li>
                ))}
              </ul>
            )}
            <InviteForm intent="supervisor" />
          </div>
        </Card>
        {invited.length > 0 && (
          <Card title={t('organiser.judges.pending')}>
            <ul>
              {invited.map(({ id, name, role, expiresAt }) => (
                <li key={id} className="flex justify-between gap-4 border-t border-line py-2 first:border-0">
                  <span>
                    <b>{name}</b> <span className="text-sm text-meta">{t(`role.${role}`)}</span>
                  </span>
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

const WORDS = {
  judge: { name: 'organiser.judges.inviteName', button: 'organiser.judges.inviteButton' },
  supervisor: { name: 'organiser.judges.supervisorName', button: 'organiser.judges.inviteSupervisor' },
} as const

/** A name, and the link that comes of it. Two of them stand on the page: the answer belongs to the one that asked. */
function InviteForm({ intent }: { intent: keyof typeof WORDS }) {
  const { t } = useText()
  const answer = useActionData<typeof action>()
  const asked = answer?.done?.intent ?? answer?.reply?.initialValue?.['intent']
  const mine = asked === intent ? answer : undefined
  const [invite, fields] = useSchemaForm(Invite, { id: `invite-${intent}`, reply: mine?.reply })
  return (
    <>
      <Form method="post" {...getFormProps(invite)} className="space-y-4">
        <FormFaults errors={invite.errors} />
        <input type="hidden" name="intent" value={intent} />
        <TextField field={fields.name} label={t(WORDS[intent].name)} autoComplete="off" />
        <Button look={intent === 'judge' ? 'primary' : 'secondary'}>{t(WORDS[intent].button)}</Button>
      </Form>
      {mine?.done && (
        <div className="mt-5">
          <Notice tone="done" title={t('organiser.judges.linkTitle', { name: mine.done.name })}>
            <p className="break-all">
              <code>{mine.done.link}</code>
            </p>
            <p>{t('organiser.judges.linkHelp')}</p>
          </Notice>
        </div>
      )}
    </>
  )
}
