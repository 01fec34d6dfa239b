import { getFormProps, type SubmissionResult } from '@conform-to/react'
import { Form } from '@remix-run/react'
import { NewAccount } from '~/core/access/accounts'
import { Button } from './button'
import { FormFaults, TextField } from './field'
import { useSchemaForm } from './form'
import { PasswordField } from './password-field'
import { useText } from './text'

/** Name, login and password: what an invitation asks for. */
export function AccountForm({
  reply,
  name,
  staff = false,
  submit,
}: {
  reply: SubmissionResult | null | undefined
  name?: string | null
  /** Staff need a longer password. */
  staff?: boolean
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
      <TextField field={fields.name} label={t('signUp.name')} autoComplete="name" />
      <TextField
        field={fields.login}
        label={t('signIn.login')}
        autoComplete="username"
        autoCapitalize="none"
      />
      <PasswordField
        field={fields.password}
        label={t('signIn.password')}
        hint={t(staff ? 'account.staffHint' : 'signUp.passwordHint')}
        fresh
      />
      <Button look="primary" size="large" className="w-full">
        {submit}
      </Button>
    </Form>
  )
}
