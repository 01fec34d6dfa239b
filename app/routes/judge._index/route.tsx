import { Form, Link, useLoaderData } from '@remix-run/react'
import { ArrowRight, ChevronRight, LogOut, Mail, UserRound } from 'lucide-react'
import { shownScore } from '~/core/contest/rubric'
import { page } from '~/http/wrappers.server'
import { deskOf } from '~/services/sheets.server'
import { Brand } from '~/ui/brand'
import { classes } from '~/ui/class-names'
import { useFrame } from '~/ui/frame'
import { Preferences } from '~/ui/preferences'
import { Unread } from '~/ui/site'
import { SheetDot, SheetStateMark, type ShownSheetState } from '~/ui/state-mark'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const loader = page((actor) => deskOf(actor))

export const meta = titled('judge')

type Desk = Awaited<ReturnType<typeof loader>>
type Line = Desk['stages'][number]['sheets'][number]

/** Today's entries in their fixed order, with the day's progress and the one next thing to do beside them. */
export default function JudgeDesk() {
  const { t, said, fullDay } = useText()
  const { contest, judge, stages } = useLoaderData<typeof loader>()
  const { actor, unread, large } = useFrame()
  // The stage at work: the first with something left to do, else the last.
  const current = stages.find(({ sheets }) => sheets.some(isLeft)) ?? stages.at(-1)
  return (
    <div className="flex flex-1 flex-col md:flex-row">
      <header className="flex shrink-0 flex-col gap-5 bg-indigo-900 p-5 text-white md:sticky md:top-0 md:h-dvh md:w-74 md:overflow-y-auto md:p-6">
        <div className="flex items-center justify-between">
          <Link to="/" className="flex min-h-11 items-center">
            <Brand dark />
          </Link>
        </div>
        <div>
          <h1 className="text-2xl">{current ? said(current.name) : t('desk.title')}</h1>
          <p className="mt-2 text-sm text-indigo-100">{said(contest)}</p>
          <p className="text-sm text-indigo-100">
            {fullDay(new Date())}
            {judge && <span className="ml-4">{t('desk.judge', { code: judge })}</span>}
            {current?.blind && <span className="ml-4">{t('desk.blind')}</span>}
          </p>
        </div>
        {current && <Progress sheets={current.sheets} />}
        <div className="flex flex-wrap items-center gap-2 md:order-last">
          <Preferences large={large} dark />
          <Link
            to="/my/messages"
            className="flex min-h-11 items-center gap-2 rounded px-2 text-sm text-indigo-100 hover:bg-indigo-700"
          >
            <Mail aria-hidden className="size-4" />
            {t('nav.messages')}
            <Unread count={unread} />
          </Link>
          <Link
            to="/account"
            className="flex min-h-11 items-center gap-2 rounded px-2 text-sm text-indigo-100 hover:bg-indigo-700"
          >
            <UserRound aria-hidden className="size-4" />
            {t('nav.account')}
          </Link>
          <Form method="post" action="/signout" reloadDocument>
            <button className="flex min-h-11 items-center gap-2 rounded px-2 text-sm text-indigo-100 hover:bg-indigo-700">
              <LogOut aria-hidden className="size-4" />
              {t('nav.signOut')} {actor?.name}
            </button>
          </Form>
        </div>
        {current && <Next sheets={current.sheets} />}
      </header>
      <main id="content" className="min-w-0 flex-1">
        {stages.length === 0 && <p className="p-8 text-lg">{t('desk.empty')}</p>}
        {[...stages].reverse().map((stage) => (
          <StageList
            key={stage.code}
            name={said(stage.name)}
            sheets={stage.sheets}
            titled={stages.length > 1}
          />
        ))}
      </main>
    </div>
  )
}

const isLeft = ({ state }: Line) => state === 'open' || state === 'draft'

function Progress({ sheets }: { sheets: readonly Line[] }) {
  const { t } = useText()
  const counted = sheets.filter(({ state }) => state !== 'recused')
  const recused = sheets.length - counted.length
  const count = (state: ShownSheetState) => sheets.filter((sheet) => sheet.state === state).length
  return (
    <div className="space-y-4">
      <p className="flex items-baseline gap-2">
        <b className="text-count">{count('submitted')}</b>
        <span className="text-xl text-indigo-100">{t('desk.done', { count: counted.length })}</span>
      </p>
      <p aria-hidden className="hidden flex-wrap gap-1.5 md:flex">
        {sheets.map(({ id, state }) => (
          <SheetDot key={id} state={state} dark />
        ))}
      </p>
      <ul className="grid grid-cols-3 gap-x-4 md:grid-cols-1">
        {(['submitted', 'draft', 'open'] as const).map((state) => (
          <li key={state} className="flex items-center gap-2 border-b border-indigo-700 py-1.5">
            <SheetDot state={state} dark />
            {t(`sheetState.${state}`)}
            <b className="ml-auto">{count(state)}</b>
          </li>
        ))}
      </ul>
      {recused > 0 && <p className="text-sm text-indigo-100">{t('desk.recusedNote', { count: recused })}</p>}
    </div>
  )
}

/** The brightest thing on the screen: a draft to finish, else the first sheet not scored. */
function Next({ sheets }: { sheets: readonly Line[] }) {
  const { t } = useText()
  const next = sheets.find(({ state }) => state === 'draft') ?? sheets.find(({ state }) => state === 'open')
  if (!next) {
    return <p className="rounded bg-indigo-800 p-5 text-lg font-bold md:mt-auto">{t('desk.allDone')}</p>
  }
  return (
    <Link
      to={`/judge/sheets/${next.id}`}
      className="flex min-h-21 items-center justify-between rounded bg-white px-5 py-3 text-indigo-900 hover:bg-indigo-50 md:mt-auto"
    >
      <span>
        <b className="block text-lg">
          {t(next.state === 'draft' ? 'desk.continue' : 'desk.begin', { entry: next.entry })}
        </b>
        <span className="text-sm text-ink-2">
          {next.state === 'draft' ? t('desk.draftLeft', { count: next.of - next.marked }) : t('desk.fresh')}
        </span>
      </span>
      <ArrowRight aria-hidden className="size-6" />
    </Link>
  )
}

function StageList({
  name,
  sheets,
  titled: shown,
}: {
  name: string
  sheets: readonly Line[]
  titled: boolean
}) {
  const { t, said } = useText()
  const cell = 'py-3 pr-3'
  return (
    <section>
      {shown && <h2 className="px-4 pt-5 pb-1 text-lg md:px-7">{name}</h2>}
      <table className="w-full text-left">
        <caption className="sr-only">{name}</caption>
        <thead className="border-b border-ink text-sm text-meta">
          <tr>
            <th scope="col" className={classes(cell, 'pl-4 font-normal md:pl-7')}>
              {t('desk.entry')}
            </th>
            <th scope="col" className={classes(cell, 'hidden font-normal sm:table-cell')}>
              {t('desk.serviceDomain')}
            </th>
            <th scope="col" className={classes(cell, 'font-normal')}>
              {t('desk.state')}
            </th>
            <th scope="col" className={classes(cell, 'text-right font-normal')}>
              {t('desk.score')}
            </th>
            <th className="w-10" />
          </tr>
        </thead>
        <tbody>
          {sheets.map((sheet) => (
            <tr
              key={sheet.id}
              className="relative border-b border-line hover:bg-white has-focus-visible:bg-white"
            >
              <th scope="row" className={classes(cell, 'pl-4 text-lg whitespace-nowrap md:pl-7')}>
                <Link
                  to={`/judge/sheets/${sheet.id}`}
                  className={classes(
                    'after:absolute after:inset-0',
                    sheet.state === 'recused' && 'font-normal text-meta',
                  )}
                >
                  {sheet.entry}
                </Link>
              </th>
              <td className={classes(cell, 'hidden sm:table-cell')}>
                {said(sheet.serviceDomain)}
                <span className="ml-2 text-sm text-meta">{said(sheet.track)}</span>
              </td>
              <td className={cell}>
                <span className="flex flex-wrap items-center gap-x-5">
                  <SheetStateMark state={sheet.state} />
                  <span className="text-sm text-meta">
                    {sheet.state === 'submitted' && t('desk.receipt', { receipt: sheet.receipt ?? '' })}
                    {sheet.state === 'draft' && t('desk.progress', { marked: sheet.marked, of: sheet.of })}
                  </span>
                </span>
              </td>
              <td
                className={classes(
                  cell,
                  'text-right text-xl',
                  sheet.state === 'submitted' ? 'font-bold' : 'text-indigo-700',
                )}
              >
                {sheet.total === null ? <span className="text-meta">–</span> : shownScore(sheet.total)}
              </td>
              <td className="pr-4">
                <ChevronRight aria-hidden className="size-5 text-meta" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
