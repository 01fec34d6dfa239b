import { getFormProps, type SubmissionResult } from '@conform-to/react'
import { Form } from '@remix-run/react'
import { NewAccount } from '~/core/access/accounts'
import { Button } from './button'
import { FormFaults, TextField } from './field'
import { useSchemaForm } from './form'
import { PasswordField } from './password-field'
import { useText } from './text'

/** Name, login and password: the same form for signing up and for using an invitation. */
export function AccountForm({
  reply,
  name,
  nameHint,
  submit,
}: {
  reply: SubmissionResult | null | undefined
  name?: string | null
  nameHint?: string
  submit: string
}) {
  const { t } = useText()
  const [accountForm, fields] = useSchemaForm(NewAccount, {
    id: 'account',
    reply,
    defaults: { name: name ?? '' },
  })
  return (
    <Form method="post" {...getFormProps(accountForm)} className="space-y-6">
      <FormFaults errors={accountForm.errors} />
      <TextField field={fields.name} label={t('signUp.name')} hint={nameHint} autoComplete="name" />
      <TextField
        field={fields.login}
        label={t('signIn.login')}
        autoComplete="username"
        autoCapitalize="none"
      />
      <PasswordField
        field={fields.password}
        label={t('signIn.password')}
        hint={t('signUp.passwordHint')}
        fresh
      />
      <Button look="primary" size="large" className="w-full">
        {submit}
      </Button>
    </Form>
  )
}
