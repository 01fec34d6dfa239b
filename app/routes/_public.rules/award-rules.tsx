import type { Award, Contest } from '~/core/contest/setup'
import { useText } from '~/ui/text'

/** How many awards there are, and what an entry must reach besides its rank: from the rules themselves. */
export function AwardRules({ contest }: { contest: Pick<Contest, 'tracks' | 'awards'> }) {
  const { t, said } = useText()
  const conditions = ({ scope, count, minimum, ties }: Award) =>
    [
      t(scope === 'track' ? 'rules.awardCount' : 'rules.awardInDomain', { count }),
      minimum !== null && t('rules.awardMinimum', { minimum }),
      t(ties === 'hold' ? 'rules.awardHold' : 'rules.awardInclude'),
    ]
      .filter(Boolean)
      .join(t('common.and'))
  return (
    <section className="space-y-3">
      <h2 className="text-xl">{t('rules.awards')}</h2>
      <p className="text-ink-2">{t('rules.awardOrder')}</p>
      <ul className="grid gap-4 sm:grid-cols-2">
        {contest.tracks.map((track) => (
          <li key={track.code} className="rounded border border-line bg-white p-5">
            <h3 className="text-lg font-bold">{said(track.name)}</h3>
            <dl>
              {contest.awards
                .filter((award) => award.track === track.code)
                .map((award) => (
                  <div
                    key={award.code}
                    className="flex flex-wrap justify-between gap-x-4 border-t border-line py-2 first:border-0"
                  >
                    <dt className="font-bold">{said(award.name)}</dt>
                    <dd className="text-ink-2">{conditions(award)}</dd>
                  </div>
                ))}
            </dl>
          </li>
        ))}
      </ul>
    </section>
  )
}
