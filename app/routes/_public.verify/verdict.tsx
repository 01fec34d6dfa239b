import type { Verdict } from '~/core/scoring/verify'
import { Notice } from '~/ui/notice'
import { TableFrame } from '~/ui/office'
import { useText } from '~/ui/text'

/** So many differences are shown; a file that is not ours at all differs everywhere. */
const SHOWN = 100

/** What the check found: whose file it is, and every place that is not as it should be. */
export function VerdictNotice({ verdict }: { verdict: Verdict }) {
  const { t } = useText()
  const { origin } = verdict
  if (verdict.ok) {
    return (
      <Notice tone="done" title={t(verdict.origin.scope === 'full' ? 'verify.ok' : 'verify.okPublic')}>
        <Origin origin={verdict.origin} />
      </Notice>
    )
  }
  const { differences } = verdict
  const more = differences.length - SHOWN
  return (
    <div className="space-y-4">
      <Notice tone="fault" title={t('verify.notOk')}>
        <p>{t('verify.notOkHelp', { count: differences.length })}</p>
        {origin && <Origin origin={origin} />}
      </Notice>
      <TableFrame label={t('verify.notOk')}>
        <thead>
          <tr>
            <th scope="col">{t('verify.where')}</th>
            <th scope="col">{t('verify.expected')}</th>
            <th scope="col">{t('verify.found')}</th>
          </tr>
        </thead>
        <tbody>
          {differences.slice(0, SHOWN).map(({ check, path, expected, found }, at) => (
            <tr key={at} className="align-top">
              <th scope="row" className="font-normal">
                <b>{t(`verify.check.${check}`)}</b>
                <code className="block min-w-24 text-sm break-all">{path}</code>
              </th>
              <td className="min-w-32 break-all">
                {check === 'signature' ? (
                  t('verify.badSignature')
                ) : (
                  <code>{expected ?? t('verify.nothing')}</code>
                )}
              </td>
              <td className="min-w-32 break-all">
                <code>{found ?? t('verify.nothing')}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
      {more > 0 && <p>{t('verify.more', { count: more })}</p>}
    </div>
  )
}

function Origin({ origin }: { origin: NonNullable<Verdict['origin']> }) {
  const { t, fullDay, time } = useText()
  const { contest, version, publishedAt, scope, fingerprint } = origin
  const facts = [
    [t('verify.contest'), contest],
    [t('verify.version'), String(version)],
    [t('verify.publishedAt'), `${fullDay(publishedAt)} ${time(publishedAt)}`],
    [t('verify.scope'), t(`verify.scopes.${scope}`)],
    [t('verify.fingerprint'), fingerprint],
  ] as const
  return (
    <dl className="grid gap-x-6 gap-y-1 pt-1 sm:grid-cols-[auto_1fr]">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-sm">{name}</dt>
          <dd className="font-bold break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
