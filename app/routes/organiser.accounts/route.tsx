import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { form, page } from '~/http/wrappers.server'
import { accountsOffice, unlockAccount } from '~/services/accounts-office.server'
import { Button } from '~/ui/button'
import { FormFaults } from '~/ui/field'
import { Notice } from '~/ui/notice'
import { OfficeHead, TableFrame } from '~/ui/office'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const loader = page((actor, _params, { url }) =>
  accountsOffice(actor, url.searchParams.get('search') ?? ''),
)

export const action = form(z.object({ account: z.string() }), async (actor, { account }) => {
  await unlockAccount(actor, account)
  return { unlocked: true }
})

export const meta = titled('accounts')

export default function Accounts() {
  const { t, time } = useText()
  const { search, accounts, full } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <OfficeHead title={t('accounts.title')}>
        <Form role="search" className="flex flex-wrap items-center gap-2">
          <label htmlFor="search" className="text-sm text-meta">
            {t('accounts.search')}
          </label>
          <input
            id="search"
            name="search"
            key={search}
            defaultValue={search}
            className="min-h-11 min-w-0 rounded border border-line-2 bg-white px-3"
          />
          <Button>{t('accounts.find')}</Button>
        </Form>
      </OfficeHead>
      <FormFaults errors={answer?.reply?.error?.['']} />
      {answer?.done?.unlocked && <Notice tone="done">{t('accounts.unlocked')}</Notice>}
      {accounts.length === 0 ? (
        <p className="rounded border border-line bg-white p-6">{t('accounts.empty')}</p>
      ) : (
        <TableFrame label={t('accounts.title')}>
          <thead>
            <tr>
              <th scope="col">{t('accounts.name')}</th>
              <th scope="col">{t('accounts.login')}</th>
              <th scope="col">{t('accounts.roles')}</th>
              <th scope="col">{t('accounts.state')}</th>
            </tr>
          </thead>
          <tbody>
            {accounts.map(({ id, name, login, roles, lockedUntil }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                <td className="break-all">{login}</td>
                <td className="text-ink-2">{roles.map((role) => t(`role.${role}`)).join(t('common.and'))}</td>
                <td>
                  {lockedUntil ? (
                    <Form method="post" className="flex flex-wrap items-center gap-3">
                      <b className="text-ochre">{t('accounts.locked', { until: time(lockedUntil) })}</b>
                      <Button name="account" value={id}>
                        {t('accounts.unlock')}
                      </Button>
                    </Form>
                  ) : (
                    <span className="text-meta">{t('accounts.open')}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </TableFrame>
      )}
      {full && <p className="text-sm text-meta">{t('accounts.full')}</p>}
    </>
  )
}
