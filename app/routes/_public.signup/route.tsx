import { redirect } from '@remix-run/node'
import { Link, useActionData } from '@remix-run/react'
import { NewAccount } from '~/core/access/accounts'
import { sessionCookie } from '~/http/session.server'
import { form } from '~/http/wrappers.server'
import { signUp } from '~/services/accounts.server'
import { AccountForm } from '~/ui/account-form'
import { Column, PageTitle } from '~/ui/site'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const action = form(NewAccount, async (_actor, account, _params, { context }) => {
  const session = await signUp(account)
  return redirect(session.home, { headers: { 'Set-Cookie': await sessionCookie(session, context) } })
})

export const meta = titled('signUp')

export default function SignUpPage() {
  const { t } = useText()
  const reply = useActionData<typeof action>()?.reply
  return (
    <Column narrow>
      <div className="space-y-2">
        <PageTitle>{t('signUp.title')}</PageTitle>
        <p className="text-ink-2">{t('signUp.intro')}</p>
      </div>
      <AccountForm reply={reply} nameHint={t('signUp.nameHint')} submit={t('signUp.submit')} />
      <p>
        {t('signUp.hasAccount')}{' '}
        <Link to="/signin" className="text-indigo-700 underline underline-offset-4">
          {t('nav.signIn')}
        </Link>
      </p>
    </Column>
  )
}
