import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shareOut, type Needing } from '~/core/judging/assignment'

const named = (count: number, letter: string) => Array.from({ length: count }, (_, at) => `${letter}${at}`)

/** A stage in any condition: some judges asked before, some of them recused, loads as they come. */
const anyStage = fc
  .record({
    judges: fc.integer({ min: 0, max: 6 }).map((count) => named(count, 'J')),
    entries: fc.nat({ max: 9 }).map((count) => named(count, 'E')),
    perEntry: fc.integer({ min: 1, max: 7 }),
  })
  .chain(({ judges, entries, perEntry }) =>
    fc
      .record({
        asked: fc.array(
          fc
            .subarray(judges)
            .chain((some) =>
              fc.tuple(...some.map((judge) => fc.boolean().map((counts) => ({ judge, counts })))),
            ),
          { minLength: entries.length, maxLength: entries.length },
        ),
        loads: fc.array(fc.nat({ max: 5 }), { minLength: judges.length, maxLength: judges.length }),
      })
      .map(({ asked, loads }) => ({
        needing: entries.map((entry, at): Needing => ({ entry, judges: asked[at]! })),
        loads: judges.map((judge, at) => ({ judge, sheets: loads[at]! })),
        perEntry,
      })),
  )

const judgesOf = (pairs: readonly { entry: string; judge: string }[], entry: string) =>
  pairs.filter((pair) => pair.entry === entry).map(({ judge }) => judge)

describe('sharing entries out', () => {
  test('fills every entry as far as there are judges who were not asked before', () => {
    fc.assert(
      fc.property(anyStage, ({ needing, loads, perEntry }) => {
        const pairs = shareOut(needing, loads, perEntry)
        for (const { entry, judges } of needing) {
          const counting = judges.filter(({ counts }) => counts).length
          const free = loads.length - judges.length
          const wanted = Math.max(0, perEntry - counting)
          expect(judgesOf(pairs, entry)).toHaveLength(Math.min(wanted, free))
        }
      }),
    )
  })

  test('never asks a judge twice for one entry, least of all one who recused himself', () => {
    fc.assert(
      fc.property(anyStage, ({ needing, loads, perEntry }) => {
        const pairs = shareOut(needing, loads, perEntry)
        for (const { entry, judges } of needing) {
          const all = [...judges.map(({ judge }) => judge), ...judgesOf(pairs, entry)]
          expect(new Set(all).size).toBe(all.length)
        }
      }),
    )
  })

  test('of a fresh stage gives loads that differ by one at most', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.nat({ max: 30 }),
        fc.integer({ min: 1, max: 9 }),
        fc.nat({ max: 9 }),
        (judges, entries, perEntry, before) => {
          const loads = named(judges, 'J').map((judge) => ({ judge, sheets: before }))
          const needing = named(entries, 'E').map((entry) => ({ entry, judges: [] }))
          const pairs = shareOut(needing, loads, perEntry)
          expect(pairs).toHaveLength(entries * Math.min(perEntry, judges))
          const given = loads.map(({ judge }) => pairs.filter((pair) => pair.judge === judge).length)
          expect(Math.max(...given) - Math.min(...given)).toBeLessThanOrEqual(1)
        },
      ),
    )
  })

  test('gives the next sheet to whoever has the fewest', () => {
    const loads = [
      { judge: 'J1', sheets: 4 },
      { judge: 'J2', sheets: 1 },
      { judge: 'J3', sheets: 3 },
    ]
    expect(shareOut([{ entry: 'A', judges: [] }], loads, 2)).toEqual([
      { entry: 'A', judge: 'J2' },
      { entry: 'A', judge: 'J3' },
    ])
  })

  test('mixes panels: the same judges do not sit together on every entry', () => {
    const loads = named(6, 'J').map((judge) => ({ judge, sheets: 0 }))
    const needing = named(6, 'E').map((entry) => ({ entry, judges: [] }))
    const pairs = shareOut(needing, loads, 2)
    const panels = needing.map(({ entry }) => judgesOf(pairs, entry).sort().join())
    expect(new Set(panels).size).toBeGreaterThan(3)
  })

  test('of a full stage changes nothing', () => {
    fc.assert(
      fc.property(anyStage, ({ needing, loads, perEntry }) => {
        const pairs = shareOut(needing, loads, perEntry)
        const full = needing.map(({ entry, judges }) => ({
          entry,
          judges: [...judges, ...judgesOf(pairs, entry).map((judge) => ({ judge, counts: true }))],
        }))
        expect(shareOut(full, loads, perEntry)).toEqual([])
      }),
    )
  })
})
