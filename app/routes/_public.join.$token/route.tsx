import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { NewAccount } from '~/core/access/accounts'
import { isStaff } from '~/core/access/password'
import { sessionCookie } from '~/http/session.server'
import { visitorOf } from '~/http/visitor.server'
import { form, page } from '~/http/wrappers.server'
import { acceptInvitation, readInvitation } from '~/services/accounts.server'
import { AccountForm } from '~/ui/account-form'
import { Column, PageTitle } from '~/ui/site'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const loader = page((_actor, { token }) => readInvitation(token!))

export const action = form(NewAccount, async (_actor, account, { token }, { request, context }) => {
  const session = await acceptInvitation(token!, account, new Date(), await visitorOf(request, context))
  return redirect(session.home, { headers: { 'Set-Cookie': await sessionCookie(session, context) } })
})

export const meta = titled('join')

const INTROS = {
  organiser: 'join.organiserIntro',
  supervisor: 'join.supervisorIntro',
  judge: 'join.judgeIntro',
  contestant: 'signUp.intro',
} as const

export default function Join() {
  const { t } = useText()
  const { role, name } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  return (
    <Column narrow>
      <div className="space-y-2">
        <PageTitle>{t(`join.${role}`)}</PageTitle>
        <p className="text-ink-2">{t(INTROS[role])}</p>
      </div>
      <AccountForm reply={reply} name={name} staff={isStaff([role])} submit={t('join.submit')} />
    </Column>
  )
}
