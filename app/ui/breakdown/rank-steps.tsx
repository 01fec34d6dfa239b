import type { RankedBreakdown, TieStep } from '~/core/scoring'
import { classes } from '../class-names'
import { TableFrame } from '../office'
import { useText } from '../text'
import { useNames, type BreakdownNames } from './names'
import { ExactValue } from './value'

type Props = { breakdown: RankedBreakdown; names: BreakdownNames }

/** What a tie-break compares, in words. */
function useKey(names: BreakdownNames) {
  const { t } = useText()
  const { stageName, criterionName } = useNames(names)
  return ({ by, stage, criterion }: Pick<TieStep, 'by' | 'stage' | 'criterion'>) => {
    const at = { stage: stageName(stage) }
    switch (by) {
      case 'exact':
        return t('breakdown.exactKey')
      case 'stage':
        return t('breakdown.stageKey', at)
      case 'criterion':
        return t('breakdown.criterionKey', { ...at, criterion: criterionName(stage, criterion) })
      case 'untrimmed':
        return t('breakdown.untrimmedKey', at)
      case 'head-to-head':
        return t('breakdown.headToHeadKey', at)
      case 'lot':
        return t('breakdown.lotKey')
    }
  }
}

/** How the rank came about: alone by the final mark, or by the tie-breaks with every value that was compared. */
export function RankSteps({ breakdown, names }: Props) {
  const { t } = useText()
  const keyOf = useKey(names)
  const { entry, ties, tieBreak, rank, sharedBy } = breakdown
  const others = sharedBy.filter((each) => each !== entry)
  // Entries that are not public are not among `sharedBy`; how many share the rank is said all the same.
  const tied = breakdown.awards.find(({ scope }) => scope === 'track')?.tied
  const isShared = tied === undefined ? others.length > 0 : tied !== '1'
  const decisive = [...ties].reverse().find((step) => nameOf(step) === tieBreak)
  return (
    <section className="space-y-3">
      <h2 className="text-xl">{t('breakdown.place')}</h2>
      {ties.length > 0 ? <p>{t('breakdown.tied')}</p> : !isShared && <p>{t('breakdown.alone')}</p>}
      {ties.map((step, at) => (
        <div key={at} className="space-y-1">
          <h3 className="font-bold">
            {at + 1}. {t('breakdown.compared', { key: keyOf(step) })}{' '}
            <span className="text-sm font-normal text-meta">
              {t(step.better === 'higher' ? 'breakdown.higher' : 'breakdown.lower')}
            </span>
          </h3>
          <TableFrame label={t('breakdown.compared', { key: keyOf(step) })}>
            <thead>
              <tr>
                <th scope="col">{t('breakdown.entry')}</th>
                <th scope="col" className="text-right">
                  {t('breakdown.value')}
                </th>
              </tr>
            </thead>
            <tbody>
              {step.values.map(({ entry: of, value }) => (
                <tr key={of} className={classes(of === entry && 'bg-indigo-50 font-bold')}>
                  <th scope="row" className="font-[inherit]">
                    {of} {of === entry && t('breakdown.thisEntry')}
                  </th>
                  <td className="text-right">
                    {value === null ? t('breakdown.noValue') : <ExactValue value={value} />}
                  </td>
                </tr>
              ))}
            </tbody>
          </TableFrame>
          {step.withheld !== '0' && (
            <p className="text-sm text-meta">{t('breakdown.withheld', { count: Number(step.withheld) })}</p>
          )}
        </div>
      ))}
      {decisive && <p className="font-bold">{t('breakdown.decided', { key: keyOf(decisive) })}</p>}
      {isShared && (
        <p className="font-bold">
          {others.length > 0
            ? t('breakdown.shared', { entries: others.join(t('common.and')), rank })
            : t('breakdown.sharedHidden', { rank })}
        </p>
      )}
    </section>
  )
}

/** The name under which the ranking has a tie-break. */
const nameOf = ({ by, stage }: TieStep) => (stage === null ? by : `${by}:${stage}`)
