import { Form, Link, useActionData, useSearchParams } from '@remix-run/react'
import { SECTIONS } from '~/core/entrants/draft'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { EntryHistory } from '~/ui/entry-history'
import { useText } from '~/ui/text'
import type { Answered, Opened } from './opened'

/** What was submitted: near copies first, then who, then the text as it will be judged, then what became of it. */
export function CaseSheet({ opened }: { opened: Opened }) {
  const { t } = useText()
  const [search] = useSearchParams()
  const { entry, copies, people, history } = opened
  return (
    <div className="space-y-6 bg-paper-2 px-4 py-6 sm:px-8">
      {copies.length > 0 && (
        <Notice tone="waiting" title={t('review.similar')}>
          <ul>
            {copies.map(({ id, title, percent }) => (
              <li key={id}>
                <Link
                  to={`/review/${id}?${search.toString()}`}
                  className="flex min-h-11 items-center underline"
                >
                  {t('review.similarLine', { percent, title })}
                </Link>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <article className="rounded border border-line bg-sheet px-6 py-6 md:px-10">
        <h2 className="text-xl">{entry.content.title}</h2>
        {SECTIONS.map((section) => (
          <section key={section} className="mt-5">
            <h3 className="text-lg">{t(`entry.section.${section}`)}</h3>
            {entry.content[section].split(/\n+/).map((paragraph, at) => (
              <p key={at} className="mt-1 indent-8 font-serif leading-7 break-words">
                {paragraph}
              </p>
            ))}
          </section>
        ))}
      </article>
      <section className="space-y-2">
        <h2 className="text-lg">{t('review.history')}</h2>
        <EntryHistory history={history} />
      </section>
      {people
        .filter(({ documentMasked }) => documentMasked !== null)
        .map((person) => (
          <Reveal key={person.id} person={person} />
        ))}
    </div>
  )
}

/** The whole identity number, for a reason that the journal keeps. */
function Reveal({ person }: { person: Opened['people'][number] }) {
  const { t } = useText()
  const done = useActionData<Answered>()?.done
  const id = `reveal-${person.id}`
  return (
    <details className="rounded border border-line bg-white px-4 py-1">
      <summary className="flex min-h-11 list-none items-center gap-3">
        <span className="text-indigo-700 underline underline-offset-4">{t('review.reveal')}</span>
        {person.name} {person.documentMasked}
      </summary>
      <Form method="post" className="flex flex-wrap items-end gap-3 pb-3">
        <input type="hidden" name="intent" value="reveal" />
        <input type="hidden" name="participant" value={person.id} />
        <label htmlFor={id} className="text-sm">
          {t('review.revealReason')} {t('review.revealNote')}
          <input
            id={id}
            name="reason"
            required
            maxLength={500}
            className="block min-h-11 rounded border border-line-2 bg-white px-3"
          />
        </label>
        <Button>{t('review.reveal')}</Button>
      </Form>
      {done?.participant === person.id && (
        <p role="status" className="pb-3 font-bold tabular-nums">
          {t('review.revealed', { number: done.number })}
        </p>
      )}
    </details>
  )
}
