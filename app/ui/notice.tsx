import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './class-names'

const TONES = {
  plain: { Icon: Info, look: 'border-indigo-200 bg-indigo-50 text-indigo-800' },
  done: { Icon: CircleCheck, look: 'border-jade/30 bg-jade-50 text-jade-ink' },
  waiting: { Icon: TriangleAlert, look: 'border-amber/40 bg-amber-50 text-amber-ink' },
  fault: { Icon: CircleAlert, look: 'border-ochre/40 bg-ochre-50 text-ochre' },
} as const

/** A message that stays where it is. Faults are read out at once, the others when the reader is ready. */
export function Notice({
  tone = 'plain',
  title,
  children,
}: {
  tone?: keyof typeof TONES
  title?: string
  children?: ReactNode
}) {
  const { Icon, look } = TONES[tone]
  return (
    <div
      role={tone === 'fault' ? 'alert' : 'status'}
      className={classes('flex gap-3 rounded border px-4 py-3', look)}
    >
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0 space-y-1">
        {title && <p className="font-bold">{title}</p>}
        {children}
      </div>
    </div>
  )
}
