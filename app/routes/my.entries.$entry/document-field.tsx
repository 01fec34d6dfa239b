import { CircleCheck } from 'lucide-react'
import { fault } from '~/core/access/fault'
import { DOCUMENT_TYPES } from '~/core/entrants/document'
import { Button } from '~/ui/button'
import { SelectField, TextField } from '~/ui/field'
import { useText } from '~/ui/text'
import type { PartProps } from './parts'
import type { Written } from './use-draft'

export const DOCUMENT_ID = 'entry-document'

/**
 * The identity document. Its number goes to the server only when a button is pressed, never into the draft or its copy
 * on this device, and comes back masked.
 */
export function DocumentField({
  document,
  identified,
}: {
  document: PartProps['opened']['document']
  identified: Written['identified']
}) {
  const { t } = useText()
  const masked = identified?.documentMasked ?? document?.documentMasked
  const wrong = identified?.fault
  const inputs = (
    <div className="space-y-6">
      <SelectField
        field={{
          id: 'entry-documentType',
          name: 'documentType',
          initialValue: document?.documentType ?? 'resident',
        }}
        label={t('entry.documentType')}
        options={DOCUMENT_TYPES.map((type) => ({ value: type, label: t(`documentType.${type}`) }))}
      />
      <TextField
        // Cleared once it was taken: what is shown from then on is the masked number.
        key={masked}
        field={{
          id: DOCUMENT_ID,
          name: 'documentNumber',
          errors: wrong ? [fault(`refusal.${wrong.code}`, wrong.values)] : undefined,
        }}
        label={t('entry.documentNumber')}
        hint={t('entry.documentHint')}
        autoComplete="off"
        spellCheck={false}
      />
      <Button name="intent" value="save">
        {t('entry.documentSave')}
      </Button>
    </div>
  )
  return (
    <div className="rounded border border-line bg-white p-4">
      {masked ? (
        <>
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <CircleCheck aria-hidden className="size-5 text-jade" />
            <span>{t('entry.documentKept')}</span>
            <b className="tabular-nums">{masked}</b>
          </p>
          <details open={wrong ? true : undefined}>
            <summary className="flex min-h-11 w-fit list-none items-center text-indigo-700 underline underline-offset-4">
              {t('entry.documentReplace')}
            </summary>
            {inputs}
          </details>
        </>
      ) : (
        inputs
      )}
    </div>
  )
}
