import { redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { NewAccount } from '~/core/access/accounts'
import { prefectureName } from '~/core/contest/divisions'
import { isStaff } from '~/core/access/password'
import { sessionCookie } from '~/http/session.server'
import { visitorOf } from '~/http/visitor.server'
import { form, page } from '~/http/wrappers.server'
import { acceptInvitation, readInvitation } from '~/services/accounts.server'
import { AccountForm } from '~/ui/account-form'
import { Button } from '~/ui/button'
import { Column, PageTitle } from '~/ui/site'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const loader = page(async (actor, { token }) => ({
  ...(await readInvitation(token!)),
  token: token!,
  member: actor?.name ?? null,
}))

export const action = form(NewAccount, async (_actor, account, { token }, { request, context }) => {
  const session = await acceptInvitation(token!, account, new Date(), await visitorOf(request, context))
  return redirect(session.home, { headers: { 'Set-Cookie': await sessionCookie(session, context) } })
})

export const meta = titled('join')

const INTROS = {
  organiser: 'join.organiserIntro',
  supervisor: 'join.supervisorIntro',
  judge: 'join.judgeIntro',
  reviewer: 'join.staffIntro',
  timekeeper: 'join.staffIntro',
  chiefJudge: 'join.staffIntro',
  arbitrator: 'join.staffIntro',
  contestant: 'signUp.intro',
} as const

export default function Join() {
  const { t } = useText()
  const { role, name, prefecture, token, member } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  return (
    <Column narrow>
      <div className="space-y-2">
        <PageTitle>{t(`join.${role}`)}</PageTitle>
        <p className="text-ink-2">{t(INTROS[role])}</p>
        {role === 'reviewer' && (
          <p className="font-bold">
            {t('join.area', { area: (prefecture && prefectureName(prefecture)) ?? t('join.province') })}
          </p>
        )}
      </div>
      {member && (
        <Form
          method="post"
          action={`/join/${token}/accept`}
          className="space-y-3 rounded border border-line bg-white p-5"
        >
          <p className="text-ink-2">{t('join.withAccountHelp')}</p>
          <Button look="primary">{t('join.withAccount', { name: member })}</Button>
        </Form>
      )}
      <AccountForm reply={reply} name={name} staff={isStaff([role])} submit={t('join.submit')} />
    </Column>
  )
}
