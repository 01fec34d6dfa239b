import type { ReactNode } from 'react'
import type { Localized } from '~/core/contest/localized'
import type { Breakdown } from '~/core/scoring'
import { useText } from '../text'
import { AwardSteps } from './award-steps'
import { useNames, type BreakdownNames } from './names'
import { RankSteps } from './rank-steps'
import { StageSheet } from './stage-sheet'
import { Step, Steps } from './steps'
import { ExactValue } from './value'

type Props = {
  breakdown: Breakdown
  names: BreakdownNames & { readonly contest: Localized }
  title: string
  entrant: string | null
  /** The version it is of, or that it is of none yet. */
  version: string
  back: ReactNode
}

/** How one entry came to its place, or why it has none: every number from the judges' marks to the award (得分构成单). */
export function BreakdownSheet({ breakdown, names, title, entrant, version, back }: Props) {
  const { t, said } = useText()
  const { stageName, domainName, awardName } = useNames(names)
  const ranked = breakdown.state === 'ranked' ? breakdown : null
  const awards = ranked?.awards.filter(({ outcome }) => outcome === 'given') ?? []
  return (
    <article className="space-y-8">
      <header className="space-y-4">
        <div className="text-sm">{back}</div>
        <div>
          <p className="text-sm text-meta">
            {said(names.contest)}
            {t('common.and')}
            {version}
          </p>
          <h1 className="text-2xl">{t('breakdown.title')}</h1>
          <p className="mt-1 text-lg">
            <b>{title}</b> <span className="text-meta">{breakdown.entry}</span>
          </p>
          <p className="text-ink-2">
            {[entrant, said(names.track), domainName(breakdown.serviceDomain)]
              .filter(Boolean)
              .join(t('common.and'))}
          </p>
        </div>
        {ranked ? (
          <dl className="flex flex-wrap gap-x-10 gap-y-3 rounded border border-line bg-white p-5">
            <Figure name={t('breakdown.final')} value={ranked.final.after} />
            <Figure
              name={t('breakdown.place')}
              value={t('breakdown.rank', { rank: ranked.rank })}
              beside={
                ranked.serviceDomainRank &&
                t('breakdown.domainRank', {
                  rank: ranked.serviceDomainRank,
                  serviceDomain: domainName(breakdown.serviceDomain),
                })
              }
            />
            <Figure
              name={t('breakdown.awards')}
              value={
                awards.length > 0
                  ? awards.map(({ award }) => awardName(award)).join(t('common.and'))
                  : t('breakdown.noAward')
              }
            />
          </dl>
        ) : (
          <p className="rounded border border-line bg-white p-5 text-lg font-bold">
            <State breakdown={breakdown} stageName={stageName} />
          </p>
        )}
      </header>
      {breakdown.stages.map((stage) => (
        <StageSheet key={stage.stage} stage={stage} names={names} />
      ))}
      {breakdown.state === 'incomplete' && <Missing missing={breakdown.missing} />}
      {ranked && (
        <>
          <section className="space-y-3">
            <h2 className="text-xl">{t('breakdown.total')}</h2>
            <Steps>
              {ranked.stages.map(({ stage, mark, weight, contribution }) => (
                <Step
                  key={stage}
                  name={stageName(stage)}
                  how={t('breakdown.contribution', { mark, weight })}
                  value={contribution}
                />
              ))}
              <Step name={t('breakdown.sum')} value={<ExactValue value={ranked.final.before} />} />
              <Step
                name={t('breakdown.rounded', {
                  places: ranked.final.places,
                  mode: t(`rules.mode.${ranked.final.mode}`),
                })}
                value={ranked.final.after}
                strong
              />
            </Steps>
          </section>
          <RankSteps breakdown={ranked} names={names} />
          <AwardSteps breakdown={ranked} names={names} />
        </>
      )}
    </article>
  )
}

function Figure({ name, value, beside }: { name: string; value: string; beside?: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-meta">{name}</dt>
      <dd className="font-serif text-xl font-bold">
        {value}
        {beside && <span className="block font-sans text-sm font-normal text-ink-2">{beside}</span>}
      </dd>
    </div>
  )
}

type Unranked = Exclude<Breakdown, { state: 'ranked' }>

function State({
  breakdown,
  stageName,
}: {
  breakdown: Breakdown
  stageName: (code: string | null) => string
}) {
  const { t } = useText()
  const { state, ...rest } = breakdown as Unranked
  return t(`breakdown.state.${state}`, { stage: 'stage' in rest ? stageName(rest.stage) : '' })
}

function Missing({ missing }: { missing: Extract<Breakdown, { state: 'incomplete' }>['missing'] }) {
  const { t } = useText()
  return (
    <section className="space-y-3">
      <h2 className="text-xl">{t('breakdown.missing')}</h2>
      <p>
        {missing.kind === 'exam'
          ? t('breakdown.missingExam')
          : t('breakdown.missingPanel', {
              needed: missing.needed,
              submitted: missing.submitted.length,
              open: missing.open.length,
              recused: missing.recused.length,
            })}
      </p>
    </section>
  )
}
