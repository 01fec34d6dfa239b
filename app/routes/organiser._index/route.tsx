import { Link, useLoaderData } from '@remix-run/react'
import { page } from '~/http/wrappers.server'
import { overview } from '~/services/office.server'
import { ButtonLink } from '~/ui/button'
import { classes } from '~/ui/class-names'
import { JournalDetails } from '~/ui/journal-line'
import { Card, OfficeHead } from '~/ui/office'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const loader = page((actor) => overview(actor))

export const meta = titled('overview')

/** What waits, then where the contest stands, then distribution and journal. */
export default function Overview() {
  const { t, said, moment, time, day } = useText()
  const { counts, stages, registration, result, tracks, serviceDomains, journal, names } =
    useLoaderData<typeof loader>()
  const working = stages.find(({ open }) => open > 0)
  const openSheets = stages.reduce((sum, { open }) => sum + open, 0)
  const waiting = [
    {
      name: t('organiser.overview.waiting'),
      help: t('organiser.overview.waitingHelp'),
      count: counts.submitted ?? 0,
      to: '/organiser/entries?state=submitted',
      act: t('organiser.overview.review'),
    },
    {
      name: t('organiser.overview.openSheets'),
      help: t('organiser.overview.openSheetsHelp'),
      count: openSheets,
      to: `/organiser/stages/${working?.code ?? stages[0]?.code ?? ''}`,
      act: t('organiser.overview.seeProgress'),
    },
    {
      name: t('organiser.overview.accepted'),
      help: t('organiser.overview.acceptedHelp'),
      count: counts.accepted ?? 0,
      to: '/organiser/entries?state=accepted',
      act: t('organiser.overview.seeAll'),
    },
  ]
  return (
    <>
      <OfficeHead title={t('organiser.overview.title')} />
      <ul className="grid gap-px overflow-hidden rounded border border-line bg-line md:grid-cols-3">
        {waiting.map(({ name, help, count, to, act }, at) => (
          <li key={to + name} className="flex items-center gap-4 bg-white p-5">
            <span className="font-serif text-3xl font-bold text-indigo-900">{count}</span>
            <span className="min-w-0">
              <b className="block">{name}</b>
              <span className="block text-sm text-meta">{help}</span>
            </span>
            <ButtonLink
              to={to}
              look={at === 0 && count > 0 ? 'primary' : 'secondary'}
              className="ml-auto shrink-0"
            >
              {act}
            </ButtonLink>
          </li>
        ))}
      </ul>
      <section className="space-y-3">
        <h2 className="text-lg">{t('organiser.overview.pipeline')}</h2>
        <ol className="grid gap-px overflow-hidden rounded border border-line bg-line sm:grid-cols-2 xl:grid-cols-4">
          <li className="space-y-1 bg-white p-4">
            <p className="text-sm text-meta">{t('organiser.overview.registration')}</p>
            <p className="font-serif text-xl font-bold">
              {(counts.submitted ?? 0) + (counts.accepted ?? 0) + (counts.returned ?? 0)}
            </p>
            <p className="text-sm text-meta">
              {t('organiser.overview.drafts', { count: counts.draft ?? 0 })}{' '}
              {t('organiser.overview.until', { date: moment(registration.closes) })}
            </p>
          </li>
          {stages.map(({ code, name, submitted, open }) => (
            <li key={code} className="space-y-1 bg-white p-4">
              <p className="text-sm text-meta">{said(name)}</p>
              <p className="font-serif text-xl font-bold">
                {submitted + open > 0
                  ? t('organiser.overview.sheetsOf', { submitted, of: submitted + open })
                  : t('organiser.overview.notAssigned')}
              </p>
              <progress
                value={submitted}
                max={Math.max(1, submitted + open)}
                aria-label={said(name)}
                className="h-2 w-full appearance-none overflow-hidden rounded bg-paper-2 [&::-moz-progress-bar]:bg-indigo-600 [&::-webkit-progress-bar]:bg-paper-2 [&::-webkit-progress-value]:bg-indigo-600"
              />
            </li>
          ))}
          <li className="space-y-1 bg-white p-4">
            <p className="text-sm text-meta">{t('organiser.overview.publication')}</p>
            <p className="font-serif text-xl font-bold">
              {result
                ? t('organiser.overview.publishedVersion', {
                    number: result.number,
                    date: day(result.publishedAt),
                  })
                : t('organiser.overview.notPublished')}
            </p>
          </li>
        </ol>
      </section>
      <div className="grid items-start gap-7 xl:grid-cols-[1fr_24rem]">
        <Card
          title={t('organiser.overview.distribution')}
          aside={
            <span className="flex gap-4 text-sm text-meta">
              {tracks.map(({ code, name, count }, at) => (
                <span key={code} className="flex items-center gap-2">
                  <span
                    aria-hidden
                    className={classes('size-2.5', at === 0 ? 'bg-indigo-600' : 'bg-indigo-300')}
                  />
                  {said(name)} {count}
                </span>
              ))}
            </span>
          }
        >
          <Distribution serviceDomains={serviceDomains} />
        </Card>
        <Card
          title={t('organiser.overview.journal')}
          aside={
            <Link to="/organiser/journal" className="text-sm text-indigo-700 underline underline-offset-4">
              {t('organiser.overview.seeAll')}
            </Link>
          }
        >
          <ol className="text-sm">
            {journal.map(({ id, at, actor, act, details }) => (
              <li key={id} className="flex gap-3 border-t border-line py-2 first:border-0">
                <time className="text-meta">{time(at)}</time>
                <span className="min-w-0">
                  <b>{actor ?? t('organiser.journal.system')}</b> {t(`journal.${act}`)}
                  <span className="block text-meta">
                    <JournalDetails details={details} names={names} />
                  </span>
                </span>
              </li>
            ))}
          </ol>
        </Card>
      </div>
    </>
  )
}

type Domains = Awaited<ReturnType<typeof loader>>['serviceDomains']

/** One scale for all bars, so that lengths compare; totals at their ends. */
function Distribution({ serviceDomains }: { serviceDomains: Domains }) {
  const { t, said } = useText()
  const most = Math.max(1, ...serviceDomains.map(({ tracks }) => tracks.reduce((a, b) => a + b, 0)))
  return (
    <dl>
      {serviceDomains.map(({ code, name, toBeConfirmed, tracks }) => {
        const total = tracks.reduce((a, b) => a + b, 0)
        const [first = 0] = tracks
        return (
          <div key={code} className="grid grid-cols-[minmax(0,14rem)_1fr] items-center gap-4 py-1.5">
            <dt>
              {said(name)}
              {toBeConfirmed && (
                <span className="ml-2 text-xs text-amber-ink">{t('organiser.overview.toBeConfirmed')}</span>
              )}
            </dt>
            <dd className="flex items-center gap-3">
              <svg
                aria-hidden
                viewBox="0 0 100 10"
                preserveAspectRatio="none"
                className="h-3 w-full max-w-80"
              >
                <rect width={(first / most) * 100} height="10" className="fill-indigo-600" />
                <rect
                  x={(first / most) * 100}
                  width={((total - first) / most) * 100}
                  height="10"
                  className="fill-indigo-300"
                />
              </svg>
              <b>{total}</b>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
