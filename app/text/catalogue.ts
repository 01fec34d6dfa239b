import type { zhCN } from './zh-CN'

/** Same keys as the Chinese catalogue; where Chinese has one form for all counts, others have a singular too. */
type Shape<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]>
} & {
  readonly [K in keyof T as K extends `${infer Key}_other` ? `${Key}_one` : never]: string
}

export type Catalogue = Shape<typeof zhCN>
