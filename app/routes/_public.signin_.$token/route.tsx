import { getFormProps } from '@conform-to/react'
import { redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { SecondStep } from '~/core/access/second-factor'
import { ownPath, sessionCookie } from '~/http/session.server'
import { visitorOf } from '~/http/visitor.server'
import { form, page } from '~/http/wrappers.server'
import { signInWithCode } from '~/services/accounts.server'
import { secondStepAwaited } from '~/services/second-factor.server'
import { Button } from '~/ui/button'
import { FormFaults, TextField } from '~/ui/field'
import { useSchemaForm } from '~/ui/form'
import { Notice } from '~/ui/notice'
import { Column, PageTitle } from '~/ui/site'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const loader = page(async (_actor, { token }) => ({ awaited: await secondStepAwaited(token!) }))

export const action = form(SecondStep, async (_actor, { code, next }, { token }, { request, context }) => {
  const session = await signInWithCode(token!, code, await visitorOf(request, context))
  const headers = { 'Set-Cookie': await sessionCookie(session, context) }
  return redirect(ownPath(next, session.home), { headers })
})

/** A refusal may mean that no try is left. */
export const shouldRevalidate = () => true

export const meta = titled('secondStep')

/** The second step of signing in. */
export default function SecondStepPage() {
  const { t } = useText()
  const [search] = useSearchParams()
  const { awaited } = useLoaderData<typeof loader>()
  const [step, fields] = useSchemaForm(SecondStep, {
    id: 'step',
    reply: useActionData<typeof action>()?.reply,
  })
  return (
    <Column narrow>
      <PageTitle>{t('titles.secondStep')}</PageTitle>
      {awaited ? (
        <Form method="post" {...getFormProps(step)} className="space-y-6">
          <FormFaults errors={step.errors} />
          <input type="hidden" name="next" value={search.get('next') ?? ''} />
          <TextField
            field={fields.code}
            label={t('secondFactor.code')}
            hint={t('secondFactor.codeHint')}
            autoComplete="one-time-code"
            autoCapitalize="none"
            className="text-xl tracking-widest tabular-nums"
          />
          <Button look="primary" size="large" className="w-full">
            {t('signIn.submit')}
          </Button>
        </Form>
      ) : (
        <Notice tone="waiting">{t('secondFactor.over')}</Notice>
      )}
      <Link
        to="/signin"
        className="inline-flex min-h-11 items-center text-indigo-700 underline underline-offset-4"
      >
        {t('secondFactor.again')}
      </Link>
    </Column>
  )
}
