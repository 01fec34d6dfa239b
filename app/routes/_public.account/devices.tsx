import { Form } from '@remix-run/react'
import type { Device } from '~/core/access/device'
import { Button } from '~/ui/button'
import { FormFaults } from '~/ui/field'
import { useText } from '~/ui/text'

type Session = Device & {
  readonly id: string
  readonly createdAt: Date
  readonly lastSeenAt: Date
  readonly current: boolean
}

export function Devices({
  sessions,
  faults,
}: {
  sessions: readonly Session[]
  faults: readonly string[] | null | undefined
}) {
  const { t, moment } = useText()
  return (
    <section className="space-y-4 rounded border border-line bg-white p-5">
      <h2 className="text-lg">{t('account.devices')}</h2>
      <p className="text-ink-2">{t('account.devicesHelp')}</p>
      <FormFaults errors={faults} />
      <ul>
        {sessions.map(({ id, browser, system, createdAt, lastSeenAt, current }) => (
          <li
            key={id}
            className="flex flex-wrap items-center justify-between gap-4 border-t border-line py-3 first:border-0"
          >
            <div>
              <p className="font-bold">
                {t('account.device', {
                  browser: t(`account.browser.${browser}`),
                  system: t(`account.system.${system}`),
                })}
              </p>
              <p className="text-sm text-meta">{t('account.lastUsed', { date: moment(lastSeenAt) })}</p>
              <p className="text-sm text-meta">{t('account.signedIn', { date: moment(createdAt) })}</p>
            </div>
            {current ? (
              <span className="font-bold text-jade-ink">{t('account.thisDevice')}</span>
            ) : (
              <Form method="post">
                <input type="hidden" name="intent" value="end" />
                <Button name="session" value={id}>
                  {t('account.end')}
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
