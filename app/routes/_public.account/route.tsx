import { redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { AccountAct } from '~/core/access/accounts'
import { languageCookie, noSessionCookie, sessionToken } from '~/http/session.server'
import { visitorOf } from '~/http/visitor.server'
import { form, page } from '~/http/wrappers.server'
import {
  changePassword,
  endSession,
  ownAccount,
  saveProfile,
  signOutEverywhere,
} from '~/services/own-account.server'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { Column, PageTitle } from '~/ui/site'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'
import { Devices } from './devices'
import { PasswordForm } from './password-form'
import { ProfileForm } from './profile-form'

export const loader = page(async (actor, _params, { request, url }) => ({
  ...(await ownAccount(actor, await sessionToken(request))),
  saved: url.searchParams.has('saved'),
}))

/** What was done, where the page stays as it is. */
type Done = { readonly intent: 'password' | 'end' }

export const action = form(
  AccountAct,
  async (actor, act, _params, { request, context }): Promise<Response | Done> => {
    switch (act.intent) {
      case 'profile':
        await saveProfile(actor, act)
        // The page speaks the language from now on, too.
        return redirect('/account?saved', {
          headers: { 'Set-Cookie': await languageCookie(act.language, context) },
        })
      case 'password':
        await changePassword(actor, act, {
          token: await sessionToken(request),
          from: await visitorOf(request, context),
        })
        return { intent: act.intent }
      case 'end':
        await endSession(actor, act.session)
        return { intent: act.intent }
      case 'everywhere':
        await signOutEverywhere(actor)
        return redirect('/signin', { headers: { 'Set-Cookie': await noSessionCookie(context) } })
    }
  },
)

export const meta = titled('account')

export default function AccountPage() {
  const { t } = useText()
  const { login, name, language, roles, sessions, saved } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const asked = answer?.reply?.initialValue?.['intent']
  const replyTo = (intent: string) => (asked === intent ? answer?.reply : undefined)
  const done = answer?.done?.intent
  return (
    <Column narrow>
      <div className="space-y-2">
        <PageTitle>{t('account.title')}</PageTitle>
        <p className="break-all text-ink-2">
          {t('account.login')}
          {t('common.colon')}
          {login}
        </p>
      </div>
      {saved && !answer && <Notice tone="done">{t('account.saved')}</Notice>}
      {done === 'password' && <Notice tone="done">{t('account.changed')}</Notice>}
      {done === 'end' && <Notice tone="done">{t('account.ended')}</Notice>}
      <ProfileForm reply={replyTo('profile')} name={name} language={language} />
      <PasswordForm key={done === 'password' ? 'fresh' : 'kept'} reply={replyTo('password')} roles={roles} />
      <p>
        <Link
          to="/account/second-factor"
          className="inline-flex min-h-11 items-center text-indigo-700 underline underline-offset-4"
        >
          {t('secondFactor.title')}
        </Link>
      </p>
      <Devices sessions={sessions} faults={replyTo('end')?.error?.['']} />
      <section className="space-y-3 border-t border-line pt-6">
        <p className="text-ink-2">{t('account.everywhereHelp')}</p>
        <Form method="post" reloadDocument>
          <input type="hidden" name="intent" value="everywhere" />
          <Button>{t('account.everywhere')}</Button>
        </Form>
      </section>
    </Column>
  )
}
