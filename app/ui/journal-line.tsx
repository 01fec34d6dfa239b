import type { Role } from '~/core/access/actor'
import type { Localized } from '~/core/contest/localized'
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

/** What a journal line tells beside the act, in words; `names` are those of the contest's parts by their codes. */
export function JournalDetails({
  details,
  names,
}: Pick<ShownLine, 'details'> & { names: Readonly<Record<string, Localized>> }) {
  const { t, said } = useText()
  const shown = (key: string, value: string | number) => {
    if (key === 'scorebook') return String(value).slice(0, 12)
    if (key === 'role') return t(`role.${value as Role}`)
    const name = names[value]
    return name ? said(name) : value
  }
  return (
    <>
      {Object.entries(details).map(([key, value]) => (
        <span key={key} className="mr-3 inline-block">
          {t(`journalDetail.${key as keyof Catalogue['journalDetail']}`)}{' '}
          <span className="break-all">{shown(key, value)}</span>
        </span>
      ))}
    </>
  )
}
