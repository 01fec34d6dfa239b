import type { Value } from '~/core/scoring'
import { useText } from '../text'

/** An exact value; one that no decimal can say as a fraction, with a decimal near it. */
export function ExactValue({ value }: { value: Value }) {
  const { t } = useText()
  if (typeof value === 'string') return value
  const { n, d, shown } = value
  return (
    <>
      <span className="text-sm font-normal whitespace-nowrap text-meta">{t('breakdown.near', { n, d })}</span>{' '}
      {shown}
    </>
  )
}
