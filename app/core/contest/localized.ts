import { z } from 'zod'

export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** A text that the organiser wrote in both languages. */
export const Localized = z.strictObject({ 'zh-CN': z.string(), en: z.string() })
export type Localized = z.infer<typeof Localized>

export const isLanguage = (value: unknown): value is Language => LANGUAGES.includes(value as Language)

/** The text in a language; the Chinese one where the organiser left the other empty. */
export const inLanguage = (text: Localized, language: Language) => text[language] || text['zh-CN']

/** The phrases of a motto, which are set apart and never wrapped. */
export const phrasesOf = (motto: string) => motto.split(/[，,]\s*/)

/** Where a contest's long name may break: after its edition (首届, 第二届). */
export const breaksOf = (name: string) => name.split(/(?<=届)/)
