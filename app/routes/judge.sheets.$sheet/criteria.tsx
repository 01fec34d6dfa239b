import { Minus, Plus } from 'lucide-react'
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

type Props = { criteria: readonly Criterion[]; sheet: SheetInHand; writable: boolean }

/** Every criterion with its guide and one large field: typing first, steps beside it. */
export function Criteria({ criteria, sheet, writable }: Props) {
  const { t } = useText()
  return (
    <>
      <ol>
        {criteria.map((criterion, at) => (
          <li key={criterion.id} className="border-b border-line px-5 py-4 focus-within:bg-white">
            <OneCriterion criterion={criterion} number={at + 1} sheet={sheet} writable={writable} />
          </li>
        ))}
      </ol>
      <div className="px-5 py-4">
        <label htmlFor="comment" className="font-bold">
          {t('sheet.comment')}
        </label>
        <textarea
          id="comment"
          rows={3}
          maxLength={5000}
          value={sheet.comment}
          readOnly={!writable}
          onChange={(event) => sheet.say(event.target.value)}
          className="mt-2 w-full rounded border border-line-2 bg-white px-3 py-2 read-only:bg-paper-2"
        />
      </div>
    </>
  )
}

type OneProps = { criterion: Criterion; number: number; sheet: SheetInHand; writable: boolean }

function OneCriterion({ criterion, number, sheet, writable }: OneProps) {
  const { t, said } = useText()
  const { id, name, descriptor, max, step } = criterion
  const mark = sheet.marks[id] ?? ''
  const fault = sheet.faultOf(criterion)
  return (
    <div className="space-y-2">
      <div className="flex items-baseline gap-3">
        <span className="w-5 shrink-0 text-meta">{number}</span>
        <h3 className="text-lg leading-snug font-bold">{said(name)}</h3>
        <span className="ml-auto text-sm whitespace-nowrap text-meta">{t('sheet.max', { max, step })}</span>
      </div>
      <div className="space-y-2 md:pl-8">
        <p id={`${id}-guide`} className="text-sm text-ink-2">
          {said(descriptor)}
        </p>
        <Bands criterion={criterion} mark={fault ? '' : mark} />
        {writable ? (
          <Keys criterion={criterion} mark={mark} faulty={fault !== null} sheet={sheet} />
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

type KeysProps = { criterion: Criterion; mark: string; faulty: boolean; sheet: SheetInHand }

function Keys({ criterion, mark, faulty, sheet }: KeysProps) {
  const { t, said } = useText()
  const { id, name, max, step } = criterion
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
          faulty ? 'border-ochre' : mark === '' ? 'border-dashed border-line-2' : 'border-indigo-700',
        )}
      >
        <input
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
          onChange={(event) =>
            sheet.mark(id, event.target.value.normalize('NFKC').replace('\u3002', '.').trim())
          }
          onKeyDown={(event) => {
            if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
              event.preventDefault()
              move(event.key === 'ArrowUp')
            }
            if (event.key === 'Enter') nextField(event.currentTarget)
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
        className="min-h-16 min-w-14 rounded px-2 text-indigo-700 disabled:text-line-2"
      >
        {t('sheet.clear')}
      </button>
    </div>
  )
}

/** Enter goes to the next criterion's field, as on paper. */
function nextField(field: HTMLInputElement) {
  const fields = [...document.querySelectorAll<HTMLInputElement>('input[inputmode="decimal"]')]
  fields[fields.indexOf(field) + 1]?.focus()
}
