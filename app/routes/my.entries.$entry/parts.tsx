import type { ReactNode } from 'react'
import type { FieldState } from '~/ui/field'
import type { openEntry } from '~/services/entries.server'
import type { EntryDraft, EntryField } from '~/core/entrants/draft'
import type { Written } from './use-draft'
import { anchorOf, type Step } from './steps'
import { useText } from '~/ui/text'

export type Opened = Awaited<ReturnType<typeof openEntry>>

/** What every part of the form is given. `at` is a field with the faults that are to be shown beside it. */
export type PartProps = {
  readonly opened: Opened
  readonly draft: EntryDraft
  readonly at: (name: EntryField) => FieldState
  readonly written: Written | null
}

/** A part of the form with its heading, where the rail leads to. */
export function Part({
  step,
  hint,
  disabled,
  children,
}: {
  step: Step
  hint?: string
  disabled: boolean
  children: ReactNode
}) {
  const { t } = useText()
  return (
    <fieldset id={anchorOf(step)} disabled={disabled} className="scroll-mt-20 space-y-6 lg:scroll-mt-6">
      <legend className="mb-5 w-full border-b border-line pb-2">
        <span className="font-serif text-xl font-bold">{t(`entry.step.${step}`)}</span>
        {hint && <span className="mt-1 block text-sm text-meta">{hint}</span>}
      </legend>
      {children}
    </fieldset>
  )
}
