import { getFormProps, type SubmissionResult } from '@conform-to/react'
import { Form, Link } from '@remix-run/react'
import { CODE_MINUTES, TypedCode } from '~/core/access/one-time-code'
import { Button } from './button'
import { FormFaults, TextField } from './field'
import { useSchemaForm } from './form'
import { Notice } from './notice'
import { useText } from './text'

/** The code that was sent, and below it the way to another one. `start` is the page of the first step. */
export function CodeForm({
  reply,
  login,
  over,
  start,
}: {
  reply: SubmissionResult | null | undefined
  login: string
  over: boolean
  start: '/signup' | '/reset'
}) {
  const { t } = useText()
  const again = reply?.initialValue?.['intent'] === 'again' ? reply : null
  const [form, fields] = useSchemaForm(TypedCode, { id: 'code', reply: again ? null : reply })
  return (
    <>
      {over ? (
        <Notice tone="waiting">{t('code.over')}</Notice>
      ) : (
        <>
          <p className="break-words text-ink-2">
            {t(`code.sent.${start}`, { login, minutes: CODE_MINUTES })}
          </p>
          <Form method="post" {...getFormProps(form)} className="space-y-6">
            <FormFaults errors={form.errors} />
            <input type="hidden" name="intent" value="code" />
            <TextField
              field={fields.code}
              label={t('code.label')}
              hint={t('code.hint')}
              inputMode="numeric"
              autoComplete="one-time-code"
              className="text-xl tracking-widest tabular-nums"
            />
            <Button look="primary" size="large" className="w-full">
              {t('code.submit')}
            </Button>
          </Form>
        </>
      )}
      <div className="space-y-3 border-t border-line pt-6">
        {!over && <p className="text-ink-2">{t('code.help')}</p>}
        <FormFaults errors={again?.error?.['']} />
        <div className="flex flex-wrap items-center gap-4">
          <Form method="post">
            <Button name="intent" value="again">
              {t('code.again')}
            </Button>
          </Form>
          <Link
            to={start}
            className="inline-flex min-h-11 items-center text-indigo-700 underline underline-offset-4"
          >
            {t('code.other')}
          </Link>
        </div>
      </div>
    </>
  )
}
