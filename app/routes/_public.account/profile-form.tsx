import { getFormProps, type SubmissionResult } from '@conform-to/react'
import { Form } from '@remix-run/react'
import { Profile } from '~/core/access/accounts'
import { LANGUAGES } from '~/core/contest/localized'
import { Button } from '~/ui/button'
import { FormFaults, SelectField, TextField } from '~/ui/field'
import { useSchemaForm } from '~/ui/form'
import { useText } from '~/ui/text'

export function ProfileForm({
  reply,
  name,
  language,
}: {
  reply: SubmissionResult | null | undefined
  name: string
  language: string
}) {
  const { t } = useText()
  const [profile, fields] = useSchemaForm(Profile, { id: 'profile', reply, defaults: { name, language } })
  return (
    <section className="space-y-4 rounded border border-line bg-white p-5">
      <h2 className="text-lg">{t('account.profile')}</h2>
      {/* A new language needs its catalogue, which comes with the document. */}
      <Form method="post" reloadDocument {...getFormProps(profile)} className="space-y-5">
        <FormFaults errors={profile.errors} />
        <input type="hidden" name="intent" value="profile" />
        <TextField field={fields.name} label={t('account.name')} autoComplete="name" />
        <SelectField
          field={fields.language}
          label={t('account.language')}
          options={LANGUAGES.map((value) => ({ value, label: t(`account.languages.${value}`) }))}
        />
        <Button>{t('account.save')}</Button>
      </Form>
    </section>
  )
}
