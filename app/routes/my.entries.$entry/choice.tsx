import type { ComponentProps } from 'react'
import { SelectField } from '~/ui/field'
import { useText } from '~/ui/text'

/** A list to choose from, with nothing chosen at first. */
export function Choice(props: ComponentProps<typeof SelectField>) {
  const { t } = useText()
  return <SelectField empty={t('entry.choose')} {...props} />
}
