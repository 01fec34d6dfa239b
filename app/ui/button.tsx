import { Link, type LinkProps } from '@remix-run/react'
import type { ButtonHTMLAttributes } from 'react'
import { classes } from './class-names'

/** `binding` is for acts that cannot be taken back: submit marks, publish. One filled button a screen. */
type Look = 'primary' | 'secondary' | 'quiet' | 'binding' | 'paper'
type Size = 'normal' | 'large'

const LOOKS = {
  primary: 'bg-indigo-700 text-white border-indigo-700 hover:bg-indigo-800 active:bg-indigo-900',
  secondary: 'bg-white text-indigo-700 border-indigo-300 hover:bg-indigo-50 active:bg-indigo-100',
  quiet: 'border-transparent text-indigo-700 hover:bg-indigo-50 active:bg-indigo-100',
  binding: 'bg-seal text-white border-seal hover:brightness-90 active:brightness-75',
  paper: 'bg-paper text-indigo-900 border-paper hover:bg-white active:bg-indigo-50',
} as const satisfies Record<Look, string>

const SIZES = {
  normal: 'min-h-11 px-4 py-1.5',
  large: 'min-h-14 px-6 py-2 text-lg',
} as const satisfies Record<Size, string>

const looks = (look: Look, size: Size, more?: string) =>
  classes(
    'inline-flex items-center justify-center gap-2 rounded border text-center font-bold',
    'disabled:bg-paper-2 disabled:text-meta disabled:border-line disabled:hover:brightness-100',
    LOOKS[look],
    SIZES[size],
    more,
  )

type Style = { look?: Look; size?: Size }

export function Button({
  look = 'secondary',
  size = 'normal',
  className,
  ...rest
}: Style & ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="submit" {...rest} className={looks(look, size, className)} />
}

export function ButtonLink({ look = 'secondary', size = 'normal', className, ...rest }: Style & LinkProps) {
  return <Link {...rest} className={looks(look, size, className)} />
}
