import { getFormProps, type SubmissionResult } from '@conform-to/react'
import { Form } from '@remix-run/react'
import { ChangedPassword } from '~/core/access/accounts'
import type { Role } from '~/core/access/actor'
import { isStaff } from '~/core/access/password'
import { Button } from '~/ui/button'
import { FormFaults } from '~/ui/field'
import { useSchemaForm } from '~/ui/form'
import { PasswordField } from '~/ui/password-field'
import { useText } from '~/ui/text'

export function PasswordForm({
  reply,
  roles,
}: {
  reply: SubmissionResult | null | undefined
  roles: readonly Role[]
}) {
  const { t } = useText()
  const [change, fields] = useSchemaForm(ChangedPassword, { id: 'password', reply })
  return (
    <section className="space-y-4 rounded border border-line bg-white p-5">
      <h2 className="text-lg">{t('account.password')}</h2>
      <p className="text-ink-2">{t('account.passwordHelp')}</p>
      <Form method="post" {...getFormProps(change)} className="space-y-5">
        <FormFaults errors={change.errors} />
        <input type="hidden" name="intent" value="password" />
        <PasswordField field={fields.current} label={t('account.current')} />
        <PasswordField
          field={fields.password}
          label={t('account.fresh')}
          hint={t(isStaff(roles) ? 'account.staffHint' : 'signUp.passwordHint')}
          fresh
        />
        <Button>{t('account.change')}</Button>
      </Form>
    </section>
  )
}
