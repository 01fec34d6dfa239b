import type { EntryState } from '~/core/entrants/entry'
import { classes } from './class-names'
import { useText } from './text'

const ENTRY_LOOKS = {
  draft: 'border-line-2 text-ink-2',
  submitted: 'border-indigo-300 bg-indigo-50 text-indigo-700',
  returned: 'border-ochre/40 bg-ochre-50 text-ochre',
  endorsed: 'border-indigo-300 bg-indigo-50 text-indigo-700',
  accepted: 'border-jade/40 bg-jade-50 text-jade-ink',
  refused: 'border-ochre/40 bg-ochre-50 text-ochre',
  withdrawn: 'border-line-2 text-meta',
  disqualified: 'border-line-2 text-meta',
} as const satisfies Record<EntryState, string>

/** The state of an entry, as a word in a box. */
export function EntryStateMark({ state }: { state: EntryState }) {
  const { t } = useText()
  return (
    <span
      className={classes(
        'inline-block rounded border px-2 py-0.5 text-sm font-bold whitespace-nowrap',
        ENTRY_LOOKS[state],
      )}
    >
      {t(`entryState.${state}`)}
    </span>
  )
}

export type ShownSheetState = 'open' | 'draft' | 'submitted' | 'recused' | 'void'

/** The dot of a sheet's state: hollow, half, filled with a tick, a dash. Colour is never the only sign. */
export function SheetDot({
  state,
  dark = false,
  className,
}: {
  state: ShownSheetState
  dark?: boolean
  className?: string
}) {
  const stroke = dark ? 'text-indigo-300' : 'text-ink-2'
  return (
    <svg aria-hidden viewBox="0 0 16 16" className={classes('inline-block size-4 shrink-0', className)}>
      {state === 'open' && (
        <circle
          cx="8"
          cy="8"
          r="5.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          className={stroke}
        />
      )}
      {state === 'draft' && (
        <g className={dark ? 'text-white' : 'text-indigo-700'}>
          <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.6" />
          <path d="M8 2.5a5.5 5.5 0 0 0 0 11z" fill="currentColor" />
        </g>
      )}
      {state === 'submitted' && (
        <g className={dark ? 'text-white' : 'text-jade'}>
          <circle cx="8" cy="8" r="6.3" fill="currentColor" />
          <path
            d="m5.2 8.2 2 2 3.6-4"
            fill="none"
            stroke={dark ? 'var(--color-indigo-900)' : 'white'}
            strokeWidth="1.6"
          />
        </g>
      )}
      {(state === 'recused' || state === 'void') && (
        <path d="M2.5 8h11" stroke="currentColor" strokeWidth="1.6" className={stroke} />
      )}
    </svg>
  )
}

const SHEET_TEXT = {
  open: 'text-ink-2',
  draft: 'text-indigo-700 font-bold',
  submitted: 'text-jade-ink',
  recused: 'text-meta',
  void: 'text-meta',
} as const satisfies Record<ShownSheetState, string>

/** Dot and word of a sheet's state. */
export function SheetStateMark({ state }: { state: ShownSheetState }) {
  const { t } = useText()
  return (
    <span className={classes('inline-flex items-center gap-2 whitespace-nowrap', SHEET_TEXT[state])}>
      <SheetDot state={state} />
      {t(`sheetState.${state}`)}
    </span>
  )
}
