import divisions from './guizhou-divisions.json' with { type: 'json' }

export type Division = { readonly code: string; readonly name: string }

/** The nine prefectures of Guizhou with their GB/T 2260 codes. */
export const PREFECTURES: readonly Division[] = divisions.children.map(({ code, name }) => ({ code, name }))

/** The prefecture's name, or null if the code is none of Guizhou's nine. */
export const prefectureName = (code: string) => PREFECTURES.find((each) => each.code === code)?.name ?? null
