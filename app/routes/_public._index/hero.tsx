import { breaksOf, phrasesOf } from '~/core/contest/localized'
import type { Contest } from '~/core/contest/setup'
import { ButtonLink } from '~/ui/button'
import { Motif } from '~/ui/motif'
import { useText } from '~/ui/text'

type Shown = Pick<Contest, 'name' | 'theme' | 'summary' | 'registration'> & {
  readonly registrationState: 'before' | 'open' | 'over'
  readonly published: Date | null
  readonly minutesLeft: number
}

/** Name and theme of the edition, and the one thing this visitor can do now. */
export function Hero({ contest, entering }: { contest: Shown; entering: boolean }) {
  const { said } = useText()
  return (
    <section className="relative overflow-hidden bg-indigo-800 text-white">
      <Motif className="absolute top-0 right-0 w-30 -scale-y-100 text-indigo-300/50 lg:top-auto lg:bottom-0 lg:w-62 lg:scale-y-100 xl:w-82" />
      <div className="relative mx-auto flex max-w-300 justify-between gap-10 px-4 pt-10 pb-12 sm:px-6 lg:min-h-88 lg:pt-12">
        <div className="min-w-0 space-y-5">
          <h1 className="max-w-[14em] text-2xl leading-snug tracking-wide break-keep sm:text-hero">
            {breakable(said(contest.name))}
          </h1>
          <p className="space-y-1 font-serif text-lg tracking-widest lg:hidden">
            <Phrases text={said(contest.theme)} />
          </p>
          <p className="max-w-[34em] text-indigo-100">{said(contest.summary)}</p>
          <Action contest={contest} entering={entering} />
        </div>
        <p className="hidden h-56 shrink-0 space-y-6 pr-60 font-serif text-xl tracking-[0.2em] vertical lg:block xl:pr-62">
          <Phrases text={said(contest.theme)} ruled />
        </p>
      </div>
    </section>
  )
}

/** The theme is two phrases; they stand as a couplet and are never wrapped. */
function Phrases({ text, ruled = false }: { text: string; ruled?: boolean }) {
  const phrases = phrasesOf(text)
  return phrases.map((phrase, at) => (
    <span
      key={phrase}
      className={`block ${ruled && at > 0 ? 'border-r border-indigo-400 pr-6' : ''} ${ruled ? 'max-h-56' : ''}`}
    >
      {phrase}
    </span>
  ))
}

/** Lets a long name break after its edition, and nowhere else. */
const breakable = (name: string) =>
  breaksOf(name).flatMap((part, at) => (at === 0 ? [part] : [<wbr key={part} />, part]))

function Action({ contest, entering }: { contest: Shown; entering: boolean }) {
  const { t, day, moment } = useText()
  if (contest.published) {
    return (
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <ButtonLink to="/results" look="paper" size="large" className="w-full sm:w-auto">
          {t('home.seeResults')}
        </ButtonLink>
        <p className="text-indigo-100">{t('home.published', { date: day(contest.published) })}</p>
      </div>
    )
  }
  if (contest.registrationState !== 'open') {
    return (
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <ButtonLink to="/rules" look="paper" size="large" className="w-full sm:w-auto">
          {t('home.seeRules')}
        </ButtonLink>
        <p className="text-indigo-100">
          {contest.registrationState === 'before'
            ? t('home.opensOn', { date: moment(contest.registration.opens) })
            : t('home.over', { date: moment(contest.registration.closes) })}
        </p>
      </div>
    )
  }
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
      <ButtonLink to={entering ? '/my' : '/signup'} look="paper" size="large" className="w-full sm:w-auto">
        {entering ? t('home.continue') : t('home.enter')}
      </ButtonLink>
      <div>
        <Countdown minutes={contest.minutesLeft} />
        <p className="text-indigo-100">{t('home.closesOn', { date: moment(contest.registration.closes) })}</p>
      </div>
    </div>
  )
}

/** Days, hours and minutes left when the page was made; seconds would only be noise. */
function Countdown({ minutes }: { minutes: number }) {
  const { t } = useText()
  const parts = [
    [Math.floor(minutes / 1440), t('home.days')],
    [Math.floor(minutes / 60) % 24, t('home.hours')],
    [minutes % 60, t('home.minutes')],
  ] as const
  return (
    <p>
      {t('home.closesIn')}
      {parts.map(([number, unit]) => (
        <span key={unit}>
          <b className="px-1.5 font-serif text-xl">{number}</b>
          {unit}
        </span>
      ))}
    </p>
  )
}
