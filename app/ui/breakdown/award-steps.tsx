import type { AwardStep, RankedBreakdown } from '~/core/scoring'
import { useText } from '../text'
import { useNames, type BreakdownNames } from './names'
import { Step, Steps } from './steps'

/** What the award rules make of the rank. */
export function AwardSteps({ breakdown, names }: { breakdown: RankedBreakdown; names: BreakdownNames }) {
  const { t, said } = useText()
  const { domainName, awardName } = useNames(names)
  if (breakdown.awards.length === 0) return null
  const rule = ({ award, after, last, minimum, tied, rank, outcome }: AwardStep) =>
    t(`breakdown.award.${outcome}`, {
      award: awardName(award),
      places: t(Number(after) + 1 === Number(last) ? 'breakdown.onePlace' : 'breakdown.manyPlaces', {
        from: Number(after) + 1,
        to: last,
      }),
      last,
      minimum: minimum ?? '',
      tied,
      rank,
    })
  return (
    <section className="space-y-3">
      <h2 className="text-xl">{t('breakdown.awards')}</h2>
      <Steps>
        {breakdown.awards.map((step) => (
          <Step
            key={step.scope}
            name={step.scope === 'track' ? said(names.track) : domainName(breakdown.serviceDomain)}
            how={rule(step)}
            value={step.outcome === 'given' ? awardName(step.award) : t('breakdown.noAward')}
            strong={step.outcome === 'given'}
          />
        ))}
      </Steps>
    </section>
  )
}
