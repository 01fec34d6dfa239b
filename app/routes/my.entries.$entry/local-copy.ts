/** What was typed and not yet saved, as the form holds it, with the revision it was typed on. */
export type LocalCopy = {
  readonly fields: Readonly<Record<string, unknown>>
  readonly revision: number
  /** When the last key was struck, in milliseconds. */
  readonly at: number
}

const keyOf = (entry: string) => `gongping:entry:${entry}`

/** Browsers may refuse storage altogether (private windows, full disks): then the page alone keeps the text. */
function quietly<T>(use: () => T): T | null {
  try {
    return use()
  } catch {
    return null
  }
}

export const keepCopy = (entry: string, copy: LocalCopy) =>
  quietly(() => localStorage.setItem(keyOf(entry), JSON.stringify(copy)))

export const dropCopy = (entry: string) => quietly(() => localStorage.removeItem(keyOf(entry)))

export function readCopy(entry: string): LocalCopy | null {
  return quietly(() => JSON.parse(localStorage.getItem(keyOf(entry)) ?? 'null') as LocalCopy | null)
}
