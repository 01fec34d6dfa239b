import type { Contest, Stage } from '~/core/contest/setup'
import { useText } from '~/ui/text'

type Rules = Pick<Contest, 'stages' | 'ranking'>

/** How each stage is judged and what it counts, in words, from the rules themselves. */
export function StageRules({ contest }: { contest: Rules }) {
  const { t, said, share } = useText()
  return (
    <section className="space-y-3">
      <h2 className="text-xl">{t('rules.stages')}</h2>
      <ol className="grid gap-4 sm:grid-cols-2">
        {contest.stages.map((stage) => (
          <li key={stage.code} className="rounded border border-line bg-white p-5">
            <h3 className="flex items-baseline justify-between gap-4 text-lg font-bold">
              {said(stage.name)}
              <span className="text-base font-normal text-ink-2">
                {t('rules.weight')} <b className="text-lg">{share(stage.weight)}</b>
              </span>
            </h3>
            <StageSentences stage={stage} />
          </li>
        ))}
      </ol>
      <p className="text-ink-2">
        {t('rules.deductions')} {t('rules.missing')}
      </p>
      <TieBreaks contest={contest} />
    </section>
  )
}

function StageSentences({ stage }: { stage: Stage }) {
  const { t } = useText()
  const { panel, rounding, advance } = stage.rules
  const { dropHighest = 0, dropLowest = 0, trimFrom = 1, minimumJudges } = panel
  const sentences = [
    stage.blind ? t('rules.blind') : t('rules.live'),
    t('rules.panel', { count: stage.judgesPerEntry }),
    t('rules.minimum', { count: minimumJudges }),
    dropHighest + dropLowest > 0 &&
      t('rules.trimmed', { from: trimFrom, highest: dropHighest, lowest: dropLowest }),
    t(`rules.${panel.method}`),
    t('rules.rounding', { places: rounding.places, mode: t(`rules.mode.${rounding.mode}`) }),
    advance &&
      (advance.minimum
        ? t('rules.advanceMinimum', { top: advance.top, minimum: advance.minimum })
        : t('rules.advance', { top: advance.top })),
  ].filter((sentence) => typeof sentence === 'string')
  return (
    <ul className="mt-2 list-disc space-y-1 pl-5 text-ink-2">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}

function TieBreaks({ contest: { stages, ranking } }: { contest: Rules }) {
  const { t, said } = useText()
  const stageName = (code: string) => {
    const stage = stages.find((each) => each.code === code)
    return stage ? said(stage.name) : code
  }
  const keys = ranking.tieBreaks.map((key) => {
    switch (key.by) {
      case 'exact':
        return t('rules.tieExact')
      case 'stage':
        return t('rules.tieStage', { stage: stageName(key.stage) })
      case 'criterion': {
        const stage = stages.find((each) => each.code === key.stage)
        const names = Object.entries(key.criterion).flatMap(([track, code]) => {
          const criterion = stage?.rubrics[track]?.criteria.find((each) => each.id === code)
          return criterion ? said(criterion.name) : []
        })
        return t('rules.tieCriterion', {
          stage: stageName(key.stage),
          criterion: [...new Set(names)].join(' / '),
        })
      }
      case 'untrimmed':
        return t('rules.tieUntrimmed', { stage: stageName(key.stage) })
      case 'head-to-head':
        return t('rules.tieHeadToHead', { stage: stageName(key.stage) })
      case 'lot':
        return t('rules.tieLot')
    }
  })
  return (
    <div className="rounded border border-line bg-white p-5">
      <h3 className="text-lg font-bold">{t('rules.ties')}</h3>
      <p className="mt-2 text-ink-2">
        {t('rules.finalRounding', {
          places: ranking.rounding.places,
          mode: t(`rules.mode.${ranking.rounding.mode}`),
        })}{' '}
        {keys.length > 0
          ? t(ranking.compareOn === 'exact' ? 'rules.compareExact' : 'rules.compareRounded')
          : t('rules.noTies')}
      </p>
      {keys.length > 0 && (
        <>
          <ol className="mt-2 list-decimal space-y-1 pl-6 text-ink-2">
            {keys.map((key) => (
              <li key={key}>{key}</li>
            ))}
          </ol>
          <p className="mt-2 text-ink-2">{t('rules.tieShared')}</p>
        </>
      )}
    </div>
  )
}
