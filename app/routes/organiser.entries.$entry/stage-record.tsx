import { getFormProps } from '@conform-to/react'
import { Form, useFetcher } from '@remix-run/react'
import { RecordDeduction } from '~/core/entrants/review'
import { Button } from '~/ui/button'
import { FormFaults, TextField } from '~/ui/field'
import { useSchemaForm } from '~/ui/form'
import { Card } from '~/ui/office'
import { SheetStateMark } from '~/ui/state-mark'
import { useText } from '~/ui/text'
import type { Heard } from '~/ui/kept-form'
import type { reviewEntry } from '~/services/review.server'

type Stage = Awaited<ReturnType<typeof reviewEntry>>['stages'][number]

/** What happened to the entry at a stage: its judges, whether it appeared, and points taken off. */
export function StageRecord({ stage, entered }: { stage: Stage; entered: boolean }) {
  const { t, said } = useText()
  return (
    <Card title={said(stage.name)}>
      <div className="space-y-4">
        {stage.sheets.length === 0 ? (
          <p className="text-meta">{t('organiser.entry.noJudges')}</p>
        ) : (
          <ul className="flex flex-wrap gap-x-6 gap-y-1">
            {stage.sheets.map(({ id, judge, state }) => (
              <li key={id} className="flex items-center gap-2">
                <b>{judge}</b>
                <SheetStateMark state={state} />
              </li>
            ))}
          </ul>
        )}
        {stage.deductions.map(({ id, points, reason }) => (
          <Form key={id} method="post" className="flex items-center justify-between gap-4">
            <input type="hidden" name="intent" value="undeduct" />
            <input type="hidden" name="deduction" value={id} />
            <span>
              <b className="text-ochre">&minus;{points}</b> {reason}
            </span>
            {entered && <Button>{t('organiser.entry.removeDeduction')}</Button>}
          </Form>
        ))}
        {entered && (
          <>
            <Deduct stage={stage.code} />
            <Form method="post">
              <input type="hidden" name="intent" value="absence" />
              <input type="hidden" name="stage" value={stage.code} />
              <Button name="absent" value={stage.absent ? 'no' : 'yes'}>
                {t(stage.absent ? 'organiser.entry.unmarkAbsent' : 'organiser.entry.markAbsent')}
              </Button>
            </Form>
          </>
        )}
        {stage.absent && <p className="font-bold text-ochre">{t('organiser.entry.absent')}</p>}
      </div>
    </Card>
  )
}

function Deduct({ stage }: { stage: string }) {
  const { t } = useText()
  const fetcher = useFetcher<Heard<void>>()
  const [deduct, fields] = useSchemaForm(RecordDeduction, {
    id: `deduct-${stage}`,
    reply: fetcher.data?.reply,
  })
  return (
    <details>
      <summary className="flex min-h-11 list-none items-center text-indigo-700 underline underline-offset-4">
        {t('organiser.entry.addDeduction')}
      </summary>
      <fetcher.Form method="post" {...getFormProps(deduct)} className="mt-2 space-y-4">
        <FormFaults errors={deduct.errors} />
        <input type="hidden" name="intent" value="deduct" />
        <input type="hidden" name="stage" value={stage} />
        <TextField
          field={fields.points}
          label={t('organiser.entry.points')}
          inputMode="decimal"
          className="text-right"
        />
        <TextField
          field={fields.reason}
          label={t('organiser.entry.deductionReason')}
          hint={t('organiser.entry.deductionReasonHelp')}
        />
        <Button>{t('organiser.entry.addDeduction')}</Button>
      </fetcher.Form>
    </details>
  )
}
