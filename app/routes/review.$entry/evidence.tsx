import { countyName, prefectureName } from '~/core/contest/divisions'
import { useText } from '~/ui/text'
import type { Opened } from './opened'

type Rule = Opened['eligibility'][number]['code']

/** What was entered or counted that bears on a rule, a line each. */
export function Evidence({ opened, rule }: { opened: Opened; rule: Rule }) {
  const lines = useLines(opened, rule).filter(Boolean)
  if (lines.length === 0) return null
  return (
    <ul className="mt-2 space-y-0.5 border-l-2 border-line pl-3 text-sm text-ink-2">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

function useLines(opened: Opened, rule: Rule): string[] {
  const { t, said } = useText()
  const { content, prefecture } = opened.entry
  const level = (code: string) =>
    code === '' ? t('entry.uncertified') : t(`certificateLevel.${code as 'social'}`)
  const place = [prefectureName(content.prefecture), countyName(content.prefecture, content.county)]
    .filter(Boolean)
    .join(' ')
  const unit = opened.recommendingUnit
    ? said(opened.recommendingUnit)
    : (prefectureName(prefecture ?? '') ?? '')
  const where = `${place}${t('common.comma')}${t('entry.recommendingUnit')}${t('common.colon')}${unit}`
  const tick = (given: boolean) => t(given ? 'review.given' : 'review.notGiven')
  switch (rule) {
    case 'identity':
      return opened.people
        .filter((person) => person.place === 0)
        .map(
          ({ documentType, documentMasked }) =>
            `${content.entrant} ${t(`documentType.${documentType!}`)} ${documentMasked}`,
        )
    case 'workplace':
      return [content.unit, where]
    case 'certificate':
      return [`${level(content.certificateLevel)} ${content.certificateNumber}`]
    case 'registration':
      return [
        `${content.creditCode} ${content.registeredOn}`,
        `${t('entry.representative')}${t('common.colon')}${content.representative}`,
        where,
        ...opened.doubts.map(({ code }) => t(`doubt.${code}` as 'doubt.creditCodeElsewhere')),
      ]
    case 'inspection':
      return [`${content.inspectionYear} ${content.inspection && t(`inspection.${content.inspection}`)}`]
    case 'team':
      return [
        t('review.confirmedOf', {
          count: opened.team.filter(({ standing }) => standing === 'confirmed').length,
          of: opened.team.length,
        }),
        ...opened.team.map(({ place: at, name, standing }) => {
          const row = content.team[at - 1]!
          return `${name} ${level(row.level)} ${row.certificate} ${t(`entry.standing.${standing}`)}`
        }),
      ]
    case 'case':
      return [
        opened.serviceDomain ? said(opened.serviceDomain) : '',
        `${content.serviceFrom} – ${content.serviceTo}`,
        t('review.words', { count: opened.words }),
      ]
    case 'privacy':
      return [tick(content.clients)]
    case 'promises':
      return [tick(content.promise && content.participation)]
  }
}
