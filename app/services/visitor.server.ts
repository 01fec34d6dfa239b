import { networkOf } from '~/core/access/address'
import type { Language } from '~/core/contest/localized'
import { sha256 } from './secrets.server'

/** Whoever sends a form, as far as the request tells. */
export type Visitor = {
  /** The network address; commands and tests have none. */
  readonly address: string
  /** Browser and system as {@link writeDevice} writes them. */
  readonly device: string
  readonly language: Language
}

/** Somebody of whom nothing is known. */
export const ANYBODY: Visitor = { address: '', device: '', language: 'zh-CN' }

/** The address as it is kept: enough to count by, and gone within a day. */
export const addressHashOf = ({ address }: Visitor) => sha256(`address ${networkOf(address)}`)
