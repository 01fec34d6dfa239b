import { useText } from '~/ui/text'
import { Choice } from './choice'
import type { PartProps } from './parts'

/** Prefecture, county and who puts the entry forward. Without JavaScript every county is offered, under its prefecture. */
export function PlaceFields({ opened, draft, at }: Pick<PartProps, 'opened' | 'draft' | 'at'>) {
  const { t, said } = useText()
  const { prefectures, recommendingUnits } = opened
  const chosen = prefectures.find(({ code }) => code === draft.prefecture)
  const counties = chosen ? [chosen] : prefectures
  return (
    <>
      <div className="grid gap-6 sm:grid-cols-2">
        <Choice
          field={at('prefecture')}
          label={t('entry.prefecture')}
          options={prefectures.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <Choice
          field={at('county')}
          label={t('entry.county')}
          options={counties.flatMap((prefecture) =>
            prefecture.counties.map(({ code, name }) => ({
              value: code,
              label: chosen ? name : `${prefecture.name} ${name}`,
            })),
          )}
        />
      </div>
      {recommendingUnits.length > 0 && (
        <Choice
          field={at('recommendingUnit')}
          label={t('entry.recommendingUnit')}
          hint={t('entry.recommendingUnitHint')}
          options={recommendingUnits.map(({ code, name }) => ({ value: code, label: said(name) }))}
        />
      )}
    </>
  )
}
