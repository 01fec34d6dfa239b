import { redirect } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { z } from 'zod'
import { form } from '~/http/wrappers.server'
import { acceptWithAccount } from '~/services/accounts.server'
import { FormFaults } from '~/ui/field'
import { Column, PageTitle } from '~/ui/site'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const action = form(z.object({}), async (actor, _nothing, { token }) =>
  redirect(await acceptWithAccount(actor, token!)),
)

export const meta = titled('join')

/** Where an invitation is accepted with the account one has; only a refusal is ever seen here. */
export default function Accept() {
  const { t } = useText()
  const reply = useActionData<typeof action>()?.reply
  return (
    <Column narrow>
      <PageTitle>{t('titles.join')}</PageTitle>
      <FormFaults errors={reply?.error?.['']} />
    </Column>
  )
}
