import { CERTIFICATE_LEVELS } from '../contest/entry-rules'

const NUMBER = /^[0-9A-Za-z\-〔〕()第号]{6,30}$/

/**
 * Whether this can be the number of a social worker's certificate. No authoritative form is published, so only length
 * and signs are looked at; a reviewer compares it with the register.
 */
export const isCertificateNumber = (typed: string) => NUMBER.test(typed.normalize('NFKC').replace(/\s/g, ''))

/** Whether a level is at least the one asked for; any is enough if none is asked for. */
export function reachesLevel(level: string, minimum: string | null) {
  const levels: readonly string[] = CERTIFICATE_LEVELS
  return minimum === null || levels.indexOf(level) >= levels.indexOf(minimum)
}
