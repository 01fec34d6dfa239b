import { Link, useLoaderData } from '@remix-run/react'
import { Download } from 'lucide-react'
import { page } from '~/http/wrappers.server'
import { publicResults } from '~/services/results.server'
import { Button, ButtonLink } from '~/ui/button'
import { classes } from '~/ui/class-names'
import { Column, PageTitle } from '~/ui/site'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'
import { FirstPrizes } from './first-prizes'
import { RankingTable } from './ranking-table'

export const loader = page(async (_actor, _params, { url }) => {
  const track = url.searchParams.get('track')
  const serviceDomain = url.searchParams.get('domain')
  return publicResults({ ...(track && { track }), ...(serviceDomain && { serviceDomain }) })
})

export const meta = titled('results')

export default function Results() {
  const { t, said, fullDay } = useText()
  const results = useLoaderData<typeof loader>()
  if (!results?.result) {
    return (
      <Column>
        <PageTitle above={results && said(results.contest)}>{t('results.title')}</PageTitle>
        <div className="rounded border border-line bg-white p-6">
          <p className="text-lg font-bold">{t('results.notYet')}</p>
          <p className="mt-1 text-ink-2">{t('results.notYetHelp')}</p>
        </div>
      </Column>
    )
  }
  const { tracks, track, serviceDomains, serviceDomain, counts, rows, result } = results
  const query = (code: string) =>
    new URLSearchParams({ track: code, ...(serviceDomain && { domain: serviceDomain }) }).toString()
  return (
    <Column>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <PageTitle above={said(results.contest)}>{t('results.title')}</PageTitle>
        <p className="text-sm text-meta">
          {t('results.version', { number: result.number })}
          {t('common.and')}
          {t('results.publishedOn', { date: fullDay(result.publishedAt) })}
        </p>
      </div>
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 border-b border-line">
        <nav aria-label={t('results.tracks')} className="flex gap-6">
          {tracks.map(({ code, name }) => (
            <Link
              key={code}
              to={`?${query(code)}`}
              aria-current={code === track ? 'page' : undefined}
              className={classes(
                '-mb-px flex min-h-11 items-center gap-2 border-b-3 text-lg',
                code === track ? 'border-indigo-700 font-bold' : 'border-transparent text-ink-2',
              )}
            >
              {said(name)}
              <span className="text-sm font-normal text-meta">
                {t('results.entries', { count: counts[code] ?? 0 })}
              </span>
            </Link>
          ))}
        </nav>
        <form className="mb-2 flex max-w-full min-w-0 flex-wrap items-center gap-2">
          <input type="hidden" name="track" value={track} />
          <label htmlFor="domain" className="text-sm text-meta">
            {t('results.serviceDomain')}
          </label>
          <select
            id="domain"
            name="domain"
            key={serviceDomain}
            defaultValue={serviceDomain ?? ''}
            className="min-h-11 max-w-full min-w-0 flex-1 rounded border border-line-2 bg-white px-2"
          >
            <option value="">{t('results.allServiceDomains')}</option>
            {serviceDomains.map(({ code, name }) => (
              <option key={code} value={code}>
                {said(name)}
              </option>
            ))}
          </select>
          <Button>{t('results.show')}</Button>
        </form>
      </div>
      {!serviceDomain && <FirstPrizes results={results} />}
      {rows.length === 0 ? (
        <p className="text-ink-2">{t('results.empty')}</p>
      ) : (
        <RankingTable results={results} />
      )}
      {!result.marksPublic && <p className="text-sm text-ink-2">{t('results.awardedOnly')}</p>}
      <Check result={result} />
    </Column>
  )
}

type Result = NonNullable<NonNullable<Awaited<ReturnType<typeof publicResults>>>['result']>

/** How a reader can check the result without us. */
function Check({ result }: { result: Result }) {
  const { t, moment } = useText()
  return (
    <section className="space-y-3 rounded border border-line bg-white p-5">
      <h2 className="text-lg">{t('results.check')}</h2>
      <p className="text-ink-2">{t('results.checkHelp')}</p>
      {result.signed && (
        <p className="flex flex-wrap gap-3">
          <a
            href={`/bundles/${result.number}/${result.marksPublic ? 'full' : 'public'}`}
            className="inline-flex min-h-11 items-center gap-2 rounded border border-indigo-300 px-4 font-bold text-indigo-700 hover:bg-indigo-50"
          >
            <Download aria-hidden className="size-4" />
            {t('results.download')}
          </a>
          <ButtonLink look="quiet" to="/verify">
            {t('results.verify')}
          </ButtonLink>
        </p>
      )}
      <p className="text-sm break-all text-meta">
        {moment(result.publishedAt)} {t('results.fingerprint')}
        {t('common.colon')}
        <code>{result.scorebookSha256}</code>
      </p>
    </section>
  )
}
