import { milestoneState, type Milestone } from '~/core/contest/contest'
import { classes } from '~/ui/class-names'
import { useText } from '~/ui/text'

/** Where the contest stands: a node a step, the present one filled, with today's date beside it. */
export function Timeline({ milestones, today }: { milestones: readonly Milestone[]; today: string }) {
  const { t, said, day, language } = useText()
  // ISO days are read as UTC midnight, which is the same day in Shanghai.
  const span = ({ startsOn, endsOn }: Milestone) =>
    endsOn === startsOn
      ? day(startsOn)
      : endsOn
        ? `${day(startsOn)}–${day(endsOn)}`
        : t('home.from', { date: day(startsOn) })
  const states = milestones.map((milestone) => milestoneState(milestone, today))
  const next = milestones[states.indexOf('future')]
  return (
    <section aria-label={t('home.timeline')} className="border-b border-line bg-white">
      <div className="mx-auto max-w-300 px-4 pt-4 pb-5 sm:px-6">
        <p className="text-sm font-bold text-indigo-700">{t('home.today', { date: day(today) })}</p>
        <ol className="mt-3 flex">
          {milestones.map((milestone, at) => (
            <li
              key={milestone.startsOn + said(milestone.name)}
              aria-current={states[at] === 'present' ? 'step' : undefined}
              className="min-w-0 flex-1"
            >
              <div className="flex items-center">
                <span
                  className={classes(
                    'size-3 shrink-0 rounded-full border-2',
                    states[at] === 'future' ? 'border-line-2 bg-white' : 'border-indigo-700',
                    states[at] === 'present' ? 'bg-indigo-700 ring-4 ring-indigo-100' : 'bg-white',
                    states[at] === 'past' && 'bg-indigo-300',
                  )}
                />
                <span
                  className={classes('h-0.5 flex-1', states[at] === 'past' ? 'bg-indigo-700' : 'bg-line')}
                />
              </div>
              <p
                className={classes(
                  'mt-2 font-serif text-xs font-bold max-sm:whitespace-nowrap sm:pr-2 sm:text-lg',
                  // English names do not fit side by side on a phone; the line below names the next step.
                  language === 'en' && states[at] !== 'present' && 'max-sm:sr-only',
                  states[at] === 'future' && 'text-ink-2',
                  states[at] === 'present' && 'text-indigo-800',
                )}
              >
                {said(milestone.name)}
              </p>
              <p className="hidden pr-2 text-sm text-meta md:block">{span(milestone)}</p>
            </li>
          ))}
        </ol>
        {next && (
          <p className="mt-2 text-sm text-meta md:hidden">
            {t('home.next', { name: said(next.name), date: span(next) })}
          </p>
        )}
      </div>
    </section>
  )
}
