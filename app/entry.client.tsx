import { RemixBrowser } from '@remix-run/react'
import { StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { isLanguage } from '~/core/contest/localized'
import { textIn } from '~/text/i18n'

const { lang } = document.documentElement

// Not in a transition: React 18 then hydrates in slices, and a key pressed between two of them can end in its error
// 345. In one piece nobody can type into a page that is half awake.
void textIn(isLanguage(lang) ? lang : 'zh-CN').then((i18n) => {
  hydrateRoot(
    document,
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <RemixBrowser />
      </I18nextProvider>
    </StrictMode>,
  )
})
