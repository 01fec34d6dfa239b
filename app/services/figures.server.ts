import { areaOf, type Actor } from '~/core/access/actor'
import { allow } from '~/core/access/permissions'
import { PREFECTURES, prefectureName } from '~/core/contest/divisions'
import type { EntryState } from '~/core/entrants/entry'
import { db } from '~/data/db.server'
import { countByDay, countEntries } from '~/data/reviews.server'
import { requireContest } from './contest.server'

/** States that count as registered: whatever was submitted, whatever became of it. */
const isRegistered = (state: EntryState) => state !== 'draft'

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

/** How registration goes: by prefecture, by service domain and track, and day by day. A prefecture's reviewer sees its own. */
export async function figures(actor: Actor) {
  const member = allow(actor, 'read reviews')
  const contest = await requireContest(db())
  const area = areaOf(member)
  const [groups, days] = await Promise.all([
    countEntries(db(), contest.id, area),
    countByDay(db(), contest.id, area),
  ])
  const count = (of: (group: (typeof groups)[number]) => boolean) =>
    sum(groups.filter(of).map((group) => group.count))
  const registered = groups.filter(({ state }) => isRegistered(state))
  const tracksOf = (of: (group: (typeof groups)[number]) => boolean) =>
    contest.tracks.map(({ id }) =>
      sum(registered.filter((group) => group.trackId === id && of(group)).map((group) => group.count)),
    )
  const areas = [...PREFECTURES.map(({ code }) => code), null].filter(
    (code) => area === undefined || code === area,
  )
  return {
    registered: sum(registered.map((group) => group.count)),
    drafts: count(({ state }) => state === 'draft'),
    states: (
      ['submitted', 'returned', 'endorsed', 'accepted', 'refused', 'withdrawn', 'disqualified'] as const
    ).map((state) => ({ state, count: count((group) => group.state === state) })),
    tracks: contest.tracks.map(({ code, name }) => ({ code, name })),
    prefectures: areas.map((prefecture) => ({
      prefecture,
      tracks: tracksOf((group) => group.prefecture === prefecture),
    })),
    serviceDomains: contest.serviceDomains.map(({ id, name }) => ({
      name,
      tracks: tracksOf((group) => group.serviceDomainId === id),
    })),
    days,
  }
}

/** A cell as spreadsheets read it: quoted, and never the beginning of a formula. */
const cell = (text: string | number) =>
  `"${String(text)
    .replace(/^[=+\-@\t\r]/, "'$&")
    .replaceAll('"', '""')}"`

/** The same as a table for spreadsheets, with the mark by which Excel knows UTF-8. */
export async function figuresTable(actor: Actor) {
  const { tracks, prefectures, serviceDomains, days } = await figures(actor)
  const names = tracks.map(({ name }) => name['zh-CN'])
  const rows: (string | number)[][] = [
    ['推荐市州', ...names],
    ...prefectures.map(({ prefecture, tracks: values }) => [
      (prefecture && prefectureName(prefecture)) ?? '省直、高校与贵安新区',
      ...values,
    ]),
    [],
    ['服务领域', ...names],
    ...serviceDomains.map(({ name, tracks: values }) => [name['zh-CN'], ...values]),
    [],
    ['日期', '新提交'],
    ...days.map(({ day, count }) => [day, count]),
  ]
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}
