import type { StageBreakdown } from '~/core/scoring'
import { useText } from '../text'
import { useNames, type BreakdownNames } from './names'
import { PanelTable } from './panel-table'
import { Step, Steps } from './steps'
import { ExactValue } from './value'

type Stage = StageBreakdown
type Panel = Extract<Stage, { kind: 'panel' }>

/** One stage: the judges' marks, and the steps that lead from them to the stage mark. */
export function StageSheet({ stage, names }: { stage: Stage; names: BreakdownNames }) {
  const { t } = useText()
  const { stageName } = useNames(names)
  const { rounding, deductions, mark } = stage
  return (
    <section className="space-y-3">
      <h2 className="text-xl">{stageName(stage.stage)}</h2>
      {stage.kind === 'panel' && <PanelTable stage={stage} names={names} />}
      <Steps>
        {stage.kind === 'panel' ? (
          <PanelStep stage={stage} />
        ) : (
          <Step
            name={t('breakdown.scaled')}
            how={t('breakdown.exam', { mark: stage.examMark, full: stage.fullMarks })}
            value={<ExactValue value={rounding.before} />}
          />
        )}
        <Step
          name={t('breakdown.rounded', { places: rounding.places, mode: t(`rules.mode.${rounding.mode}`) })}
          value={rounding.after}
        />
        {deductions.map(({ points, reason }, at) => (
          <Step key={at} name={t('breakdown.deduction', { reason })} value={<>&minus;{points}</>} />
        ))}
        <Step name={t('breakdown.mark')} value={mark} strong />
        {stage.advance && <Advance advance={stage.advance} />}
      </Steps>
    </section>
  )
}

function PanelStep({ stage: { panel, counted, rounding } }: { stage: Panel }) {
  const { t } = useText()
  const { dropHighest, dropLowest, trimFrom } = panel
  const trims = dropHighest !== '0' || dropLowest !== '0'
  return (
    <Step
      name={t(`breakdown.${panel.method}`, { count: Number(counted) })}
      how={
        trims
          ? t('breakdown.trimRule', { from: trimFrom, highest: dropHighest, lowest: dropLowest })
          : t('breakdown.noTrim')
      }
      value={<ExactValue value={rounding.before} />}
    />
  )
}

const TOP = {
  track: 'breakdown.advanceTop',
  serviceDomain: 'breakdown.advanceTopDomain',
  unit: 'breakdown.advanceTopUnit',
} as const

function Advance({ advance }: { advance: NonNullable<Stage['advance']> }) {
  const { t } = useText()
  const { scope, top, minimum, last, goesOn } = advance
  const rule = [
    t(TOP[scope], { top }),
    minimum && t('breakdown.advanceMinimum', { minimum }),
    last && t('breakdown.advanceLast', { last }),
  ].filter(Boolean)
  return (
    <Step
      name={t('breakdown.advance')}
      how={rule.join(t('common.and'))}
      value={t(goesOn ? 'breakdown.goesOn' : 'breakdown.staysBehind')}
    />
  )
}
