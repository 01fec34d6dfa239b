import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SignUpStep } from '~/core/access/accounts'
import { sessionCookie } from '~/http/session.server'
import { visitorOf } from '~/http/visitor.server'
import { form, page } from '~/http/wrappers.server'
import { codeStep, requestAgain, verifyCode } from '~/services/codes.server'
import { finishSignUp } from '~/services/sign-up.server'
import { CodeForm } from '~/ui/code-form'
import { Column, PageTitle } from '~/ui/site'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'
import { PersonForm } from './person-form'

export const loader = page((_actor, { token }) => codeStep('sign_up', token!))

export const action = form(SignUpStep, async (_actor, step, { token }, { request, context }) => {
  if (step.intent === 'code') {
    await verifyCode('sign_up', token!, step.code)
    return redirect(`/signup/${token!}`)
  }
  if (step.intent === 'again') {
    return redirect(`/signup/${await requestAgain('sign_up', token!, await visitorOf(request, context))}`)
  }
  const session = await finishSignUp(token!, step, await visitorOf(request, context))
  return redirect(session.home, { headers: { 'Set-Cookie': await sessionCookie(session, context) } })
})

/** A refusal may mean that the code has no try left. */
export const shouldRevalidate = () => true

export const meta = titled('signUp')

export default function SignUpSteps() {
  const { t } = useText()
  const { step, login, over } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  if (step === 'verified') {
    return (
      <Column narrow>
        <div className="space-y-2">
          <PageTitle>{t('signUp.personTitle')}</PageTitle>
          <p className="break-all text-ink-2">{t('signUp.personIntro', { login })}</p>
        </div>
        <PersonForm reply={reply} />
      </Column>
    )
  }
  return (
    <Column narrow>
      <PageTitle>{t('code.title')}</PageTitle>
      <CodeForm reply={reply} login={login} over={over} start="/signup" />
    </Column>
  )
}
