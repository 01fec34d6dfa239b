import { CERTIFICATE_LEVELS } from '~/core/contest/entry-rules'
import { TextField } from '~/ui/field'
import { useText } from '~/ui/text'
import { Choice } from './choice'
import { DocumentField } from './document-field'
import { Part, type PartProps } from './parts'
import { PlaceFields } from './place-fields'

/** Who takes part, and what he works and is certified as. */
export function PersonParts({ opened, draft, at, written }: PartProps) {
  const { t } = useText()
  const disabled = !opened.writable
  return (
    <>
      <Part step="person" disabled={disabled}>
        <TextField
          field={at('entrant')}
          label={t('entry.name')}
          hint={t('entry.nameHint')}
          autoComplete="name"
        />
        <DocumentField document={opened.document} identified={written?.identified ?? null} />
        <TextField
          field={at('phone')}
          label={t('entry.phone')}
          hint={t('entry.phoneHint')}
          type="tel"
          autoComplete="tel"
        />
      </Part>
      <Part step="standing" disabled={disabled}>
        <TextField field={at('unit')} label={t('entry.unit')} autoComplete="organization" />
        <PlaceFields opened={opened} draft={draft} at={at} />
        <Choice
          field={at('certificateLevel')}
          label={t('entry.certificateLevel')}
          options={CERTIFICATE_LEVELS.map((level) => ({
            value: level,
            label: t(`certificateLevel.${level}`),
          }))}
        />
        <TextField
          field={at('certificateNumber')}
          label={t('entry.certificateNumber')}
          hint={t('entry.certificateNumberHint')}
        />
      </Part>
    </>
  )
}
