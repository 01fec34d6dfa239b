import { useLoaderData } from '@remix-run/react'
import { useState, type FormEvent } from 'react'
import { readFingerprint } from '~/core/scoring/bundle'
import { verifyBundle, type Verdict } from '~/core/scoring/verify'
import { page } from '~/http/wrappers.server'
import { signer } from '~/services/results.server'
import { Button } from '~/ui/button'
import { TextField } from '~/ui/field'
import { Notice } from '~/ui/notice'
import { Column, PageTitle } from '~/ui/site'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'
import { VerdictNotice } from './verdict'

export const loader = page(() => signer())

export const meta = titled('verify')

type Outcome = { verdict: Verdict } | { unreadable: true } | null

/** Checks a result file in the browser: what is chosen here is sent nowhere. */
export default function Verify() {
  const { t } = useText()
  const { publicKey, fingerprint } = useLoaderData<typeof loader>()
  const [outcome, setOutcome] = useState<Outcome>(null)
  const [badKey, setBadKey] = useState(false)

  async function check(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const [file, key] = [form.get('file'), form.get('key')]
    const typed = typeof key === 'string' ? key.trim() : ''
    const isNoKey = typed !== '' && readFingerprint(typed) === null
    setBadKey(isNoKey)
    setOutcome(null)
    if (isNoKey || !(file instanceof File)) return
    const text = await file.arrayBuffer().then(decode, () => null)
    setOutcome(
      text === null
        ? { unreadable: true }
        : { verdict: verifyBundle(text, typed === '' ? {} : { fingerprint: typed }) },
    )
  }

  return (
    <Column>
      <PageTitle>{t('verify.title')}</PageTitle>
      <p className="max-w-3xl text-ink-2">{t('verify.intro')}</p>
      <noscript>
        <Notice tone="waiting" title={t('verify.noScript')} />
      </noscript>
      <form onSubmit={(event) => void check(event)} className="max-w-3xl space-y-6">
        <div className="space-y-1.5">
          <label htmlFor="file" className="block font-bold">
            {t('verify.file')}
          </label>
          <p id="file-hint" className="text-sm text-meta">
            {t('verify.fileHint')}
          </p>
          <input
            id="file"
            name="file"
            type="file"
            required
            accept=".json,application/json"
            aria-describedby="file-hint"
            className="block min-h-11 w-full rounded border border-line-2 bg-white p-2"
          />
        </div>
        <TextField
          field={{
            id: 'key',
            name: 'key',
            initialValue: fingerprint,
            errors: badKey ? ['verify.keyFault'] : [],
          }}
          label={t('verify.key')}
          hint={t('verify.keyHint')}
          className="font-mono text-sm"
          autoComplete="off"
          spellCheck={false}
        />
        <Button look="primary" size="large">
          {t('verify.title')}
        </Button>
      </form>
      <div aria-live="polite">
        {outcome &&
          ('verdict' in outcome ? (
            <VerdictNotice verdict={outcome.verdict} />
          ) : (
            <Notice tone="fault" title={t('verify.unreadable')} />
          ))}
      </div>
      <section className="max-w-3xl space-y-2">
        <h2 className="text-xl">{t('verify.ourKey')}</h2>
        <dl className="space-y-2">
          <div>
            <dt className="text-sm text-meta">{t('verify.fingerprint')}</dt>
            <dd className="break-words">
              <code>{fingerprint}</code>
            </dd>
          </div>
          <div>
            <dt className="text-sm text-meta">{t('verify.publicKey')}</dt>
            <dd className="break-all">
              <code>{publicKey}</code>
            </dd>
          </div>
        </dl>
      </section>
      <section className="max-w-3xl space-y-2">
        <h2 className="text-xl">{t('verify.how')}</h2>
        <p className="text-ink-2">{t('verify.howText')}</p>
        <p>
          <a
            href="/schemas/scorebook-1.json"
            className="inline-flex min-h-11 items-center text-indigo-700 underline underline-offset-4"
          >
            {t('rules.schema')}
          </a>
        </p>
      </section>
    </Column>
  )
}

/** Text, or null for bytes that are none; a mark of its order of bytes is kept, for it is part of the file. */
function decode(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
