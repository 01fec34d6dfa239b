import type { MetaFunction } from '@remix-run/node'
import { inLanguage, type Language } from '~/core/contest/localized'
import type { zhCN } from '~/text/zh-CN'
import type { Frame } from './site'

type Titled = Pick<Frame, 'contest'> & {
  readonly language: Language
  readonly titles: Readonly<Record<keyof (typeof zhCN)['titles'], string>>
}

/** The document's title: the page, then the contest. */
export const titled =
  (page: keyof Titled['titles']): MetaFunction =>
  ({ matches }) => {
    const root = matches.find(({ id }) => id === 'root')?.data as Titled | undefined
    const contest = root?.contest && inLanguage(root.contest.name, root.language)
    return [{ title: [root?.titles[page], contest ?? 'Gongping'].filter(Boolean).join(' - ') }]
  }
