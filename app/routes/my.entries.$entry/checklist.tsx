import { ChevronRight, CircleCheck } from 'lucide-react'
import type { Lack } from '~/core/entrants/requirements'
import { useText } from '~/ui/text'

/** What is missing before the entry can be submitted; each line leads to its field. */
export function Checklist({
  missing,
  idOf,
}: {
  missing: readonly Lack[]
  idOf: (place: Lack['field']) => string
}) {
  const { t, lackText } = useText()
  return (
    <section
      id="missing"
      aria-live="polite"
      className="rounded border border-line bg-white p-5 lg:sticky lg:top-6 lg:max-h-[80dvh] lg:overflow-y-auto"
    >
      {missing.length === 0 ? (
        <p className="flex items-center gap-2 font-bold text-jade-ink">
          <CircleCheck aria-hidden className="size-5" />
          {t('entry.complete')}
        </p>
      ) : (
        <>
          <h2 className="text-lg">{t('entry.checklist', { count: missing.length })}</h2>
          <p className="text-sm text-meta">{t('entry.checklistHint')}</p>
          <ul className="mt-3">
            {missing.map((lack) => (
              <li key={lack.code} className="border-t border-line">
                <a
                  href={`#${idOf(lack.field)}`}
                  className="flex min-h-11 items-center justify-between gap-2 text-indigo-700"
                >
                  <span className="underline underline-offset-4">{lackText(lack)}</span>
                  <ChevronRight aria-hidden className="size-4 shrink-0" />
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
