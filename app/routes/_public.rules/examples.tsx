import type { Contest } from '~/core/contest/setup'
import { weightedExample, workedExamples } from '~/core/contest/worked-examples'
import { classes } from '~/ui/class-names'
import { useText } from '~/ui/text'

/** Stage marks of the last example, in the order of the stages. */
const MARKS = ['86.37', '87.80', '88.12', '90.05']

/** What the contest's own rules make of a few sets of scores. */
export function Examples({ contest: { stages, ranking } }: { contest: Pick<Contest, 'stages' | 'ranking'> }) {
  const { t, said, share } = useText()
  const last = stages.at(-1)
  if (!last) return null
  const marks = stages.map((_, at) => MARKS[at % MARKS.length]!)
  const cell = 'px-5 py-2.5'
  return (
    <section id="examples" className="space-y-3">
      <h2 className="text-xl">{t('rules.examples')}</h2>
      <p className="text-ink-2">{t('rules.examplesHint', { stage: said(last.name) })}</p>
      <div
        role="region"
        aria-label={t('rules.examples')}
        tabIndex={0}
        className="overflow-x-auto rounded border border-line bg-white"
      >
        <table className="w-full text-left">
          <thead className="bg-paper-2 text-sm">
            <tr>
              <th scope="col" className={cell}>
                {t('rules.examples')}
              </th>
              <th scope="col" className={cell}>
                {t('rules.exampleScores')}
              </th>
              <th scope="col" className={classes(cell, 'text-right')}>
                {t('rules.exampleMark')}
              </th>
            </tr>
          </thead>
          <tbody>
            {workedExamples(last).map(({ name, scores, recused, deduction, mark }) => (
              <tr key={name} className="border-t border-line align-baseline">
                <th scope="row" className={classes(cell, 'min-w-40 font-normal')}>
                  {t(`rules.example.${name}`)}
                </th>
                <td className={cell}>
                  <span className="flex flex-wrap gap-x-4">
                    {scores.map(({ score, setAside }, at) =>
                      setAside ? (
                        <del key={at} className="text-meta">
                          {score}
                        </del>
                      ) : (
                        <span key={at}>{score}</span>
                      ),
                    )}
                    {deduction && (
                      <span className="text-ochre">{t('rules.exampleDeducted', { points: deduction })}</span>
                    )}
                    {recused > 0 && (
                      <span className="text-meta">{t('rules.exampleRecused', { count: recused })}</span>
                    )}
                  </span>
                </td>
                <td className={classes(cell, 'text-right font-bold')}>{mark ?? t('rules.exampleNone')}</td>
              </tr>
            ))}
            <tr className="border-t border-line align-baseline">
              <th scope="row" className={classes(cell, 'font-normal')}>
                {t('rules.exampleTotal')}
              </th>
              <td className={cell}>
                {stages.map(({ weight }, at) => `${marks[at]!} × ${share(weight)}`).join(' + ')}
              </td>
              <td className={classes(cell, 'text-right font-bold')}>
                {weightedExample(stages, ranking, marks)}
              </td>
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  )
}
