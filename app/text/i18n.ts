import { createInstance, type i18n } from 'i18next'
import type { Language } from '~/core/contest/localized'
import type { Catalogue } from './catalogue'
import type { zhCN } from './zh-CN'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof zhCN }
  }
}

/** Only the catalogue that is shown is loaded in the browser. */
const CATALOGUES = {
  'zh-CN': async () => (await import('./zh-CN')).zhCN,
  en: async () => (await import('./en')).en,
} satisfies Record<Language, () => Promise<Catalogue | typeof zhCN>>

/** The texts of one language, ready to be asked. */
export async function textIn(language: Language): Promise<i18n> {
  const instance = createInstance()
  await instance.init({
    lng: language,
    resources: { [language]: { translation: await CATALOGUES[language]() } },
    interpolation: { escapeValue: false },
    returnEmptyString: false,
  })
  return instance
}
