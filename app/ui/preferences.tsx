import { useLocation } from '@remix-run/react'
import { useText } from './text'
import { classes } from './class-names'

/** The two switches on every page: language and size of type. Plain forms, so they work without JavaScript. */
export function Preferences({ large, dark = false }: { large: boolean; dark?: boolean }) {
  const { t, language } = useText()
  const { pathname, search } = useLocation()
  const look = classes(
    'min-h-11 rounded px-2 text-sm',
    dark ? 'text-indigo-100 hover:bg-indigo-700' : 'text-ink-2 hover:bg-paper-2',
  )
  return (
    <form
      method="post"
      action="/preferences"
      aria-label={t('preferences.label')}
      className="flex items-center"
    >
      <input type="hidden" name="next" value={pathname + search} />
      <button name="size" value={large ? 'normal' : 'large'} className={look}>
        {large ? t('preferences.normal') : t('preferences.large')}
      </button>
      <button
        name="language"
        value={language === 'en' ? 'zh-CN' : 'en'}
        lang={language === 'en' ? 'zh-CN' : 'en'}
        className={look}
      >
        {t('preferences.language')}
      </button>
    </form>
  )
}
