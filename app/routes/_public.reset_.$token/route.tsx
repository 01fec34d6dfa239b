import { getFormProps, type SubmissionResult } from '@conform-to/react'
import { redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { NewPasswordForm, ResetStep } from '~/core/access/accounts'
import { noSessionCookie } from '~/http/session.server'
import { visitorOf } from '~/http/visitor.server'
import { form, page } from '~/http/wrappers.server'
import { codeStep, requestAgain, verifyCode } from '~/services/codes.server'
import { resetPassword } from '~/services/sign-up.server'
import { Button } from '~/ui/button'
import { CodeForm } from '~/ui/code-form'
import { FormFaults } from '~/ui/field'
import { useSchemaForm } from '~/ui/form'
import { PasswordField } from '~/ui/password-field'
import { Column, PageTitle } from '~/ui/site'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const loader = page((_actor, { token }) => codeStep('reset', token!))

export const action = form(ResetStep, async (_actor, step, { token }, { request, context }) => {
  if (step.intent === 'code') {
    await verifyCode('reset', token!, step.code)
    return redirect(`/reset/${token!}`)
  }
  if (step.intent === 'again') {
    return redirect(`/reset/${await requestAgain('reset', token!, await visitorOf(request, context))}`)
  }
  await resetPassword(token!, step)
  return redirect('/signin?reset=done', { headers: { 'Set-Cookie': await noSessionCookie(context) } })
})

/** A refusal may mean that the code has no try left. */
export const shouldRevalidate = () => true

export const meta = titled('reset')

export default function ResetSteps() {
  const { t } = useText()
  const { step, login, over } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  return (
    <Column narrow>
      <PageTitle>{t(step === 'verified' ? 'reset.choose' : 'code.title')}</PageTitle>
      {step === 'verified' ? (
        <Choose reply={reply} />
      ) : (
        <CodeForm reply={reply} login={login} over={over} start="/reset" />
      )}
    </Column>
  )
}

function Choose({ reply }: { reply: SubmissionResult | null | undefined }) {
  const { t } = useText()
  const [choose, fields] = useSchemaForm(NewPasswordForm, { id: 'password', reply })
  return (
    <>
      <p className="text-ink-2">{t('reset.chooseHelp')}</p>
      <Form method="post" {...getFormProps(choose)} className="space-y-6">
        <FormFaults errors={choose.errors} />
        <input type="hidden" name="intent" value="password" />
        <PasswordField
          field={fields.password}
          label={t('reset.password')}
          hint={t('signUp.passwordHint')}
          fresh
        />
        <Button look="primary" size="large" className="w-full">
          {t('reset.save')}
        </Button>
      </Form>
    </>
  )
}
