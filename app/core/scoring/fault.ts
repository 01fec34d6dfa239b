/** Something wrong in a scorebook: where, as `sheets[3].marks.F1` (the whole file is ''), and what, in English. */
export type Fault = { path: string; message: string }

/** A fault, and whether it can be told without it who goes on at the stages: `aside` says that nothing there hangs on it. */
export type Finding = Fault & { aside?: boolean }

/** Keys and places in lists, outermost first, as one path. */
export const pathOf = (steps: readonly PropertyKey[]) =>
  steps.reduce<string>((path, step) => {
    if (typeof step === 'number') return `${path}[${step}]`
    return path === '' ? String(step) : `${path}.${String(step)}`
  }, '')

/** A path inside what is at another. */
export const pathWithin = (outer: string, inner: string) =>
  outer === '' || inner === '' || inner.startsWith('[') ? outer + inner : `${outer}.${inner}`
