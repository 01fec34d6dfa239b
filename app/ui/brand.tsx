import { useText } from './text'
import { classes } from './class-names'

/** The product's mark and name. */
export function Brand({ dark = false }: { dark?: boolean }) {
  const { t } = useText()
  return (
    <span className="inline-flex items-center gap-2.5">
      <span
        aria-hidden
        className={classes(
          'grid size-8 place-items-center rounded font-serif text-lg font-bold',
          dark ? 'bg-paper text-indigo-900' : 'bg-indigo-700 text-white',
        )}
      >
        {t('brandMark')}
      </span>
      <span className="font-serif text-xl font-bold">{t('brand')}</span>
    </span>
  )
}
