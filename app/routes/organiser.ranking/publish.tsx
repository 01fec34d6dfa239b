import { getFormProps, type SubmissionResult } from '@conform-to/react'
import { Form } from '@remix-run/react'
import { CircleAlert, CircleCheck } from 'lucide-react'
import { OBSTACLES, PublishResults } from '~/core/contest/publication'
import { Button } from '~/ui/button'
import { CheckField } from '~/ui/field'
import { useSchemaForm } from '~/ui/form'
import { Card } from '~/ui/office'
import { useText } from '~/ui/text'
import type { Desk } from './standings'

/** The checks that must hold, then the act that binds. */
export function Publish({ desk, reply }: { desk: Desk; reply: SubmissionResult | null | undefined }) {
  const { t } = useText()
  const [publish, fields] = useSchemaForm(PublishResults, {
    id: 'publish',
    reply,
    defaults: { marksPublic: desk.result?.marksPublic ? 'on' : undefined },
  })
  const { obstacles } = desk
  return (
    <Card title={t('organiser.ranking.publishTitle')}>
      <Form method="post" {...getFormProps(publish)} className="max-w-2xl space-y-5">
        <h3 className="font-bold">{t('organiser.ranking.checklist')}</h3>
        <ul className="space-y-2">
          {OBSTACLES.map((check) => {
            const holds = !obstacles.includes(check)
            const Icon = holds ? CircleCheck : CircleAlert
            return (
              <li key={check} className="flex items-center gap-3">
                <Icon aria-hidden className={`size-5 shrink-0 ${holds ? 'text-jade' : 'text-ochre'}`} />
                {t(`organiser.ranking.check.${check}`)}
                <b className={`ml-auto ${holds ? 'text-jade-ink' : 'text-ochre'}`}>
                  {t(holds ? 'organiser.ranking.ok' : 'organiser.ranking.notOk')}
                </b>
              </li>
            )
          })}
        </ul>
        <p>{t(desk.unchanged ? 'organiser.ranking.unchangedHelp' : 'organiser.ranking.publishHelp')}</p>
        <input type="hidden" name="digest" value={desk.digest} />
        {obstacles.length === 0 && (
          <>
            <CheckField
              field={fields.marksPublic}
              label={t('organiser.ranking.marksPublic')}
              hint={t('organiser.ranking.marksPublicHelp')}
            />
            <CheckField field={fields.checked} label={t('organiser.ranking.publishConfirm')} />
            <Button look="binding" size="large">
              {t('organiser.ranking.publish')}
            </Button>
          </>
        )}
      </Form>
    </Card>
  )
}
