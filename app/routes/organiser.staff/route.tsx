import { getFormProps } from '@conform-to/react'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { PREFECTURES, prefectureName } from '~/core/contest/divisions'
import { InviteStaff, STAFF_ROLES, StaffAct } from '~/core/access/staff'
import { form, page } from '~/http/wrappers.server'
import { resetSecondFactor } from '~/services/second-factor.server'
import { inviteStaff, revokeInvitation, revokeRole, staffOffice } from '~/services/staff.server'
import { Button } from '~/ui/button'
import { FormFaults, SelectField, TextField } from '~/ui/field'
import { useFrame } from '~/ui/frame'
import { useSchemaForm } from '~/ui/form'
import { Notice } from '~/ui/notice'
import { Card, OfficeHead, TableFrame } from '~/ui/office'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const loader = page((actor) => staffOffice(actor))

export const action = form(StaffAct, async (actor, act, _params, { url }) => {
  switch (act.intent) {
    case 'invite':
      return { intent: act.intent, name: act.name, link: url.origin + (await inviteStaff(actor, act)) }
    case 'uninvite':
      await revokeInvitation(actor, act.invitation)
      return { intent: act.intent }
    case 'reset':
      await resetSecondFactor(actor, act)
      return { intent: act.intent }
    case 'revoke':
      await revokeRole(actor, act)
      return { intent: act.intent }
  }
})

export const meta = titled('staff')

export default function Staff() {
  const { t, fullDay, moment } = useText()
  const { staff, invited } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const organiser = useFrame().actor?.roles.includes('organiser') ?? false
  const refused = answer?.reply?.initialValue?.['intent'] === 'invite' ? null : answer?.reply
  return (
    <>
      <OfficeHead title={t('organiser.staff.title')} />
      {refused && <FormFaults errors={refused.error?.['']} />}
      {answer?.done?.intent === 'revoke' && <Notice tone="done">{t('organiser.staff.revoked')}</Notice>}
      <TableFrame label={t('organiser.staff.title')}>
        <thead>
          <tr>
            <th scope="col">{t('organiser.staff.name')}</th>
            <th scope="col">{t('organiser.staff.role')}</th>
            <th scope="col">{t('organiser.staff.since')}</th>
            <th scope="col">{t('organiser.staff.seen')}</th>
            <th scope="col">{t('secondFactor.column')}</th>
            {organiser && <th scope="col">{t('organiser.staff.revoke')}</th>}
          </tr>
        </thead>
        <tbody>
          {staff.map(({ accountId, name, role, prefecture, grantedAt, lastSeenAt, secondFactor, self }) => (
            <tr key={`${accountId} ${role}`}>
              <th scope="row" className="min-w-24">
                {name}
              </th>
              <td className="min-w-28">
                {t(`role.${role}`)}
                {role === 'reviewer' && (
                  <span className="block text-sm text-meta">
                    {prefecture ? prefectureName(prefecture) : t('organiser.staff.province')}
                  </span>
                )}
              </td>
              <td className="whitespace-nowrap">{fullDay(grantedAt)}</td>
              <td className="whitespace-nowrap">
                {lastSeenAt ? moment(lastSeenAt) : t('organiser.staff.never')}
              </td>
              <td>{t(`secondFactor.state.${secondFactor ? 'on' : 'off'}`)}</td>
              {organiser && (
                <td>
                  {!self && (
                    <>
                      <Take
                        intent="revoke"
                        account={accountId}
                        role={role}
                        who={`${name} ${t(`role.${role}`)}`}
                      />
                      {secondFactor && <Take intent="reset" account={accountId} role={role} who={name} />}
                    </>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </TableFrame>
      <p className="text-sm text-meta">{t('organiser.staff.apart')}</p>
      {organiser && (
        <div className="grid gap-7 xl:grid-cols-2">
          <Card title={t('organiser.staff.invite')}>
            <Invite />
          </Card>
          {invited.length > 0 && (
            <Card title={t('organiser.staff.pending')}>
              <ul>
                {invited.map(({ id, name, role, expiresAt }) => (
                  <li
                    key={id}
                    className="flex flex-wrap items-center justify-between gap-3 border-t border-line py-2 first:border-0"
                  >
                    <span>
                      <b>{name}</b>{' '}
                      <span className="text-sm text-meta">
                        {t(`role.${role}`)} {t('organiser.staff.validUntil', { date: moment(expiresAt) })}
                      </span>
                    </span>
                    <Form method="post">
                      <input type="hidden" name="intent" value="uninvite" />
                      <Button name="invitation" value={id}>
                        {t('organiser.staff.uninvite')}
                        <span className="sr-only">{name}</span>
                      </Button>
                    </Form>
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </div>
      )}
    </>
  )
}

/** What is taken from somebody, with a reason and in two steps: a role, or a second factor that was lost. */
function Take({
  intent,
  account,
  role,
  who,
}: {
  intent: 'revoke' | 'reset'
  account: string
  role: string
  who: string
}) {
  const { t } = useText()
  const id = `${intent}-${account}-${role}`
  const label = t(intent === 'revoke' ? 'organiser.staff.revoke' : 'secondFactor.reset')
  return (
    <details>
      <summary className="flex min-h-11 w-fit list-none items-center text-indigo-700 underline underline-offset-4">
        {label}
        <span className="sr-only">{who}</span>
      </summary>
      <Form method="post" className="flex flex-wrap items-end gap-3 py-2">
        <input type="hidden" name="intent" value={intent} />
        <input type="hidden" name="account" value={account} />
        <input type="hidden" name="role" value={role} />
        <label htmlFor={id} className="text-sm">
          {t('organiser.staff.reason')}
          <input
            id={id}
            name="reason"
            required
            maxLength={500}
            className="block min-h-11 rounded border border-line-2 bg-white px-3"
          />
        </label>
        <Button>{label}</Button>
      </Form>
    </details>
  )
}

function Invite() {
  const { t } = useText()
  const answer = useActionData<typeof action>()
  const mine = answer?.reply?.initialValue?.['intent'] === 'invite' ? answer.reply : null
  const [invite, fields] = useSchemaForm(InviteStaff, { id: 'invite', reply: mine })
  return (
    <>
      <Form method="post" {...getFormProps(invite)} className="space-y-4">
        <FormFaults errors={invite.errors} />
        <input type="hidden" name="intent" value="invite" />
        <TextField field={fields.name} label={t('organiser.staff.name')} autoComplete="off" />
        <SelectField
          field={fields.role}
          label={t('organiser.staff.role')}
          empty={t('entry.choose')}
          options={STAFF_ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
        />
        <SelectField
          field={fields.prefecture}
          label={t('organiser.staff.prefecture')}
          hint={t('organiser.staff.prefectureHelp')}
          empty={t('organiser.staff.province')}
          options={PREFECTURES.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <Button look="primary">{t('organiser.staff.button')}</Button>
      </Form>
      {answer?.done?.intent === 'invite' && (
        <div className="mt-5">
          <Notice tone="done" title={t('organiser.staff.linkTitle', { name: answer.done.name })}>
            <p className="break-all">
              <code>{answer.done.link}</code>
            </p>
            <p>{t('organiser.staff.linkHelp')}</p>
          </Notice>
        </div>
      )}
    </>
  )
}
