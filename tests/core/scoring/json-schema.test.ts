import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Scorebook } from '~/core/scoring'
import { scorebookJsonSchema } from '~/core/scoring/json-schema'
import { anyScorebook } from './any-scorebook'
import { scorebook } from './scorebooks'

const accepts = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(scorebookJsonSchema())

const caseOf = (number: number): unknown =>
  JSON.parse(readFileSync(new URL(`../cases/${number}.scorebook.json`, import.meta.url), 'utf8'))

test.each(Array.from({ length: 16 }, (_, at) => at + 1))('the schema accepts case %i', (number) => {
  expect(accepts(caseOf(number))).toBe(true)
})

test('and any other scorebook', () => {
  fc.assert(fc.property(anyScorebook(), (book) => accepts(JSON.parse(JSON.stringify(book)))))
})

const sound = (): Scorebook => scorebook({ final: { A: '80 90' }, lots: { A: 1 } })

test.each<[string, (book: Record<string, unknown> & Scorebook) => void]>([
  ['an unknown format', (book) => ((book.format as string) = 'scorebook/2')],
  ['a missing key', (book) => delete (book as Partial<Scorebook>).judges],
  ['an unknown key', (book) => (book['remarks'] = '')],
  ['an unknown key further in', (book) => Object.assign(book.entries[0]!, { name: 'Zhang' })],
  ['a mark that is a number', (book) => ((book.sheets[0]!.marks as Record<string, unknown>)['P'] = 80)],
  ['a mark with an exponent', (book) => (book.sheets[0]!.marks!['P'] = '8e1')],
  ['a mark with a sign', (book) => (book.sheets[0]!.marks!['P'] = '-8')],
  ['a count that is no integer', (book) => (book.lots!['A'] = 1.5)],
  ['a count below 0', (book) => (book.lots!['A'] = -1)],
  ['a stage of no known kind', (book) => ((book.stages[0]!.kind as string) = 'quiz')],
  ['an exam without full marks', (book) => ((book.stages[0]!.kind as string) = 'exam')],
  ['a tie-break of no known name', (book) => book.ranking.tieBreaks.push({ by: 'age' as 'lot' })],
  ['a state of no known name', (book) => ((book.sheets[0]!.state as string) = 'late')],
])('but not %s', (_, spoil) => {
  const book = sound()
  expect(accepts(book)).toBe(true)
  spoil(book)
  expect(accepts(book)).toBe(false)
})
