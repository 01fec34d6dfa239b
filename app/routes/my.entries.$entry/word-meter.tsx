import { useText } from '~/ui/text'

/** How much of the text is written against the limits. Too short is no error while writing. */
export function WordMeter({ words, min, max }: { words: number; min: number; max: number }) {
  const { t, count } = useText()
  const scale = Math.max(max, words) * 1.05
  const at = (value: number) => (value / scale) * 600
  const verdict =
    words < min
      ? t('entry.wordsShort', { count: min - words })
      : words > max
        ? t('entry.wordsOver', { count: words - max })
        : t('entry.wordsFit')
  return (
    <div className="rounded border border-line bg-white p-4">
      <p className="flex flex-wrap justify-between gap-x-4">
        <b>{t('entry.wordsInAll', { count: words })}</b>
        <span className={words > max ? 'font-bold text-ochre' : 'text-ink-2'}>{verdict}</span>
      </p>
      <svg aria-hidden viewBox="0 0 600 12" preserveAspectRatio="none" className="mt-2 h-2.5 w-full">
        <rect width="600" height="8" className="fill-paper-2" />
        <rect x={at(min)} width={at(max) - at(min)} height="8" className="fill-jade/30" />
        <rect width={at(words)} height="8" className={words > max ? 'fill-ochre' : 'fill-indigo-600'} />
        <rect x={at(min)} width="2" height="12" className="fill-jade" />
      </svg>
      <p className="mt-1 text-sm text-meta">{t('entry.wordsRange', { min: count(min), max: count(max) })}</p>
    </div>
  )
}
