import { getFormProps, type SubmissionResult } from '@conform-to/react'
import { Form } from '@remix-run/react'
import { AssignByHand, VoidSheet } from '~/core/judging/stage-acts'
import { Button } from '~/ui/button'
import { SelectField, TextField } from '~/ui/field'
import { useSchemaForm } from '~/ui/form'
import { Card } from '~/ui/office'
import { useText } from '~/ui/text'
import type { Progress } from './matrix'

/** One more judge for one entry, and one sheet back from a judge who cannot score it. */
export function ByHand({ rows, judges, reply }: Progress & { reply: SubmissionResult | null | undefined }) {
  const { t } = useText()
  const [assign, toAssign] = useSchemaForm(AssignByHand, { id: 'assign', reply })
  const [takeBack, toVoid] = useSchemaForm(VoidSheet, { id: 'void', reply })
  const waiting = rows.flatMap(({ code, sheets }) =>
    sheets.flatMap((sheet, at) =>
      sheet && (sheet.state === 'open' || sheet.state === 'draft')
        ? [{ value: sheet.id, label: `${code} ${judges[at]!.code} ${judges[at]!.name}` }]
        : [],
    ),
  )
  return (
    <div className="grid items-start gap-7 xl:grid-cols-2">
      <Card title={t('organiser.stage.manual')}>
        <Form method="post" {...getFormProps(assign)} className="space-y-4">
          <input type="hidden" name="intent" value="assign" />
          <SelectField
            field={toAssign.entry}
            label={t('organiser.stage.entry')}
            empty={t('entry.choose')}
            options={rows.map(({ id, code, title }) => ({ value: id, label: `${code} ${title}` }))}
          />
          <SelectField
            field={toAssign.judge}
            label={t('organiser.stage.judge')}
            empty={t('entry.choose')}
            options={judges.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
          />
          <Button>{t('organiser.stage.assign')}</Button>
        </Form>
      </Card>
      <Card title={t('organiser.stage.void')}>
        {waiting.length === 0 ? (
          <p className="text-meta">{t('organiser.stage.noOpen')}</p>
        ) : (
          <Form method="post" {...getFormProps(takeBack)} className="space-y-4">
            <input type="hidden" name="intent" value="void" />
            <SelectField
              field={toVoid.sheet}
              label={t('organiser.stage.voidSheet')}
              empty={t('entry.choose')}
              options={waiting}
            />
            <TextField field={toVoid.reason} label={t('organiser.stage.voidReason')} />
            <Button>{t('organiser.stage.voidButton')}</Button>
          </Form>
        )}
      </Card>
    </div>
  )
}
