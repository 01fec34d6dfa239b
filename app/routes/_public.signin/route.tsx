import { getFormProps } from '@conform-to/react'
import { redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { SignIn } from '~/core/access/credentials'
import { ownPath, sessionCookie } from '~/http/session.server'
import { visitorOf } from '~/http/visitor.server'
import { form, page } from '~/http/wrappers.server'
import { captchaForSignIn, signIn } from '~/services/accounts.server'
import { Button } from '~/ui/button'
import { CaptchaField } from '~/ui/captcha-field'
import { FormFaults, TextField } from '~/ui/field'
import { useSchemaForm } from '~/ui/form'
import { Notice } from '~/ui/notice'
import { PasswordField } from '~/ui/password-field'
import { Column, PageTitle } from '~/ui/site'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const loader = page(async (_actor, _params, { request, context }) => ({
  captcha: await captchaForSignIn(await visitorOf(request, context)),
}))

export const action = form(SignIn, async (_actor, { next, ...typed }, _params, { request, context }) => {
  const session = await signIn({ ...typed, from: await visitorOf(request, context) })
  if (session.pending) {
    return redirect(`${session.home}${next ? `?next=${encodeURIComponent(next)}` : ''}`)
  }
  const headers = { 'Set-Cookie': await sessionCookie(session, context) }
  return redirect(ownPath(next, session.home), { headers })
})

/** After a failure there may be a captcha to answer, and each is good for one try. */
export const shouldRevalidate = () => true

export const meta = titled('signIn')

export default function SignInPage() {
  const { t } = useText()
  const [search] = useSearchParams()
  const { captcha } = useLoaderData<typeof loader>()
  const [signInForm, fields] = useSchemaForm(SignIn, {
    id: 'signin',
    reply: useActionData<typeof action>()?.reply,
  })
  return (
    <Column narrow>
      <PageTitle>{t('signIn.title')}</PageTitle>
      {search.get('reset') === 'done' && !signInForm.errors && (
        <Notice tone="done">{t('signIn.resetDone')}</Notice>
      )}
      <Form method="post" {...getFormProps(signInForm)} className="space-y-6">
        <FormFaults errors={signInForm.errors} />
        <input type="hidden" name="next" value={search.get('next') ?? ''} />
        <TextField
          field={fields.login}
          label={t('signIn.login')}
          autoComplete="username"
          autoCapitalize="none"
        />
        <PasswordField field={fields.password} label={t('signIn.password')} />
        {captcha && <CaptchaField captcha={captcha} field={fields.captcha} />}
        <Button look="primary" size="large" className="w-full">
          {t('signIn.submit')}
        </Button>
      </Form>
      <p>
        <Link
          to="/reset"
          className="inline-flex min-h-11 items-center text-indigo-700 underline underline-offset-4"
        >
          {t('signIn.forgotten')}
        </Link>
      </p>
      <p>
        {t('signIn.noAccount')}{' '}
        <Link to="/signup" className="text-indigo-700 underline underline-offset-4">
          {t('signIn.signUp')}
        </Link>
      </p>
    </Column>
  )
}
