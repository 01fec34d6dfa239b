import { Refusal } from '~/core/access/refusal'
import { page } from '~/http/wrappers.server'

/** Every address that is no page's. */
export const loader = page(() => Promise.reject(new Refusal('not-found', 'notFound')))

export default function Nowhere() {
  return null
}
