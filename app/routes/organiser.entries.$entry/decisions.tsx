import { getFormProps, type SubmissionResult } from '@conform-to/react'
import { Form } from '@remix-run/react'
import type { Decision } from '~/core/entrants/entry'
import { Decide } from '~/core/entrants/review'
import { Button } from '~/ui/button'
import { TextArea } from '~/ui/field'
import { useSchemaForm } from '~/ui/form'
import { Card } from '~/ui/office'
import { useText } from '~/ui/text'

const LOOKS = {
  accept: 'primary',
  return: 'secondary',
  refuse: 'secondary',
  withdraw: 'secondary',
  disqualify: 'secondary',
} as const satisfies Record<Decision, string>

/** What can be decided now. The words go to the entrant as they are. */
export function Decisions({
  decisions,
  reply,
}: {
  decisions: readonly Decision[]
  reply: SubmissionResult | null | undefined
}) {
  const { t } = useText()
  const [decide, fields] = useSchemaForm(Decide, { id: 'decide', reply })
  if (decisions.length === 0) {
    return <p className="text-meta">{t('organiser.entry.decided')}</p>
  }
  return (
    <Card title={t('organiser.entry.decide')}>
      <Form method="post" {...getFormProps(decide)} className="space-y-4">
        <input type="hidden" name="intent" value="decide" />
        <TextArea
          field={fields.reason}
          label={t('organiser.entry.reason')}
          hint={t('organiser.entry.reasonHelp')}
          optional
        />
        <div className="flex flex-wrap gap-3">
          {decisions.map((decision) => (
            <Button key={decision} name="decision" value={decision} look={LOOKS[decision]}>
              {t(`organiser.entry.${decision}`)}
            </Button>
          ))}
        </div>
      </Form>
    </Card>
  )
}
