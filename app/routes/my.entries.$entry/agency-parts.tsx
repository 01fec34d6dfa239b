import { fault } from '~/core/access/fault'
import { creditCodeFault, normaliseCreditCode } from '~/core/entrants/credit-code'
import { INSPECTIONS, RATINGS } from '~/core/entrants/draft'
import { doubts } from '~/core/entrants/requirements'
import { TextField } from '~/ui/field'
import { Notice } from '~/ui/notice'
import { useText } from '~/ui/text'
import { Choice } from './choice'
import { Part, type PartProps } from './parts'
import { PlaceFields } from './place-fields'
import { TeamPart } from './team-part'

/** Which agency takes part, how it is registered, and with whom. */
export function AgencyParts(props: PartProps) {
  const { opened, draft, at } = props
  const { t } = useText()
  const disabled = !opened.writable
  const odd = doubts(draft, opened.limits)
  return (
    <>
      <Part step="agency" disabled={disabled}>
        <TextField
          field={at('entrant')}
          label={t('entry.agencyName')}
          hint={t('entry.agencyNameHint')}
          autoComplete="organization"
        />
        <div className="space-y-3">
          <TextField
            field={creditField(at('creditCode'), draft.creditCode)}
            label={t('entry.creditCode')}
            hint={t('entry.creditCodeHint')}
            autoComplete="off"
            spellCheck={false}
            className="uppercase tabular-nums"
          />
          {odd.map(({ code }) => (
            <Notice key={code} tone="waiting">
              {t(`doubt.${code}` as 'doubt.creditCodeElsewhere')}
            </Notice>
          ))}
        </div>
        <TextField field={at('representative')} label={t('entry.representative')} />
        <TextField field={at('registeredOn')} label={t('entry.registeredOn')} type="date" />
        <div className="grid gap-6 sm:grid-cols-2">
          <TextField
            field={at('inspectionYear')}
            label={t('entry.inspectionYear')}
            inputMode="numeric"
            placeholder={String(Number(opened.limits.closesOn.slice(0, 4)) - 1)}
          />
          <Choice
            field={at('inspection')}
            label={t('entry.inspection')}
            options={INSPECTIONS.map((result) => ({ value: result, label: t(`inspection.${result}`) }))}
          />
        </div>
        <Choice
          field={at('rating')}
          label={t('entry.rating')}
          optional
          options={RATINGS.map((rating) => ({
            value: rating,
            label: rating === 'none' ? t('entry.ratingNone') : rating,
          }))}
        />
        <PlaceFields opened={opened} draft={draft} at={at} />
      </Part>
      <TeamPart {...props} />
    </>
  )
}

/** The faults of a credit code are told while it is typed, as soon as they are certain. */
function creditField(field: ReturnType<PartProps['at']>, typed: string) {
  const wrong = creditCodeFault(typed)
  const certain = wrong?.code === 'creditCodeSign' || normaliseCreditCode(typed).length >= 18
  if (!wrong || typed === '' || !(certain || field.errors?.length)) return field
  return { ...field, errors: [fault(wrong.code, 'values' in wrong ? wrong.values : {})] }
}
