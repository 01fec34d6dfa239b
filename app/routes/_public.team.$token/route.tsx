import { getFormProps } from '@conform-to/react'
import { redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { DOCUMENT_TYPES, Identity } from '~/core/entrants/document'
import { form, page } from '~/http/wrappers.server'
import { confirmMembership, openMembership } from '~/services/participants.server'
import { Button } from '~/ui/button'
import { FormFaults, SelectField, TextField } from '~/ui/field'
import { useSchemaForm } from '~/ui/form'
import { Notice } from '~/ui/notice'
import { Column, PageTitle } from '~/ui/site'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const loader = page((_actor, { token }) => openMembership(token!))

export const action = form(Identity, async (_actor, identity, { token }, { url }) => {
  await confirmMembership(token!, identity)
  return redirect(url.pathname)
})

export const meta = titled('team')

/** Where somebody who was named in a team confirms it, without an account. */
export default function TeamPage() {
  const { t, said } = useText()
  const membership = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const [confirm, fields] = useSchemaForm(Identity, { id: 'confirm', reply })
  const { name, agency, title, track, confirmedAt, documentMasked } = membership
  const facts = [
    [t('team.name'), name],
    [t('team.agency'), agency],
    [t('team.track'), said(track)],
    [t('team.work'), title || t('my.untitled')],
  ] as const
  return (
    <Column narrow>
      <div className="space-y-2">
        <PageTitle>{t('team.title')}</PageTitle>
        <p className="text-ink-2">{t('team.intro', { agency, contest: said(membership.contest) })}</p>
      </div>
      <dl className="rounded border border-line bg-white px-5 py-2">
        {facts.map(([what, value]) => (
          <div key={what} className="flex justify-between gap-4 border-t border-line py-2 first:border-0">
            <dt className="shrink-0 text-meta">{what}</dt>
            <dd className="text-right font-bold break-words">{value}</dd>
          </div>
        ))}
      </dl>
      {confirmedAt ? (
        <Notice tone="done" title={t('team.confirmed')}>
          {documentMasked && <p>{t('team.document', { masked: documentMasked })}</p>}
        </Notice>
      ) : (
        <Form method="post" {...getFormProps(confirm)} className="space-y-6">
          <Notice>
            <p>{t('team.onlyOne')}</p>
            <p>{t('team.notYou')}</p>
          </Notice>
          <FormFaults errors={confirm.errors} />
          <SelectField
            field={fields.documentType}
            label={t('entry.documentType')}
            options={DOCUMENT_TYPES.map((type) => ({ value: type, label: t(`documentType.${type}`) }))}
          />
          <TextField
            field={fields.documentNumber}
            label={t('entry.documentNumber')}
            hint={t('entry.documentHint')}
            autoComplete="off"
            spellCheck={false}
          />
          <Button look="binding" size="large" className="w-full">
            {t('team.confirm')}
          </Button>
        </Form>
      )}
    </Column>
  )
}
