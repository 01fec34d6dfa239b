import { Link, useLoaderData } from '@remix-run/react'
import { page } from '~/http/wrappers.server'
import { publicContest } from '~/services/contest.server'
import { Column, PageTitle } from '~/ui/site'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'
import { AwardRules } from './award-rules'
import { Examples } from './examples'
import { RubricTable } from './rubric-table'
import { StageRules } from './stage-rules'

export const loader = page(async () => ({ contest: await publicContest() }))

export const meta = titled('rules')

export default function Rules() {
  const { t, said, moment } = useText()
  const { contest } = useLoaderData<typeof loader>()
  if (!contest) {
    return (
      <Column>
        <PageTitle>{t('home.notSetUp')}</PageTitle>
      </Column>
    )
  }
  const rubrics = contest.stages.flatMap((stage) =>
    Object.entries(stage.rubrics).map(([track, rubric]) => ({ stage, track, rubric })),
  )
  return (
    <Column>
      <PageTitle above={said(contest.name)}>{t('rules.title')}</PageTitle>
      <section className="space-y-3">
        <h2 className="text-xl">{t('rules.registration')}</h2>
        <p>
          {t('rules.registrationWindow', {
            opens: moment(contest.registration.opens),
            closes: moment(contest.registration.closes),
          })}
        </p>
        <ul className="grid gap-4 sm:grid-cols-2">
          {contest.tracks.map(({ code, name, entrantKind, minWords, maxWords }) => (
            <li key={code} className="rounded border border-line bg-white p-5">
              <h3 className="text-lg font-bold">{said(name)}</h3>
              <p className="text-ink-2">{t(`rules.${entrantKind}`)}</p>
              <p className="text-ink-2">{t('rules.words', { min: minWords, max: maxWords })}</p>
            </li>
          ))}
        </ul>
      </section>
      <StageRules contest={contest} />
      <Examples contest={contest} />
      <AwardRules contest={contest} />
      <section id="rubrics" className="space-y-3">
        <h2 className="text-xl">{t('rules.rubrics')}</h2>
        {rubrics.map(({ stage, track, rubric }) => (
          <RubricTable key={stage.code + track} rubric={rubric} />
        ))}
      </section>
      <section className="space-y-3 rounded border border-line bg-white p-5">
        <h2 className="text-lg">{t('results.check')}</h2>
        <p className="text-ink-2">{t('rules.schemaHelp')}</p>
        <p className="flex flex-wrap gap-x-6 gap-y-1">
          <a
            href="/schemas/scorebook-1.json"
            className="inline-flex min-h-11 items-center text-indigo-700 underline underline-offset-4"
          >
            {t('rules.schema')}
          </a>
          <Link
            to="/verify"
            className="inline-flex min-h-11 items-center text-indigo-700 underline underline-offset-4"
          >
            {t('rules.verify')}
          </Link>
        </p>
      </section>
    </Column>
  )
}
