import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { StageAct } from '~/core/judging/stage-acts'
import { form, page } from '~/http/wrappers.server'
import { assignEvenly, assignJudge, voidSheet } from '~/services/assignment.server'
import { stageProgress } from '~/services/stages.server'
import { Button } from '~/ui/button'
import { useFrame } from '~/ui/frame'
import { FormFaults } from '~/ui/field'
import { Notice } from '~/ui/notice'
import { OfficeHead } from '~/ui/office'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'
import { ByHand } from './by-hand'
import { Matrix } from './matrix'

export const loader = page((actor, { stage }) => stageProgress(actor, stage!))

export const action = form(StageAct, async (actor, act, { stage }) => {
  switch (act.intent) {
    case 'evenly':
      return assignEvenly(actor, stage!)
    case 'assign':
      await assignJudge(actor, stage!, act.entry, act.judge)
      return 1
    case 'void':
      await voidSheet(actor, act.sheet, act.reason)
      return null
  }
})

export const meta = titled('stage')

export default function StagePage() {
  const { t, said } = useText()
  const { stage, judges, rows, submitted, open, missing } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const organiser = useFrame().actor?.roles.includes('organiser') ?? false
  const figures = [
    [t('organiser.stage.submitted'), submitted],
    [t('organiser.stage.open'), open],
    [t('organiser.stage.missing'), missing],
  ] as const
  return (
    <>
      <OfficeHead title={t('organiser.stage.title', { stage: said(stage.name) })}>
        {organiser && (
          <Form method="post">
            <input type="hidden" name="intent" value="evenly" />
            <Button look={missing > 0 ? 'primary' : 'secondary'} disabled={missing === 0}>
              {t('organiser.stage.assignEvenly')}
            </Button>
          </Form>
        )}
      </OfficeHead>
      <FormFaults errors={answer?.reply?.error?.['']} />
      {typeof answer?.done === 'number' && (
        <Notice tone="done">
          {answer.done > 0
            ? t('organiser.stage.assigned', { count: answer.done })
            : t('organiser.stage.assignedNone')}
        </Notice>
      )}
      <dl className="flex flex-wrap gap-x-10 gap-y-2">
        {figures.map(([name, count]) => (
          <div key={name} className="flex items-baseline gap-2">
            <dt className="text-meta">{name}</dt>
            <dd className="font-serif text-xl font-bold">{count}</dd>
          </div>
        ))}
        <div className="flex items-baseline text-meta">
          <dt className="sr-only">{t('organiser.stage.judge')}</dt>
          <dd>{t('organiser.stage.perEntry', { count: stage.judgesPerEntry })}</dd>
        </div>
      </dl>
      {rows.length === 0 ? (
        <p className="rounded border border-line bg-white p-6">{t('organiser.stage.empty')}</p>
      ) : (
        <>
          <Matrix rows={rows} judges={judges} />
          {organiser && <ByHand rows={rows} judges={judges} reply={answer?.reply} />}
        </>
      )}
    </>
  )
}
