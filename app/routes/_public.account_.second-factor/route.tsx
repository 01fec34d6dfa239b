import { getFormProps, type SubmissionResult } from '@conform-to/react'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { SecondFactorAct } from '~/core/access/second-factor'
import { visitorOf } from '~/http/visitor.server'
import { form, page } from '~/http/wrappers.server'
import { fits } from '~/services/secrets.server'
import {
  beginSecondFactor,
  confirmSecondFactor,
  dropSecondFactor,
  ownSecondFactor,
} from '~/services/second-factor.server'
import { Button } from '~/ui/button'
import { FormFaults, TextField } from '~/ui/field'
import { useSchemaForm } from '~/ui/form'
import { Notice } from '~/ui/notice'
import { PasswordField } from '~/ui/password-field'
import { Column, PageTitle } from '~/ui/site'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const loader = page((actor) => ownSecondFactor(actor))

export const action = form(SecondFactorAct, async (actor, act, _params, { request, context }) => {
  switch (act.intent) {
    case 'begin':
      return { ...(await beginSecondFactor(actor)), codes: null, dropped: false }
    case 'confirm':
      return {
        squares: null,
        secret: null,
        codes: await confirmSecondFactor(actor, act.code),
        dropped: false,
      }
    case 'drop':
      await dropSecondFactor(actor, act, { from: await visitorOf(request, context), fits })
      return { squares: null, secret: null, codes: null, dropped: true }
  }
})

export const meta = titled('secondFactor')

/** Setting the second factor up and ending it. */
export default function SecondFactorPage() {
  const { t } = useText()
  const { on, left } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const done = answer?.done
  const asked = answer?.reply?.initialValue?.['intent']
  return (
    <Column narrow>
      <div className="space-y-2">
        <PageTitle>{t('secondFactor.title')}</PageTitle>
        <p className="text-ink-2">{t('secondFactor.intro')}</p>
      </div>
      {done?.dropped && <Notice tone="done">{t('secondFactor.dropped')}</Notice>}
      {done?.codes && (
        <Notice tone="done" title={t('secondFactor.set')}>
          <p>{t('secondFactor.keep')}</p>
          <ul className="grid grid-cols-2 gap-x-6 pt-2 font-mono text-lg">
            {done.codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </Notice>
      )}
      {on ? (
        <>
          {!done?.codes && <Notice tone="done">{t('secondFactor.on', { count: left })}</Notice>}
          <Drop reply={asked === 'drop' ? answer?.reply : null} />
        </>
      ) : done?.squares || asked === 'confirm' ? (
        <Confirm squares={done?.squares ?? null} secret={done?.secret ?? null} reply={answer?.reply} />
      ) : (
        <Form method="post" className="space-y-4">
          <FormFaults errors={answer?.reply?.error?.['']} />
          <Button look="primary" size="large" name="intent" value="begin" className="w-full">
            {t('secondFactor.begin')}
          </Button>
        </Form>
      )}
      <Link
        to="/account"
        className="inline-flex min-h-11 items-center text-indigo-700 underline underline-offset-4"
      >
        {t('account.title')}
      </Link>
    </Column>
  )
}

type Reply = SubmissionResult | null | undefined

/** The secret to photograph or to type, and its first code. */
function Confirm({
  squares,
  secret,
  reply,
}: {
  squares: readonly (readonly boolean[])[] | null
  secret: string | null
  reply: Reply
}) {
  const { t } = useText()
  const [, fields] = useSchemaForm(SecondFactorAct.options[1], { id: 'confirm', reply })
  return (
    <section className="space-y-5 rounded border border-line bg-white p-5">
      {squares && secret && (
        <>
          <p>{t('secondFactor.scan')}</p>
          <Squares squares={squares} />
          <p>
            {t('secondFactor.type')} <code className="font-bold break-all">{secret}</code>
          </p>
        </>
      )}
      <Form method="post" noValidate className="space-y-5">
        <FormFaults errors={reply?.error?.['']} />
        <input type="hidden" name="intent" value="confirm" />
        <TextField
          field={fields.code}
          label={t('secondFactor.first')}
          inputMode="numeric"
          autoComplete="one-time-code"
          className="text-xl tracking-widest tabular-nums"
        />
        <Button look="primary">{t('secondFactor.confirm')}</Button>
      </Form>
    </section>
  )
}

/** A QR code as one shape, dark on light whatever the scheme. */
function Squares({ squares }: { squares: readonly (readonly boolean[])[] }) {
  const { t } = useText()
  const path = squares.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg
      role="img"
      aria-label={t('secondFactor.picture')}
      viewBox={`0 0 ${squares.length} ${squares.length}`}
      className="mx-auto w-56 bg-white"
    >
      <path d={path} fill="black" />
    </svg>
  )
}

function Drop({ reply }: { reply: Reply }) {
  const { t } = useText()
  const [drop, fields] = useSchemaForm(SecondFactorAct.options[2], { id: 'drop', reply })
  return (
    <section className="space-y-4 rounded border border-line bg-white p-5">
      <h2 className="text-lg">{t('secondFactor.drop')}</h2>
      <Form method="post" {...getFormProps(drop)} className="space-y-5">
        <FormFaults errors={drop.errors} />
        <input type="hidden" name="intent" value="drop" />
        <PasswordField field={fields.current} label={t('account.current')} />
        <TextField
          field={fields.code}
          label={t('secondFactor.code')}
          hint={t('secondFactor.codeHint')}
          autoComplete="one-time-code"
          autoCapitalize="none"
        />
        <Button>{t('secondFactor.drop')}</Button>
      </Form>
    </section>
  )
}
