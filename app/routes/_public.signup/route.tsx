import { redirect } from '@remix-run/node'
import { Link, useActionData } from '@remix-run/react'
import { CodeRequest } from '~/core/access/one-time-code'
import { visitorOf } from '~/http/visitor.server'
import { form } from '~/http/wrappers.server'
import { requestCode } from '~/services/codes.server'
import { LoginForm } from '~/ui/login-form'
import { Column, PageTitle } from '~/ui/site'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const action = form(CodeRequest, async (_actor, { login }, _params, { request, context }) => {
  const token = await requestCode('sign_up', login, await visitorOf(request, context))
  return redirect(`/signup/${token}`)
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
      <LoginForm reply={reply} hint={t('signUp.loginHint')} submit={t('signUp.sendCode')} />
      <p>
        {t('signUp.hasAccount')}{' '}
        <Link to="/signin" className="text-indigo-700 underline underline-offset-4">
          {t('nav.signIn')}
        </Link>
      </p>
    </Column>
  )
}
