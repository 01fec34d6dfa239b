import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseScorebook, rankScorebook } from '~/core/scoring'
import { rankSlowly } from './slow-ranking'

const read = (name: string) => readFileSync(new URL(`../cases/${name}.json`, import.meta.url), 'utf8')

// What two independent implementations made of sixteen scorebooks; 9 to 16 are corner cases.
describe.each(Array.from({ length: 16 }, (_, at) => at + 1))('case %i', (number) => {
  const parsed = parseScorebook(read(`${number}.scorebook`))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  const expected: unknown = JSON.parse(read(`${number}.ranking`))

  test('the ranking is the published one', () => {
    expect(rankScorebook(parsed.scorebook)).toEqual(expected)
  })

  test('so is that of the slow reading in these tests', () => {
    expect(rankSlowly(parsed.scorebook)).toEqual(expected)
  })
})
