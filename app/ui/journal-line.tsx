import type { zhCN } from '~/text/zh-CN'
import { useText } from './text'

type Catalogue = typeof zhCN

export type ShownLine = {
  readonly id: string
  readonly at: Date
  readonly actor: string | null
  readonly act: keyof Catalogue['journal']
  readonly details: Readonly<Record<string, string | number>>
}

/** What a journal line tells beside the act, in words. */
export function JournalDetails({ details }: Pick<ShownLine, 'details'>) {
  const { t } = useText()
  return (
    <>
      {Object.entries(details).map(([key, value]) => (
        <span key={key} className="mr-3 inline-block">
          {t(`journalDetail.${key as keyof Catalogue['journalDetail']}`)}{' '}
          <span className="break-all">{key === 'scorebook' ? String(value).slice(0, 12) : value}</span>
        </span>
      ))}
    </>
  )
}
