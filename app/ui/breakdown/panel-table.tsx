import type { JudgeLine, StageBreakdown } from '~/core/scoring'
import { TableFrame } from '../office'
import { useText } from '../text'
import { useNames, type BreakdownNames } from './names'
import { ExactValue } from './value'

type Panel = Extract<StageBreakdown, { kind: 'panel' }>

/** Every mark that a panel gave: criteria down, judges across by number, what was set aside struck through. */
export function PanelTable({ stage, names }: { stage: Panel; names: BreakdownNames }) {
  const { t } = useText()
  const { stageName, criterionName } = useNames(names)
  const { criteria, judges, recused, full } = stage
  // Numbers say the order of the judges' codes, those of recused judges too: no name and no code is public.
  const order = [...judges.map(({ judge }) => judge), ...recused].sort()
  const number = (judge: string) => order.indexOf(judge) + 1
  const weighed = criteria.some(({ weight }) => weight !== '1')
  const isScaled = full !== '100'
  return (
    <div className="space-y-2">
      <TableFrame label={stageName(stage.stage)}>
        <thead>
          <tr>
            <th scope="col">{t('breakdown.criterion')}</th>
            {judges.map(({ judge }) => (
              <th key={judge} scope="col" className="text-right">
                {t('breakdown.judge', { number: number(judge) })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {criteria.map(({ id, max, weight }) => (
            <tr key={id}>
              <th scope="row" className="min-w-32 font-normal sm:min-w-44">
                {criterionName(stage.stage, id)}{' '}
                <span className="text-sm text-meta">
                  / {max}
                  {weighed && ` × ${weight}`}
                </span>
              </th>
              {judges.map(({ judge, marks }) => (
                <td key={judge} className="text-right">
                  {marks[id]}
                </td>
              ))}
            </tr>
          ))}
          {isScaled && (
            <tr>
              <th scope="row">{t('breakdown.points', { full })}</th>
              {judges.map(({ judge, points }) => (
                <td key={judge} className="text-right">
                  {points}
                </td>
              ))}
            </tr>
          )}
          <tr>
            <th scope="row">{isScaled ? t('breakdown.score') : t('breakdown.points', { full })}</th>
            {judges.map(({ judge, score, aside }) => (
              <td key={judge} className="text-right font-bold">
                {aside ? (
                  <del className="font-normal text-meta">
                    <ExactValue value={score} />
                  </del>
                ) : (
                  <ExactValue value={score} />
                )}
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row" className="font-normal">
              {t('breakdown.notCounted')}
            </th>
            {judges.map(({ judge, aside }) => (
              <td key={judge} className="text-right text-sm text-meta">
                <Aside aside={aside} />
              </td>
            ))}
          </tr>
        </tbody>
      </TableFrame>
      {recused.length > 0 && (
        <p className="text-sm text-meta">
          {t('breakdown.recused', {
            list: recused
              .map((judge) => t('breakdown.judge', { number: number(judge) }))
              .join(t('common.and')),
          })}
        </p>
      )}
    </div>
  )
}

function Aside({ aside }: Pick<JudgeLine, 'aside'>) {
  const { t } = useText()
  if (!aside) return t('breakdown.counts')
  return (
    <>
      {t(`breakdown.${aside.as}`)}
      {aside.among.length > 1 && (
        <span className="block min-w-32">{t('breakdown.asideTie', { count: aside.among.length })}</span>
      )}
    </>
  )
}
