import { Check, X } from 'lucide-react'
import { classes } from '~/ui/class-names'
import { useText } from '~/ui/text'
import { Evidence } from './evidence'
import type { Opened } from './opened'

type Props = {
  opened: Opened
  rule: Opened['eligibility'][number]
  number: number
  current: boolean
  /** Before the page answers, and without JavaScript, every reason can be given. */
  awake: boolean
  verdict: 'yes' | 'no' | undefined
  reason: string
  onFocus: () => void
  onJudge: (verdict: 'yes' | 'no') => void
  onExplain: (reason: string) => void
}

const SIDES = [
  { value: 'yes', Icon: Check, look: 'has-checked:bg-jade-50 has-checked:text-jade-ink' },
  { value: 'no', Icon: X, look: 'has-checked:bg-ochre-50 has-checked:text-ochre' },
] as const

/** One rule: what it asks, what the system can say to it, and the reviewer's verdict with its reason. */
export function RuleCheck({
  opened,
  rule,
  number,
  current,
  awake,
  verdict,
  reason,
  onFocus,
  onJudge,
  onExplain,
}: Props) {
  const { t } = useText()
  const { rules } = opened
  const values = {
    ...rules,
    minimumLevel: t(`certificateLevel.${rules.minimumLevel ?? 'assistant'}`),
    teamMost: rules.team.most,
    teamCertified: rules.team.certified,
  }
  return (
    <fieldset
      id={`rule-${number}`}
      tabIndex={-1}
      onFocus={onFocus}
      className={classes(
        'scroll-my-24 border-t border-line px-4 py-3',
        current && 'border-l-4 border-l-indigo-700 bg-indigo-50',
      )}
    >
      <legend className="sr-only">{t(`eligibility.${rule.code}.name`)}</legend>
      <div className="flex flex-wrap justify-between gap-3">
        <div className="min-w-0 flex-1 basis-56">
          <p className="font-bold" aria-hidden>
            <span className="mr-3 font-normal text-meta">{number}</span>
            {t(`eligibility.${rule.code}.name`)}
          </p>
          <p className="text-sm text-ink-2">{t(`eligibility.${rule.code}.text`, values)}</p>
        </div>
        {opened.due && (
          <div className="flex h-11 overflow-hidden rounded border border-line-2 bg-white">
            {SIDES.map(({ value, Icon, look }) => (
              <label
                key={value}
                className={classes(
                  'flex w-24 cursor-pointer items-center justify-center gap-1.5 has-checked:font-bold has-focus-visible:outline-2',
                  look,
                )}
              >
                <input
                  type="radio"
                  name={`verdict.${rule.code}`}
                  value={value}
                  checked={verdict === value}
                  onChange={() => onJudge(value)}
                  className="sr-only"
                />
                <Icon aria-hidden className={classes('size-4', verdict !== value && 'opacity-30')} />
                {t(`review.${value}`)}
              </label>
            ))}
          </div>
        )}
      </div>
      <Evidence opened={opened} rule={rule.code} />
      {opened.due && (verdict === 'no' || !awake) && (
        <div className="mt-3 space-y-2">
          <div className="flex flex-wrap gap-2">
            {rule.reasons.map((each) => (
              <button
                key={each}
                type="button"
                onClick={() => onExplain(`${reason}${reason ? ' ' : ''}${t(`reviewReason.${each}`)}`)}
                className="min-h-11 rounded-full border border-line-2 bg-white px-4 text-left text-sm lg:min-h-9"
              >
                {t(`reviewReason.${each}`)}
              </button>
            ))}
          </div>
          <label className="block text-sm text-meta" htmlFor={`reason-${rule.code}`}>
            {t('review.reasonHint')}
          </label>
          <textarea
            id={`reason-${rule.code}`}
            name={`reason.${rule.code}`}
            rows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => onExplain(event.currentTarget.value)}
            className="w-full rounded border border-line-2 bg-white px-3 py-2"
          />
        </div>
      )}
    </fieldset>
  )
}
