import { getFormProps } from '@conform-to/react'
import { redirect } from '@remix-run/node'
import { Form, Link, useActionData, useSearchParams } from '@remix-run/react'
import { SignIn } from '~/core/access/credentials'
import { ownPath, sessionCookie } from '~/http/session.server'
import { form } from '~/http/wrappers.server'
import { signIn } from '~/services/accounts.server'
import { Button } from '~/ui/button'
import { FormFaults, TextField } from '~/ui/field'
import { useSchemaForm } from '~/ui/form'
import { PasswordField } from '~/ui/password-field'
import { Column, PageTitle } from '~/ui/site'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const action = form(SignIn, async (_actor, { login, password, next }, _params, { context }) => {
  const session = await signIn({ login, password })
  const headers = { 'Set-Cookie': await sessionCookie(session, context) }
  return redirect(ownPath(next, session.home), { headers })
})

export const meta = titled('signIn')

export default function SignInPage() {
  const { t } = useText()
  const [search] = useSearchParams()
  const [signInForm, fields] = useSchemaForm(SignIn, {
    id: 'signin',
    reply: useActionData<typeof action>()?.reply,
  })
  return (
    <Column narrow>
      <PageTitle>{t('signIn.title')}</PageTitle>
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
        <Button look="primary" size="large" className="w-full">
          {t('signIn.submit')}
        </Button>
      </Form>
      <p>
        {t('signIn.noAccount')}{' '}
        <Link to="/signup" className="text-indigo-700 underline underline-offset-4">
          {t('signIn.signUp')}
        </Link>
      </p>
    </Column>
  )
}
