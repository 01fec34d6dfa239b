import { Link } from '@remix-run/react'
import type { Localized } from '~/core/contest/localized'
import { Card, TableFrame } from '~/ui/office'
import { useText } from '~/ui/text'
import type { rankingDesk } from '~/services/results.server'

export type Desk = Awaited<ReturnType<typeof rankingDesk>>
type Props = { desk: Desk; track: { code: string; name: Localized }; award: (code: string) => string }

/** The ranking of one track as it stands, with the reason of each place that a tie-break decided. */
export function Standings({ desk, track, award }: Props) {
  const { t, said, share } = useText()
  const { stages, serviceDomains } = desk
  const rows = desk.rows.filter((row) => row.track === track.code)
  const name = (list: readonly { code: string; name: Localized }[], code: string | null) => {
    const found = list.find((each) => each.code === code)
    return found ? said(found.name) : (code ?? '')
  }
  const decided = (tieBreak: string) => {
    const [by = '', stage = ''] = tieBreak.split(':')
    const at = { stage: name(stages, stage) }
    switch (by) {
      case 'stage':
        return t('organiser.ranking.tieStage', at)
      case 'criterion':
        return t('organiser.ranking.tieCriterion', at)
      case 'untrimmed':
        return t('organiser.ranking.tieUntrimmed', at)
      case 'head-to-head':
        return t('organiser.ranking.tieHeadToHead', at)
      case 'lot':
        return t('organiser.ranking.tieLot')
      default:
        return t('organiser.ranking.tieExact')
    }
  }
  const shared = (rank: number | null) => rank !== null && rows.filter((row) => row.rank === rank).length > 1
  return (
    <section className="space-y-3">
      <h2 className="text-lg">{said(track.name)}</h2>
      {rows.length === 0 ? (
        <Card>
          <p className="text-meta">{t('organiser.ranking.empty')}</p>
        </Card>
      ) : (
        <TableFrame label={said(track.name)}>
          <thead>
            <tr>
              <th scope="col" className="text-right">
                {t('organiser.ranking.rank')}
              </th>
              <th scope="col">{t('organiser.ranking.entry')}</th>
              <th scope="col">{t('organiser.ranking.entrant')}</th>
              <th scope="col">{t('organiser.ranking.serviceDomain')}</th>
              <th scope="col" className="text-right">
                {t('organiser.ranking.domainRank')}
              </th>
              {stages.map(({ code, name: stage, weight }) => (
                <th key={code} scope="col" className="text-right">
                  {said(stage)} {share(weight)}
                </th>
              ))}
              <th scope="col" className="text-right">
                {t('organiser.ranking.final')}
              </th>
              <th scope="col">{t('organiser.ranking.award')}</th>
              <th scope="col">{t('organiser.ranking.tieBreak')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td className="text-right text-lg font-bold">{row.rank}</td>
                <th scope="row" className="min-w-56">
                  {desk.mayPublish ? (
                    <Link
                      to={`/organiser/entries/${row.entryId ?? ''}`}
                      className="text-indigo-800 hover:underline"
                    >
                      {row.title}
                    </Link>
                  ) : (
                    row.title
                  )}
                  <span className="flex flex-wrap gap-x-3 text-sm font-normal text-meta">
                    {row.id}
                    <Link
                      to={`/organiser/ranking/${row.id}`}
                      className="text-indigo-700 underline underline-offset-4"
                    >
                      {t('organiser.ranking.breakdown')}
                    </Link>
                  </span>
                </th>
                <td className="min-w-32">{row.entrant}</td>
                <td className="min-w-32">{name(serviceDomains, row.serviceDomain)}</td>
                <td className="text-right">{row.serviceDomainRank}</td>
                {stages.map(({ code }) => (
                  <td key={code} className="text-right">
                    {row.stages[code]?.mark}
                    {row.stages[code] && row.stages[code].deducted !== '0' && (
                      <span className="block text-sm text-ochre">&minus;{row.stages[code].deducted}</span>
                    )}
                  </td>
                ))}
                <td className="text-right text-lg font-bold">{row.final}</td>
                <td className="whitespace-nowrap">
                  {row.state === 'ranked' ? (
                    row.awards.map(award).join(t('common.and'))
                  ) : (
                    <span className={row.state === 'incomplete' ? 'font-bold text-ochre' : 'text-meta'}>
                      {t(`organiser.ranking.state.${row.state}`)} {row.stage && name(stages, row.stage)}
                    </span>
                  )}
                </td>
                <td className="text-sm text-meta">
                  {[row.tieBreak && decided(row.tieBreak), shared(row.rank) && t('organiser.ranking.tied')]
                    .filter(Boolean)
                    .join(t('common.and'))}
                </td>
              </tr>
            ))}
          </tbody>
        </TableFrame>
      )}
    </section>
  )
}
