import type { ReactNode } from 'react'
import { classes } from './class-names'

/** Head of an office page: what it is, and beside it what can be done here. */
export function OfficeHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-4">
      <h1 className="text-2xl">{title}</h1>
      {children}
    </div>
  )
}

export function Card({
  title,
  aside,
  children,
  className,
}: {
  title?: string
  aside?: ReactNode
  children: ReactNode
  className?: string
}) {
  return (
    <section className={classes('space-y-3', className)}>
      {title && (
        <div className="flex items-baseline justify-between gap-4">
          <h2 className="text-lg">{title}</h2>
          {aside}
        </div>
      )}
      <div className="rounded border border-line bg-white p-5">{children}</div>
    </section>
  )
}

/** A wide table that scrolls by itself, with its head in words for screen readers. */
export function TableFrame({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div
      className="relative overflow-x-auto rounded border border-line bg-white"
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <table className="w-full text-left [&_tbody>tr:first-child]:border-t [&_tbody>tr:first-child]:border-line [&_td]:px-3 [&_td]:py-2.5 [&_th]:px-3 [&_th]:py-2.5 [&_thead]:bg-paper-2 [&_thead]:text-sm [&_thead_th]:whitespace-nowrap [&_tr+tr]:border-t [&_tr+tr]:border-line">
        {children}
      </table>
    </div>
  )
}
