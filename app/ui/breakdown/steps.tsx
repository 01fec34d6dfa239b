import type { ReactNode } from 'react'
import { classes } from '../class-names'

/** Steps of a computation, one below the other, with their values in one column. */
export function Steps({ children }: { children: ReactNode }) {
  return <dl className="rounded border border-line bg-white px-5 py-2">{children}</dl>
}

type Props = { name: ReactNode; how?: ReactNode; value: ReactNode; strong?: boolean }

/** One step: what is done, by which numbers or rule, and what comes of it. */
export function Step({ name, how, value, strong = false }: Props) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 border-t border-line py-2 first:border-0">
      <dt className={classes(strong && 'font-bold')}>
        {name}
        {how && <span className="ml-3 text-sm font-normal text-meta">{how}</span>}
      </dt>
      <dd className={classes('ml-auto text-right', strong && 'text-lg font-bold')}>{value}</dd>
    </div>
  )
}
