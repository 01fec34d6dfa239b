import { getFormProps, type SubmissionResult } from '@conform-to/react'
import { Form } from '@remix-run/react'
import { NewPerson } from '~/core/access/accounts'
import { Button } from '~/ui/button'
import { FormFaults, TextField } from '~/ui/field'
import { useSchemaForm } from '~/ui/form'
import { PasswordField } from '~/ui/password-field'
import { useText } from '~/ui/text'

/** Name and password: what is left once the code has proved the login. */
export function PersonForm({ reply }: { reply: SubmissionResult | null | undefined }) {
  const { t } = useText()
  const [form, fields] = useSchemaForm(NewPerson, { id: 'person', reply })
  return (
    <Form method="post" {...getFormProps(form)} className="space-y-6">
      <FormFaults errors={form.errors} />
      <input type="hidden" name="intent" value="person" />
      <TextField
        field={fields.name}
        label={t('signUp.name')}
        hint={t('signUp.nameHint')}
        autoComplete="name"
      />
      <PasswordField
        field={fields.password}
        label={t('signIn.password')}
        hint={t('signUp.passwordHint')}
        fresh
      />
      <Button look="primary" size="large" className="w-full">
        {t('signUp.submit')}
      </Button>
    </Form>
  )
}
