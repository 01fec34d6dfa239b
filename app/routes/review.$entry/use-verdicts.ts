import { useEffect, useState } from 'react'

type Kept = { readonly verdict: Record<string, 'yes' | 'no'>; readonly reason: Record<string, string> }
const NOTHING: Kept = { verdict: {}, reason: {} }

/** Browsers may refuse storage altogether: then the page alone keeps the verdicts. */
function quietly<T>(use: () => T): T | null {
  try {
    return use()
  } catch {
    return null
  }
}

/**
 * Verdicts and reasons as they are being given. They are kept on this device under the version that is looked at, so that
 * one can look at the next entry and come back; deciding forgets them.
 */
export function useVerdicts(entry: string, version: number, due: boolean) {
  const key = `gongping:review:${entry}:${version}`
  const [kept, setKept] = useState<Kept>(NOTHING)
  const [awake, setAwake] = useState(false)
  useEffect(() => {
    const waking = setTimeout(() => {
      if (!due) quietly(() => localStorage.removeItem(key))
      setKept(quietly(() => JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null) ?? NOTHING)
      setAwake(true)
    })
    return () => clearTimeout(waking)
  }, [key, due])
  const keep = (next: Kept) => {
    setKept(next)
    quietly(() => localStorage.setItem(key, JSON.stringify(next)))
  }
  return {
    ...kept,
    /** Whether the page answers yet: until then nothing may be disabled. */
    awake,
    judge: (rule: string, verdict: 'yes' | 'no') =>
      keep({ ...kept, verdict: { ...kept.verdict, [rule]: verdict } }),
    explain: (rule: string, reason: string) => keep({ ...kept, reason: { ...kept.reason, [rule]: reason } }),
  }
}
