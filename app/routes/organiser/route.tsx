import { Form, Link, NavLink, Outlet, useLoaderData } from '@remix-run/react'
import { ExternalLink, LogOut, Mail, Menu, UserRound } from 'lucide-react'
import { page } from '~/http/wrappers.server'
import { officeRooms } from '~/services/office.server'
import { Brand } from '~/ui/brand'
import { classes } from '~/ui/class-names'
import { useFrame } from '~/ui/frame'
import { Preferences } from '~/ui/preferences'
import { DemonstrationLine, SkipLink, Unread } from '~/ui/site'
import { useText } from '~/ui/text'

export const loader = page((actor) => officeRooms(actor))

/** The office of the organiser, of which a supervisor sees a part: the rooms on the left, the work on the right. */
export default function OrganiserPages() {
  const { t } = useText()
  const { actor, contest } = useFrame()
  const home = actor?.roles.includes('organiser')
    ? '/organiser'
    : actor?.roles.includes('supervisor')
      ? '/organiser/ranking'
      : '/review'
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <DemonstrationLine contest={contest} />
      <div className="flex flex-1 flex-col lg:flex-row">
        <aside className="shrink-0 bg-indigo-900 text-white lg:sticky lg:top-0 lg:h-dvh lg:w-54 lg:overflow-y-auto">
          <div className="flex items-center justify-between px-4 py-2 lg:px-5 lg:py-4">
            <Link to={home} className="flex min-h-11 items-center">
              <Brand dark />
            </Link>
            <details className="relative lg:hidden">
              <summary className="grid size-11 list-none place-items-center">
                <Menu aria-hidden className="size-6" />
                <span className="sr-only">{t('nav.menu')}</span>
              </summary>
              <div className="absolute top-full right-0 z-10 w-64 rounded bg-indigo-900 pb-3 shadow-float">
                <Rooms />
              </div>
            </details>
          </div>
          <div className="hidden lg:block">
            <Rooms />
          </div>
        </aside>
        <main id="content" className="min-w-0 flex-1 space-y-7 px-4 py-6 sm:px-8">
          <Outlet />
        </main>
      </div>
    </div>
  )
}

function Rooms() {
  const { t, said } = useText()
  const { stages, waiting } = useLoaderData<typeof loader>()
  const { actor, unread, large } = useFrame()
  const isOrganiser = actor?.roles.includes('organiser') ?? false
  const seesAll = isOrganiser || (actor?.roles.includes('supervisor') ?? false)
  const item = ({ isActive }: { isActive: boolean }) =>
    classes(
      'mx-3 flex min-h-11 items-center justify-between rounded px-3',
      isActive ? 'bg-indigo-700 font-bold' : 'text-indigo-100 hover:bg-indigo-800',
    )
  return (
    <>
      <nav aria-label={t('organiser.nav.label')}>
        {isOrganiser && (
          <>
            <NavLink to="/organiser" end className={item}>
              {t('organiser.nav.overview')}
            </NavLink>
            <NavLink to="/organiser/entries" className={item}>
              {t('organiser.nav.entries')}
              {waiting > 0 && <span>{waiting}</span>}
            </NavLink>
          </>
        )}
        <NavLink to="/review" className={item}>
          {t('organiser.nav.review')}
        </NavLink>
        <NavLink to="/organiser/figures" className={item}>
          {t('organiser.nav.figures')}
        </NavLink>
        {seesAll && (
          <>
            <NavLink to="/organiser/staff" className={item}>
              {t('organiser.nav.staff')}
            </NavLink>
            <NavLink to="/organiser/judges" className={item}>
              {t('organiser.nav.judges')}
            </NavLink>
            {stages.map(({ code, name }) => (
              <NavLink key={code} to={`/organiser/stages/${code}`} className={item}>
                {t('organiser.nav.stage', { stage: said(name) })}
              </NavLink>
            ))}
          </>
        )}
        {seesAll && (
          <NavLink to="/organiser/ranking" className={item}>
            {t('organiser.nav.ranking')}
          </NavLink>
        )}
        {isOrganiser && (
          <>
            <NavLink to="/organiser/accounts" className={item}>
              {t('organiser.nav.accounts')}
            </NavLink>
            <NavLink to="/organiser/outbox" className={item}>
              {t('organiser.nav.outbox')}
            </NavLink>
          </>
        )}
        {seesAll && (
          <NavLink to="/organiser/journal" className={item}>
            {t('organiser.nav.journal')}
          </NavLink>
        )}
      </nav>
      <div className="mx-6 my-3 border-t border-indigo-700" />
      <Link
        to="/"
        className="mx-3 flex min-h-11 items-center gap-2 rounded px-3 text-indigo-100 hover:bg-indigo-800"
      >
        <ExternalLink aria-hidden className="size-4" />
        {t('organiser.nav.site')}
      </Link>
      <Link
        to="/my/messages"
        className="mx-3 flex min-h-11 items-center gap-2 rounded px-3 text-indigo-100 hover:bg-indigo-800"
      >
        <Mail aria-hidden className="size-4" />
        {t('nav.messages')}
        <Unread count={unread} />
      </Link>
      <Link
        to="/account"
        className="mx-3 flex min-h-11 items-center gap-2 rounded px-3 text-indigo-100 hover:bg-indigo-800"
      >
        <UserRound aria-hidden className="size-4" />
        {t('nav.account')}
      </Link>
      <Form method="post" action="/signout" reloadDocument>
        <button className="mx-3 flex min-h-11 items-center gap-2 rounded px-3 text-indigo-100 hover:bg-indigo-800">
          <LogOut aria-hidden className="size-4" />
          {t('nav.signOut')}
        </button>
      </Form>
      <div className="px-4">
        <Preferences large={large} dark />
        <p className="px-2 py-2 text-sm text-indigo-100">{actor?.name}</p>
      </div>
    </>
  )
}
