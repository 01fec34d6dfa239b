import type { Role } from './actor'
import { isStaff } from './password'

/**
 * After how many minutes without use a session ends. A desk in the office is left alone among visitors; a judge
 * watches a performance for half an hour before touching the tablet again, and a contestant thinks about a sentence:
 * they are not thrown out in the middle of it.
 */
export const IDLE_MINUTES = { staff: 30, others: 12 * 60 } as const

/** Whether a session has been left alone for too long. */
export function isIdle(
  { lastSeenAt, roles }: { lastSeenAt: Date; roles: readonly Role[] },
  minutes: { readonly staff: number; readonly others: number },
  now: Date,
) {
  const most = isStaff(roles) ? minutes.staff : minutes.others
  return now.getTime() - lastSeenAt.getTime() >= most * 60_000
}
