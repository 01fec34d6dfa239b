import { Form, Link, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { z } from 'zod'
import { fault } from '~/core/access/fault'
import { prefectureName } from '~/core/contest/divisions'
import { workQueryOf } from '~/http/work-query.server'
import { form, page } from '~/http/wrappers.server'
import { writeToEntrants } from '~/services/broadcasts.server'
import { workList } from '~/services/review-desk.server'
import { Button } from '~/ui/button'
import { classes } from '~/ui/class-names'
import { FormFaults, TextArea, TextField } from '~/ui/field'
import { useSchemaForm } from '~/ui/form'
import { useFrame } from '~/ui/frame'
import { Notice } from '~/ui/notice'
import { TableFrame } from '~/ui/office'
import { Column, PageTitle, SitePage } from '~/ui/site'
import { EntryStateMark } from '~/ui/state-mark'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'

const Write = z.object({
  key: z.uuid(),
  subject: z
    .string({ error: fault('required') })
    .trim()
    .min(1, fault('required'))
    .max(80, fault('tooLong', { max: 80 })),
  text: z
    .string({ error: fault('required') })
    .trim()
    .min(1, fault('required'))
    .max(1000, fault('tooLong', { max: 1000 })),
})

export const loader = page(async (actor, _params, { url }) => {
  const asked = Number(url.searchParams.get('page') ?? '1')
  const list = await workList(actor, workQueryOf(url), Number.isInteger(asked) && asked > 0 ? asked : 1)
  return { ...list, key: crypto.randomUUID() }
})

export const action = form(Write, async (actor, message, _params, { url }) => ({
  written: await writeToEntrants(actor, workQueryOf(url), message),
}))

export const meta = titled('reviewList')

const SELECT = 'min-h-11 min-w-0 rounded border border-line-2 bg-white px-2'
const VIEWS = ['waiting', 'endorsed', 'returned', 'accepted', 'refused', 'all'] as const

/** The work list. Its filters are its address, so that a list can be kept, sent and come back to. */
export default function WorkList() {
  const { t, said, moment } = useText()
  const list = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const view = search.get('view') ?? 'waiting'
  const to = (changes: Record<string, string>) => {
    const next = new URLSearchParams(search)
    next.delete('page')
    for (const [name, value] of Object.entries(changes)) next.set(name, value)
    return `?${next.toString()}`
  }
  const options = [
    ['track', t('review.anyTrack'), list.tracks],
    ['domain', t('review.anyDomain'), list.serviceDomains],
    ['unit', t('review.anyUnit'), list.recommendingUnits],
  ] as const
  return (
    <SitePage frame={useFrame()}>
      <Column>
        <PageTitle
          above={t('review.area', {
            area: (list.area && prefectureName(list.area)) ?? t('review.province'),
          })}
        >
          {t('review.title')}
        </PageTitle>
        <nav aria-label={t('review.title')} className="flex flex-wrap gap-2">
          {VIEWS.map((each) => (
            <Link
              key={each}
              to={to({ view: each })}
              aria-current={each === view ? 'page' : undefined}
              className={classes(
                'flex min-h-11 items-center gap-2 rounded border px-4',
                each === view
                  ? 'border-indigo-700 bg-indigo-700 font-bold text-white'
                  : 'border-line-2 bg-white',
              )}
            >
              {t(`review.view.${each}`)} <span className="tabular-nums">{list.counts[each]}</span>
            </Link>
          ))}
        </nav>
        <Form role="search" key={search.toString()} className="flex flex-wrap gap-3">
          <input type="hidden" name="view" value={view} />
          {options.map(([name, any, choices]) => (
            <select
              key={name}
              name={name}
              aria-label={any}
              defaultValue={search.get(name) ?? ''}
              className={SELECT}
            >
              <option value="">{any}</option>
              {choices.map(({ code, name: label }) => (
                <option key={code} value={code}>
                  {said(label)}
                </option>
              ))}
            </select>
          ))}
          <input
            name="search"
            aria-label={t('review.search')}
            placeholder={t('review.search')}
            defaultValue={search.get('search') ?? ''}
            className={classes(SELECT, 'w-64')}
          />
          <Button>{t('review.find')}</Button>
        </Form>
        {list.lines.length === 0 ? (
          <p className="rounded border border-line bg-white p-6">
            {t(view === 'waiting' && !search.get('search') ? 'review.none' : 'review.empty')}
          </p>
        ) : (
          <TableFrame label={t('review.title')}>
            <thead>
              <tr>
                <th scope="col">{t('review.entryTitle')}</th>
                <th scope="col">{t('review.entrant')}</th>
                <th scope="col">{t('review.unit')}</th>
                <th scope="col">{t('review.submittedAt')}</th>
                <th scope="col">{t('organiser.entries.state')}</th>
              </tr>
            </thead>
            <tbody>
              {list.lines.map((line) => (
                <tr key={line.id} className="relative hover:bg-paper">
                  <th scope="row" className="min-w-48">
                    <Link
                      to={`/review/${line.id}?${search.toString()}`}
                      className="text-indigo-800 after:absolute after:inset-0"
                    >
                      {line.title || t('my.untitled')}
                    </Link>
                    {line.copies > 0 && (
                      <span className="ml-2 rounded border border-amber/40 bg-amber-50 px-2 text-sm font-normal whitespace-nowrap text-amber-ink">
                        {t('review.copies', { count: line.copies })}
                      </span>
                    )}
                  </th>
                  <td className="min-w-32">
                    {line.entrant}
                    <span className="block text-sm text-meta">{said(line.track)}</span>
                  </td>
                  <td className="min-w-28">{line.recommendingUnit && said(line.recommendingUnit)}</td>
                  <td className="whitespace-nowrap text-meta">
                    {line.submittedAt && moment(line.submittedAt)}
                    <span className="block text-sm">{t('review.version', { number: line.version })}</span>
                  </td>
                  <td>
                    <EntryStateMark state={line.state} />
                  </td>
                </tr>
              ))}
            </tbody>
          </TableFrame>
        )}
        {list.pages > 1 && (
          <nav aria-label={t('review.pageOf', list)} className="flex items-center gap-4">
            {list.page > 1 && (
              <Link to={to({ page: String(list.page - 1) })} className="flex min-h-11 items-center underline">
                {t('review.previousPage')}
              </Link>
            )}
            <span>{t('review.pageOf', list)}</span>
            {list.page < list.pages && (
              <Link to={to({ page: String(list.page + 1) })} className="flex min-h-11 items-center underline">
                {t('review.nextPage')}
              </Link>
            )}
          </nav>
        )}
        {list.mayWrite && list.total > 0 && <WriteForm count={list.total} formKey={list.key} />}
      </Column>
    </SitePage>
  )
}

/** A message to everybody in the list as it is filtered. The key makes a second tap send nothing. */
function WriteForm({ count, formKey }: { count: number; formKey: string }) {
  const { t } = useText()
  const answer = useActionData<typeof action>()
  const [write, fields] = useSchemaForm(Write, { id: 'write', reply: answer?.reply })
  return (
    <details
      open={answer?.reply ? true : undefined}
      className="rounded border border-line bg-white px-5 py-2"
    >
      <summary className="flex min-h-11 list-none items-center text-indigo-700 underline underline-offset-4">
        {t('review.write', { count })}
      </summary>
      <Form
        method="post"
        id={write.id}
        noValidate
        onSubmit={write.onSubmit}
        className="max-w-xl space-y-4 py-4"
      >
        <FormFaults errors={write.errors} />
        <input type="hidden" name="key" defaultValue={formKey} />
        <TextField field={fields.subject} label={t('review.writeSubject')} />
        <TextArea field={fields.text} label={t('review.writeText')} rows={5} />
        <Button look="binding">{t('review.writeButton')}</Button>
      </Form>
      {answer?.done && <Notice tone="done">{t('review.written', { count: answer.done.written })}</Notice>}
    </details>
  )
}
