import { useEffect, useState } from 'react'
import { useText } from '~/ui/text'
import type { Keeping } from './use-draft'

const MINUTE = 60_000

/** Until when the entry can be submitted and how long that is, by the server's clock; seconds would only be noise. */
export function TimeLeft({ deadline, now }: { deadline: Date | null; now: Date }) {
  const { t, moment } = useText()
  const [passed, setPassed] = useState(0)
  useEffect(() => {
    const loaded = Date.now()
    const ticking = setInterval(() => setPassed(Date.now() - loaded), MINUTE / 2)
    return () => clearInterval(ticking)
  }, [now])
  if (!deadline) return null
  const minutes = Math.floor((new Date(deadline).getTime() - new Date(now).getTime() - passed) / MINUTE)
  return (
    <span>
      {t('entry.deadline', { date: moment(deadline) })}
      {minutes >= 0 && (
        <>
          {t('common.comma')}
          {minutes >= 24 * 60
            ? t('entry.daysLeft', {
                days: Math.floor(minutes / 1440),
                hours: Math.floor((minutes % 1440) / 60),
              })
            : t('entry.minutesLeft', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })}
        </>
      )}
    </span>
  )
}

/** One quiet line that says where the text is. */
export function Kept({ keeping, savedAt }: { keeping: Keeping; savedAt: Date }) {
  const { t, time } = useText()
  const texts = {
    saved: t('entry.saved', { time: time(savedAt) }),
    unsaved: t('entry.unsaved'),
    saving: t('entry.saving'),
    lost: t('entry.notSaved'),
  }
  const looks = {
    saved: 'text-jade-ink',
    unsaved: 'text-meta',
    saving: 'text-meta',
    lost: 'font-bold text-ochre',
  }
  return (
    <p role="status" className={`ml-auto text-sm ${looks[keeping]}`}>
      {texts[keeping]}
    </p>
  )
}
