import { Check } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { EntrantKind } from '~/core/entrants/entry'
import type { Lack } from '~/core/entrants/requirements'
import { classes } from '~/ui/class-names'
import { useText } from '~/ui/text'
import { anchorOf, stepsOf, type Step } from './steps'

type Steps = ReturnType<typeof stepsOf>

/** The part of the form that is being read: the last one whose beginning has passed the upper third of the window. */
function useCurrent(steps: Steps): Step {
  const [current, setCurrent] = useState<Step>(steps[0]!.step)
  const names = steps.map(({ step }) => step).join()
  useEffect(() => {
    const parts = names.split(',') as Step[]
    const look = () => {
      const line = window.innerHeight / 3
      const passed = parts.filter(
        (step) => (document.getElementById(anchorOf(step))?.getBoundingClientRect().top ?? Infinity) <= line,
      )
      setCurrent(passed[passed.length - 1] ?? parts[0]!)
    }
    look()
    window.addEventListener('scroll', look, { passive: true })
    return () => window.removeEventListener('scroll', look)
  }, [names])
  return current
}

/** Where one is in the form and what each part still lacks: a list beside it, on a phone a row of segments on top. */
export function Rail({ kind, missing }: { kind: EntrantKind; missing: readonly Lack[] }) {
  const steps = stepsOf(kind, missing)
  const current = useCurrent(steps)
  return (
    <>
      <Segments steps={steps} current={current} />
      <List steps={steps} current={current} />
    </>
  )
}

function Segments({ steps, current }: { steps: Steps; current: Step }) {
  const { t } = useText()
  const at = steps.findIndex(({ step }) => step === current)
  return (
    <div className="sticky top-0 z-10 -mx-4 border-b border-line bg-paper/95 px-4 py-2 sm:-mx-6 sm:px-6 lg:hidden">
      <p className="flex items-baseline gap-3 text-sm">
        <b>{t(`entry.step.${current}`)}</b>
        <span className="text-meta">{t('entry.stepOf', { at: at + 1, count: steps.length })}</span>
      </p>
      <div aria-hidden className="mt-1.5 flex gap-1.5">
        {steps.map(({ step, missing }) => (
          <span
            key={step}
            className={classes(
              'h-1.5 flex-1 rounded-full',
              step === current ? 'bg-indigo-700' : missing === 0 ? 'bg-jade/60' : 'bg-indigo-100',
            )}
          />
        ))}
      </div>
    </div>
  )
}

function List({ steps, current }: { steps: Steps; current: Step }) {
  const { t } = useText()
  return (
    <nav aria-label={t('entry.steps')} className="sticky top-6 hidden self-start py-8 lg:block">
      <ol>
        {steps.map(({ step, missing }, at) => (
          <li key={step}>
            <a
              href={`#${anchorOf(step)}`}
              aria-current={step === current ? 'step' : undefined}
              className="flex min-h-14 items-start gap-3"
            >
              <span
                aria-hidden
                className={classes(
                  'flex size-6 shrink-0 items-center justify-center rounded-full border text-sm',
                  step === current
                    ? 'border-indigo-700 bg-indigo-700 font-bold text-white'
                    : missing === 0
                      ? 'border-jade/40 bg-jade-50 text-jade-ink'
                      : 'border-line-2 bg-white text-ink-2',
                )}
              >
                {missing === 0 && step !== current ? <Check className="size-3.5" /> : at + 1}
              </span>
              <span>
                <span className={classes('block', step === current && 'font-bold')}>
                  {t(`entry.step.${step}`)}
                </span>
                <span className="block text-sm text-meta">
                  {missing === 0 ? t('entry.stepDone') : t('entry.stepMissing', { count: missing })}
                </span>
              </span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
