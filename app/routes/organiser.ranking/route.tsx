import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Download } from 'lucide-react'
import { PublishResults } from '~/core/contest/publication'
import { form, page } from '~/http/wrappers.server'
import { publish, rankingDesk } from '~/services/results.server'
import { FormFaults } from '~/ui/field'
import { Notice } from '~/ui/notice'
import { OfficeHead } from '~/ui/office'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'
import { Publish } from './publish'
import { Standings } from './standings'

export const loader = page((actor) => rankingDesk(actor))

export const action = form(PublishResults, async (actor, { digest, marksPublic }) => {
  await publish(actor, { digest, marksPublic: marksPublic === 'on' })
  // Back to the top, where the published version stands.
  return redirect('/organiser/ranking')
})

export const meta = titled('ranking')

export default function RankingPage() {
  const { t, said, moment } = useText()
  const desk = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const { tracks, rows, result, unchanged, held, faults, awards, mayPublish } = desk
  const award = (code: string) => {
    const found = awards.find((each) => each.code === code)
    return found ? said(found.name) : code
  }
  return (
    <>
      <OfficeHead title={t('organiser.ranking.title')} />
      <FormFaults errors={reply?.error?.['']} />
      {result && (
        <Notice
          tone={unchanged ? 'done' : 'waiting'}
          title={t('organiser.ranking.inForce', { number: result.number, date: moment(result.publishedAt) })}
        >
          <p>{t(unchanged ? 'organiser.ranking.unchanged' : 'organiser.ranking.changed')}</p>
          <p>{t(`organiser.ranking.${result.marksPublic ? 'marksPublicYes' : 'marksPublicNo'}`)}</p>
          <p className="text-sm break-all">
            <code>{result.scorebookSha256}</code>
          </p>
          {result.signed && (
            <p className="flex flex-wrap gap-3 pt-1">
              {(['full', 'public'] as const).map((scope) => (
                <a
                  key={scope}
                  href={`/bundles/${result.number}/${scope}`}
                  className="inline-flex min-h-11 items-center gap-2 font-bold text-indigo-700 underline underline-offset-4"
                >
                  <Download aria-hidden className="size-4" />
                  {t(`organiser.ranking.${scope}Bundle`)}
                </a>
              ))}
            </p>
          )}
        </Notice>
      )}
      {faults.length > 0 && (
        <Notice tone="fault" title={t('organiser.ranking.check.faulty')}>
          <ul className="text-sm">
            {faults.map(({ path, message }) => (
              <li key={path + message}>
                <code>{path}</code> {message}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {held.map(({ award: code, entries }) => (
        <Notice key={code + entries.join()} tone="waiting">
          {t('organiser.ranking.held', { award: award(code), entries: entries.join(t('common.and')) })}
        </Notice>
      ))}
      {rows.length === 0 ? (
        <p className="rounded border border-line bg-white p-6">{t('organiser.ranking.empty')}</p>
      ) : (
        tracks.map((track) => <Standings key={track.code} desk={desk} track={track} award={award} />)
      )}
      {mayPublish && rows.length > 0 && <Publish desk={desk} reply={reply} />}
    </>
  )
}
