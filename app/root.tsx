import type { LinksFunction } from '@remix-run/node'
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { languageOf, sizeOf } from '~/http/session.server'
import { page } from '~/http/wrappers.server'
import { contestInBrief } from '~/services/contest.server'
import { unreadMessages } from '~/services/messages.server'
import { textIn } from '~/text/i18n'
import { ErrorPage } from '~/ui/error-page'
import { keepPage } from '~/ui/kept-form'
import { useNonce } from '~/ui/nonce'
import styles from '~/ui/styles.css?url'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

export const loader = page(async (actor, _params, { request }) => {
  const language = await languageOf(request)
  const text = await textIn(language)
  return {
    actor: actor && { name: actor.name, roles: actor.roles },
    unread: await unreadMessages(actor),
    language,
    large: (await sizeOf(request)) === 'large',
    contest: await contestInBrief(),
    // Titles are made outside the components, so the texts for them come with the data.
    titles: text.t('titles', { returnObjects: true }),
  }
})

/** A form that could not be sent stays on the screen: nothing above it may fail for want of the same network. */
export const shouldRevalidate = keepPage

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
]

export const meta = titled('home')

export function Layout({ children }: { children: ReactNode }) {
  const { language } = useText()
  const nonce = useNonce()
  const large = useRouteLoaderData<typeof loader>('root')?.large
  return (
    <html lang={language} className={large ? 'large' : undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#22365a" />
        <meta name="format-detection" content="telephone=no" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function App() {
  return <Outlet />
}

export function ErrorBoundary() {
  return <ErrorPage />
}
