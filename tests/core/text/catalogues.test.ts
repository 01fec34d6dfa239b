import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ROLES } from '~/core/access/actor'
import { OBSTACLES } from '~/core/contest/publication'
import { SECTIONS } from '~/core/entrants/draft'
import { REQUIREMENTS } from '~/core/entrants/requirements'
import { ENTRY_STATES } from '~/core/entrants/entry'
import { en } from '~/text/en'
import { textIn } from '~/text/i18n'
import { zhCN } from '~/text/zh-CN'

type Texts = { readonly [key: string]: string | Texts }

/** Every text of a catalogue under its whole key. */
const flat = (texts: Texts, path = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, text]) =>
    typeof text === 'string' ? [[`${path}${key}`, text]] : flat(text, `${path}${key}.`),
  )

const CATALOGUES = { 'zh-CN': new Map(flat(zhCN)), en: new Map(flat(en)) }
const languages = ['zh-CN', 'en'] as const

const withoutCount = (key: string) => key.replace(/_(one|other)$/, '')
const keysOf = (catalogue: ReadonlyMap<string, string>) =>
  [...new Set([...catalogue.keys()].map(withoutCount))].sort()

const variablesOf = (text: string) =>
  [...new Set([...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}/g)].map(([, name]) => name!))].sort()

describe('the two catalogues', () => {
  test('have the same keys, apart from singular and plural', () => {
    expect(keysOf(CATALOGUES.en)).toEqual(keysOf(CATALOGUES['zh-CN']))
  })

  test('a text that depends on a number has one form in Chinese and two in English', () => {
    const counted = (language: (typeof languages)[number]) =>
      [...CATALOGUES[language].keys()].filter((key) => key !== withoutCount(key)).sort()
    const chinese = counted('zh-CN')
    expect(chinese.every((key) => key.endsWith('_other'))).toBe(true)
    expect(counted('en')).toEqual(chinese.flatMap((key) => [`${withoutCount(key)}_one`, key]).sort())
  })

  test('ask for the same values', () => {
    const variables = (catalogue: ReadonlyMap<string, string>) =>
      Object.fromEntries(
        keysOf(catalogue).map((key) => {
          const forms = [key, `${key}_one`, `${key}_other`].flatMap((form) => catalogue.get(form) ?? [])
          return [key, forms.map(variablesOf)]
        }),
      )
    const [chinese, english] = [variables(CATALOGUES['zh-CN']), variables(CATALOGUES.en)]
    for (const [key, forms] of Object.entries(english)) {
      for (const form of forms) expect([key, form]).toEqual([key, chinese[key]![0]])
    }
  })

  test.each(languages)('have no empty text and no stray brace (%s)', (language) => {
    for (const [key, text] of CATALOGUES[language]) {
      expect([key, text.trim()]).not.toEqual([key, ''])
      expect([key, text.replace(/\{\{\w+\}\}/g, '')]).not.toEqual([key, expect.stringMatching(/[{}]/)])
    }
  })

  test('are in their own language', () => {
    // Names of the other language on the switch, and what is no word.
    const asIs = ['preferences.language', 'brandMark', 'results.weightPart', 'sheet.ofMax', 'common.and']
    const han = /\p{Script=Han}/u
    for (const [key, text] of CATALOGUES.en) {
      if (!asIs.includes(key)) expect([key, han.test(text)]).toEqual([key, false])
    }
    for (const [key, text] of CATALOGUES['zh-CN']) {
      const words = text.replace(/\{\{\w+\}\}/g, '')
      if (!asIs.includes(key) && /[A-Za-z]{2}/.test(words)) expect([key, han.test(text)]).toEqual([key, true])
    }
  })
})

// ---------------------------------------------------------------- what the code can say

const sources = readdirSync('app', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('data/generated'))
  .map((path) => readFileSync(`app/${path}`, 'utf8'))

const inSources = (pattern: RegExp) =>
  sources.flatMap((text) => [...text.matchAll(pattern)].map(([, found]) => found!))

/** The members of a union of strings, read from its source. */
function membersOf(path: string, type: string) {
  const declared = new RegExp(`export type ${type} =([^]*?)\\n\\n`).exec(readFileSync(path, 'utf8'))![1]!
  return [...declared.matchAll(/'([^']+)'/g)].map(([, member]) => member!)
}

/** Every code that an incomplete entry can show, on both tracks. */
const lackCodes = () => REQUIREMENTS.map(({ code }) => code)

const unique = (words: readonly string[]) => [...new Set(words)].sort()

describe('what the code can say has its text', () => {
  test('every refusal, and no text is of a refusal that does not exist', () => {
    const codes = membersOf('app/core/access/refusal.ts', 'RefusalCode')
    const ofDocuments = membersOf('app/core/entrants/document.ts', 'DocumentFault')
    expect(codes.length).toBeGreaterThan(10)
    expect(unique(Object.keys(zhCN.refusal))).toEqual(unique([...codes, ...ofDocuments]))
  })

  test('every refusal is one that somebody can meet', () => {
    const codes = membersOf('app/core/access/refusal.ts', 'RefusalCode')
    const said = sources.filter((text) => /new Refusal\(/.test(text)).join()
    expect(codes.filter((code) => !said.includes(`'${code}'`))).toEqual([])
  })

  test('every act of the journal, and no other', () => {
    const acts = membersOf('app/data/journal.server.ts', 'Act')
    expect(acts.length).toBeGreaterThan(10)
    expect(unique(Object.keys(zhCN.journal))).toEqual(unique(acts))
  })

  test('every lack of an entry, and no other', () => {
    expect(unique(Object.keys(zhCN.lack))).toEqual(unique(lackCodes()))
  })

  test('every fault of a field', () => {
    const keys = unique(inSources(/\bfault\(\s*'(\w+)'/g))
    expect(keys).toContain('tooLong')
    expect(keys.filter((key) => !(key in zhCN.fault))).toEqual([])
  })

  test('every fault is given the values that its text asks for', () => {
    const given = new Map<string, string[][]>()
    for (const call of inSources(/\bfault\((\s*'\w+'(?:,\s*\{[^}]*\})?)/g)) {
      const [, key, values = ''] = /'(\w+)'(?:,\s*\{([^}]*)\})?/.exec(call)!
      const names = values.split(',').flatMap((part) => part.split(':')[0]!.trim() || [])
      given.set(key!, [...(given.get(key!) ?? []), names.sort()])
    }
    for (const [key, calls] of given) {
      for (const names of calls) {
        expect([key, names]).toEqual([key, variablesOf(zhCN.fault[key as keyof typeof zhCN.fault])])
      }
    }
  })

  test.each([
    ['state of an entry', zhCN.entryState, ENTRY_STATES],
    ['section of an entry', zhCN.entry.section, SECTIONS],
    ['role', zhCN.role, ROLES],
    ['obstacle to publication', zhCN.organiser.ranking.check, OBSTACLES],
  ])('every %s, and no other', (_, texts, codes) => {
    expect(unique(Object.keys(texts))).toEqual(unique([...codes]))
  })

  test.each(languages)('with the number put in: %s', async (language) => {
    const { t } = await textIn(language)
    const shown = [1, 2].map((count) => t('lack.tooShort', { count }) + t('entry.checklist', { count }))
    for (const text of shown) expect(text).not.toMatch(/\{\{|entry\.|lack\./)
    expect(shown[0]).toContain('1')
    expect(t('fault.tooLong', { max: '<60>' })).toContain('<60>')
  })
})
