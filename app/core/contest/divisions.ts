import divisions from './guizhou-divisions.json' with { type: 'json' }

export type Division = { readonly code: string; readonly name: string }
export type Prefecture = Division & { readonly counties: readonly Division[] }

/** The nine prefectures of Guizhou with their 88 counties, by their GB/T 2260 codes. */
export const PREFECTURES: readonly Prefecture[] = divisions.children.map(({ code, name, children }) => ({
  code,
  name,
  counties: children,
}))

/** The prefecture's name, or null if the code is none of Guizhou's nine. */
export const prefectureName = (code: string) => PREFECTURES.find((each) => each.code === code)?.name ?? null

/** The county's name, or null if the prefecture has none of this code. */
export const countyName = (prefecture: string, county: string) =>
  PREFECTURES.find((each) => each.code === prefecture)?.counties.find(({ code }) => code === county)?.name ??
  null
