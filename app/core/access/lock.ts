const MINUTE = 60_000

/** Failures that count together, and how long the lock lasts from the last of them. */
export const LOCK_WINDOW = 30 * MINUTE

/**
 * How many failures lock. One network address may be a whole hall: three hundred people behind it may each mistype
 * once in a while, and still nobody can try more than five passwords of one account.
 */
export const LOCK_AFTER = { account: 5, address: 100 } as const

/** Failures of the account, or of the address since anybody last signed in from it, that bring the captcha. */
export const CAPTCHA_AFTER = 2

/**
 * Until when a lock holds; null if there is none. While it holds nothing is tried, so the latest failure is the one
 * that locked, or there is no lock.
 * @param failures newest first; at least as many as lock, if there are as many
 */
export function lockedUntil(failures: readonly Date[], limit: number, now: Date): Date | null {
  const [last, first] = [failures[0], failures[limit - 1]]
  if (!last || !first || last.getTime() - first.getTime() >= LOCK_WINDOW) return null
  const until = new Date(last.getTime() + LOCK_WINDOW)
  return now < until ? until : null
}

export const needsCaptcha = (failures: readonly Date[], now: Date) => {
  const decisive = failures[CAPTCHA_AFTER - 1]
  return decisive !== undefined && now.getTime() - decisive.getTime() < LOCK_WINDOW
}
