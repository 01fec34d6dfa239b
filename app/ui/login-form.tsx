import { getFormProps, type SubmissionResult } from '@conform-to/react'
import { Form } from '@remix-run/react'
import { CodeRequest } from '~/core/access/one-time-code'
import { Button } from './button'
import { FormFaults, TextField } from './field'
import { useSchemaForm } from './form'
import { useText } from './text'

/** Where a code is to go: the first step of signing up and of a forgotten password. */
export function LoginForm({
  reply,
  hint,
  submit,
}: {
  reply: SubmissionResult | null | undefined
  hint?: string
  submit: string
}) {
  const { t } = useText()
  const [form, fields] = useSchemaForm(CodeRequest, { id: 'login', reply })
  return (
    <Form method="post" {...getFormProps(form)} className="space-y-6">
      <FormFaults errors={form.errors} />
      <TextField
        field={fields.login}
        label={t('signIn.login')}
        hint={hint}
        autoComplete="username"
        autoCapitalize="none"
      />
      <Button look="primary" size="large" className="w-full">
        {submit}
      </Button>
    </Form>
  )
}
