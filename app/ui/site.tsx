import { Form, Link, NavLink } from '@remix-run/react'
import { LogOut, Menu } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Role } from '~/core/access/actor'
import type { Localized } from '~/core/contest/localized'
import { Brand } from './brand'
import { classes } from './class-names'
import { Preferences } from './preferences'
import { useText } from './text'

/** What the frame around a page knows, whatever the page. */
export type Frame = {
  readonly actor: { readonly name: string; readonly roles: readonly Role[] } | null
  /** How many messages the member has not read. */
  readonly unread: number
  readonly large: boolean
  readonly contest: { readonly name: Localized; readonly demonstration: boolean } | null
}

/** Where each role works. */
const ROOMS = [
  { role: 'contestant', to: '/my', label: 'nav.my' },
  { role: 'judge', to: '/judge', label: 'nav.judge' },
  { role: 'organiser', to: '/organiser', label: 'nav.organiser' },
  { role: 'supervisor', to: '/organiser/ranking', label: 'nav.supervisor' },
  { role: 'reviewer', to: '/review', label: 'nav.review' },
] as const satisfies readonly { role: Role; to: string; label: string }[]

const PAGES = [
  { to: '/', label: 'nav.home' },
  { to: '/rules', label: 'nav.rules' },
  { to: '/results', label: 'nav.results' },
] as const

export function SkipLink() {
  const { t } = useText()
  return (
    <a
      href="#content"
      className="sr-only focus:not-sr-only focus:absolute focus:z-10 focus:bg-white focus:p-3"
    >
      {t('skip')}
    </a>
  )
}

/** Says on every page of a demonstration that nothing in it is real. */
export function DemonstrationLine({ contest }: Pick<Frame, 'contest'>) {
  const { t } = useText()
  if (!contest?.demonstration) return null
  return <p className="bg-amber-50 px-4 py-1 text-center text-xs text-amber-ink">{t('demonstration')}</p>
}

/** The number beside an entry of the menu; nothing where nothing is unread. */
export function Unread({ count }: { count: number }) {
  const { t } = useText()
  if (count === 0) return null
  return (
    <span className="ml-1.5 rounded-full bg-indigo-100 px-2 text-sm font-bold text-indigo-900 tabular-nums">
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <span className="sr-only">{t('nav.unread', { count })}</span>
    </span>
  )
}

export function SiteHeader({ actor, unread, large, contest, dark = false }: Frame & { dark?: boolean }) {
  const { t } = useText()
  const item = ({ isActive }: { isActive: boolean }) =>
    classes(
      'flex min-h-11 items-center border-b-2 px-1',
      isActive ? 'border-current font-bold' : 'border-transparent hover:border-current/40',
    )
  const links = (
    <>
      {PAGES.map(({ to, label }) => (
        <NavLink key={to} to={to} end={to === '/'} className={item}>
          {t(label)}
        </NavLink>
      ))}
      {ROOMS.filter(({ role }) => actor?.roles.includes(role)).map(({ to, label }) => (
        <NavLink key={to} to={to} end={to === '/my'} className={item}>
          {t(label)}
        </NavLink>
      ))}
      {actor && (
        <>
          <NavLink to="/my/messages" className={item}>
            {t('nav.messages')}
            <Unread count={unread} />
          </NavLink>
          <NavLink to="/account" className={item}>
            {t('nav.account')}
          </NavLink>
        </>
      )}
      {actor ? (
        <Form method="post" action="/signout" reloadDocument>
          <button className="flex min-h-11 items-center gap-1.5 px-1">
            <LogOut aria-hidden className="size-4" />
            {t('nav.signOut')}
          </button>
        </Form>
      ) : (
        <NavLink to="/signin" className={item}>
          {t('nav.signIn')}
        </NavLink>
      )}
    </>
  )
  return (
    <header
      className={classes('relative', dark ? 'bg-indigo-800 text-white' : 'border-b border-line bg-white')}
    >
      <DemonstrationLine contest={contest} />
      <div className="mx-auto flex max-w-300 items-center justify-between gap-4 px-4 py-2 sm:px-6">
        <Link to="/" className="flex min-h-11 items-center">
          <Brand dark={dark} />
        </Link>
        <div className="flex items-center gap-3">
          <nav aria-label={t('nav.label')} className="hidden items-center gap-6 lg:flex">
            {links}
          </nav>
          <Preferences large={large} dark={dark} />
          {/* A details element, so that the menu opens without JavaScript. */}
          <details className="lg:hidden">
            <summary className="grid size-11 list-none place-items-center rounded">
              <Menu aria-hidden className="size-6" />
              <span className="sr-only">{t('nav.menu')}</span>
            </summary>
            <nav
              aria-label={t('nav.label')}
              className="absolute inset-x-0 top-full z-10 flex flex-col border-b border-line bg-white px-6 py-3 text-ink shadow-float"
            >
              {links}
            </nav>
          </details>
        </div>
      </div>
    </header>
  )
}

export function SiteFooter({ contest }: Pick<Frame, 'contest'>) {
  const { t, said } = useText()
  return (
    <footer className="mt-auto border-t border-line bg-paper-2 text-sm text-meta">
      <div className="mx-auto flex max-w-300 flex-wrap justify-between gap-x-8 gap-y-2 px-4 py-5 sm:px-6">
        <span>{contest ? said(contest.name) : t('brand')}</span>
        <Link to="/verify" className="underline underline-offset-4">
          {t('titles.verify')}
        </Link>
        {contest?.demonstration && <span>{t('demonstration')}</span>}
      </div>
    </footer>
  )
}

/** A page of the public or the contestant's part: header, content, footer. */
export function SitePage({ frame, dark, children }: { frame: Frame; dark?: boolean; children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <SiteHeader {...frame} dark={dark ?? false} />
      <main id="content" className="flex-1">
        {children}
      </main>
      <SiteFooter contest={frame.contest} />
    </div>
  )
}

/** The column a page's text stands in. */
export function Column({ children, narrow = false }: { children: ReactNode; narrow?: boolean }) {
  return (
    <div
      className={classes('mx-auto space-y-8 px-4 py-8 sm:px-6 sm:py-10', narrow ? 'max-w-xl' : 'max-w-300')}
    >
      {children}
    </div>
  )
}

export function PageTitle({ children, above }: { children: ReactNode; above?: ReactNode }) {
  return (
    <div>
      {above && <p className="text-sm text-meta">{above}</p>}
      <h1 className="text-2xl">{children}</h1>
    </div>
  )
}
