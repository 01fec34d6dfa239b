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
  const token = await requestCode('reset', login, await visitorOf(request, context))
  return redirect(`/reset/${token}`)
})

export const meta = titled('reset')

export default function ResetPage() {
  const { t } = useText()
  const reply = useActionData<typeof action>()?.reply
  return (
    <Column narrow>
      <div className="space-y-2">
        <PageTitle>{t('reset.title')}</PageTitle>
        <p className="text-ink-2">{t('reset.intro')}</p>
      </div>
      <LoginForm reply={reply} submit={t('reset.submit')} />
      <p>
        <Link
          to="/signin"
          className="inline-flex min-h-11 items-center text-indigo-700 underline underline-offset-4"
        >
          {t('reset.back')}
        </Link>
      </p>
    </Column>
  )
}
