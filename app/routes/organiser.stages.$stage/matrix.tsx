import { Link } from '@remix-run/react'
import { shownScore } from '~/core/contest/rubric'
import { TableFrame } from '~/ui/office'
import { SheetDot } from '~/ui/state-mark'
import { useText } from '~/ui/text'
import type { stageProgress } from '~/services/stages.server'

export type Progress = Pick<Awaited<ReturnType<typeof stageProgress>>, 'rows' | 'judges'>

/** Judges across, entries down: the table visibly fills. */
export function Matrix({ rows, judges }: Progress) {
  const { t } = useText()
  return (
    <TableFrame label={t('organiser.stage.entry')}>
      <thead>
        <tr>
          <th scope="col">{t('organiser.stage.entry')}</th>
          {judges.map(({ code, name }) => (
            <th key={code} scope="col" className="text-right">
              {code}
              <span className="block text-xs font-normal text-meta">{name}</span>
            </th>
          ))}
          <th scope="col">{t('organiser.stage.missing')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, code, title, absent, missing, sheets }) => (
          <tr key={id}>
            <th scope="row" className="min-w-56">
              <Link
                to={`/organiser/entries/${id}`}
                className="text-indigo-800 underline-offset-4 hover:underline"
              >
                {code}
              </Link>
              <span className="block max-w-64 truncate text-sm font-normal text-meta">{title}</span>
            </th>
            {sheets.map((sheet, at) => (
              <td key={judges[at]!.code} className="text-right whitespace-nowrap">
                {sheet?.total ? (
                  shownScore(sheet.total)
                ) : sheet ? (
                  <>
                    <SheetDot state={sheet.state} />
                    <span className="sr-only">{t(`sheetState.${sheet.state}`)}</span>
                  </>
                ) : (
                  <span className="sr-only">{t('sheetState.none')}</span>
                )}
              </td>
            ))}
            <td className="whitespace-nowrap">
              {absent ? (
                <span className="text-meta">{t('organiser.stage.absent')}</span>
              ) : (
                missing > 0 && <b className="text-ochre">{t('organiser.stage.lacks', { count: missing })}</b>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  )
}
