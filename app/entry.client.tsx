import { RemixBrowser } from '@remix-run/react'
import { StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { isLanguage } from '~/core/contest/localized'
import { textIn } from '~/text/i18n'

const { lang } = document.documentElement

/**
 * Remix decodes the data of the page inside its first render, which suspends meanwhile, with no boundary above it. React
 * 18 answers a key or a click in that moment with its error 345, and the page stays dead. Asked for once before React
 * is, the data is there when hydration begins.
 */
async function decoded() {
  try {
    RemixBrowser({})
  } catch (pending) {
    await pending
  }
}

// Not in a transition: in one piece nobody can type into a page that is half awake.
void Promise.all([textIn(isLanguage(lang) ? lang : 'zh-CN'), decoded()]).then(([i18n]) => {
  hydrateRoot(
    document,
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <RemixBrowser />
      </I18nextProvider>
    </StrictMode>,
  )
})
