import { Minus, Plus } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { bandOf, bandsOf, shownScore, stepMark, type Band } from '~/core/contest/rubric'
import type { Criterion } from '~/core/contest/setup'
import type { MarkFault } from '~/core/scoring'
import { classes } from '~/ui/class-names'
import { useText } from '~/ui/text'
import type { SheetInHand } from './use-sheet'

const FAULTS = {
  'not-a-number': 'fault.notANumber',
  'below-zero': 'fault.belowZero',
  'above-max': 'fault.aboveMax',
  'off-step': 'fault.offStep',
} as const satisfies Record<MarkFault, string>

const BAND_NAMES = {
  poor: 'sheet.bandPoor',
  fair: 'sheet.bandFair',
  good: 'sheet.bandGood',
  excellent: 'sheet.bandExcellent',
} as const satisfies Record<Band, string>

type Props = { criterion: Criterion; sheet: SheetInHand; writable: boolean; onNext: () => void }

/** The open criterion: what it asks, the bands as a guide, and one large field. Typing first, steps beside it. */
export function CriterionEditor({ criterion, sheet, writable, onNext }: Props) {
  const { t, said } = useText()
  const { id, name, descriptor, max, step } = criterion
  const mark = sheet.marks[id] ?? ''
  const fault = sheet.faultOf(criterion)
  return (
    <div className="space-y-3">
      <h3 className="hidden text-lg font-bold md:max-lg:block">{said(name)}</h3>
      <p id={`${id}-guide`} className="text-ink-2">
        {said(descriptor)}{' '}
        <span className="text-sm whitespace-nowrap text-meta">{t('sheet.max', { max, step })}</span>
      </p>
      <Bands criterion={criterion} mark={fault ? '' : mark} />
      {writable ? (
        <Keys criterion={criterion} mark={mark} faulty={fault !== null} sheet={sheet} onNext={onNext} />
      ) : (
        <p className="text-2xl font-bold">
          {mark ? shownScore(mark) : t('sheet.unmarked')}{' '}
          <span className="text-base font-normal text-meta">{t('sheet.ofMax', { max })}</span>
        </p>
      )}
      {fault && (
        <p id={`${id}-fault`} role="alert" className="font-bold text-ochre">
          {t(FAULTS[fault], { max, step })}
        </p>
      )}
    </div>
  )
}

/** What each band means in marks; the current one is tinted. A guide, not a button. */
function Bands({ criterion, mark }: { criterion: Criterion; mark: string }) {
  const { t } = useText()
  const current = mark === '' ? null : bandOf(criterion, mark)
  return (
    <ul aria-label={t('sheet.bands')} className="grid auto-cols-fr grid-flow-col gap-0.5 text-center text-sm">
      {bandsOf(criterion).map(({ band, from, to }) => (
        <li
          key={band}
          aria-current={band === current ? 'true' : undefined}
          className={classes(
            'rounded px-1 py-1.5',
            band === current ? 'bg-indigo-100 font-bold text-indigo-800' : 'bg-paper-2 text-ink-2',
          )}
        >
          {t(BAND_NAMES[band])} {from === to ? from : `${from}–${to}`}
        </li>
      ))}
    </ul>
  )
}

type KeysProps = {
  criterion: Criterion
  mark: string
  faulty: boolean
  sheet: SheetInHand
  onNext: () => void
}

function Keys({ criterion, mark, faulty, sheet, onNext }: KeysProps) {
  const { t, said } = useText()
  const { id, name, max, step } = criterion
  const field = useRef<HTMLInputElement>(null)
  // Opening a criterion is asking to type its mark.
  useEffect(() => field.current?.focus({ preventScroll: true }), [])
  const key =
    'grid min-h-16 w-16 shrink-0 place-items-center rounded border border-line-2 bg-white text-indigo-700 hover:bg-indigo-50 active:bg-indigo-100'
  const move = (up: boolean) => sheet.mark(id, stepMark(criterion, mark, up))
  return (
    <div className="flex items-stretch gap-2">
      <button
        type="button"
        className={key}
        onClick={() => move(false)}
        aria-label={`${said(name)} ${t('sheet.less', { step })}`}
      >
        <Minus aria-hidden className="size-6" />
      </button>
      <div
        className={classes(
          'flex min-h-16 min-w-0 flex-1 items-center gap-2 rounded border-2 bg-white px-3',
          faulty ? 'border-ochre' : 'border-indigo-700',
        )}
      >
        <input
          ref={field}
          id={id}
          type="text"
          inputMode="decimal"
          enterKeyHint="next"
          autoComplete="off"
          placeholder={t('sheet.unmarked')}
          aria-label={t('sheet.mark', { criterion: said(name), max })}
          aria-describedby={`${id}-guide ${id}-fault`}
          aria-invalid={faulty || undefined}
          value={mark}
          // Chinese keyboards give full-width figures and their own full stop.
          onChange={(event) =>
            sheet.mark(id, event.target.value.normalize('NFKC').replace('\u3002', '.').trim())
          }
          onKeyDown={(event) => {
            if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
              event.preventDefault()
              move(event.key === 'ArrowUp')
            }
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) onNext()
          }}
          className="w-full min-w-0 bg-transparent text-right text-2xl font-bold outline-none placeholder:text-base placeholder:font-normal placeholder:text-meta"
        />
        <span className="whitespace-nowrap text-meta">{t('sheet.ofMax', { max })}</span>
      </div>
      <button
        type="button"
        className={key}
        onClick={() => move(true)}
        aria-label={`${said(name)} ${t('sheet.more', { step })}`}
      >
        <Plus aria-hidden className="size-6" />
      </button>
      <button
        type="button"
        disabled={mark === ''}
        onClick={() => sheet.mark(id, '')}
        className="min-h-16 min-w-14 rounded px-2 text-indigo-700 disabled:text-meta"
      >
        {t('sheet.clear')}
      </button>
    </div>
  )
}
