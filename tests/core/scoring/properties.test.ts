import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { parseScorebook, rankScorebook, type RankingEntry, type Scorebook } from '~/core/scoring'
import { anyScorebook, runs } from './any-scorebook'
import { rankSlowly } from './slow-ranking'

vi.setConfig({ testTimeout: 60_000 })

function holds<T>(any: fc.Arbitrary<T>, property: (value: T) => void) {
  const throwsOrHolds = (value: T) => {
    property(value)
  }
  fc.assert(fc.property(any, throwsOrHolds), runs(200))
}

const lineOf = (book: Scorebook, id: string) => rankScorebook(book).entries.find((entry) => entry.id === id)!

describe('of any scorebook', () => {
  test('the ranking is what slow exact fractions make of it, and reading it from text changes nothing', () => {
    holds(anyScorebook(), (book) => {
      expect(parseScorebook(JSON.stringify(book))).toEqual({ ok: true, scorebook: book })
      expect(rankScorebook(book)).toEqual(rankSlowly(book))
    })
  })

  test('the order of entries, sheets and all other records never matters', () => {
    const shuffled = <T>(list: readonly T[] = []) =>
      fc.shuffledSubarray([...list], { minLength: list.length })
    const reordered = anyScorebook().chain((book) =>
      fc
        .record({
          entries: shuffled(book.entries),
          judges: shuffled(book.judges),
          sheets: shuffled(book.sheets),
          examMarks: shuffled(book.examMarks),
          deductions: shuffled(book.deductions),
          absences: shuffled(book.absences),
        })
        .map((records) => ({ book, other: { ...book, ...records } })),
    )
    holds(reordered, ({ book, other }) => expect(rankScorebook(other)).toEqual(rankScorebook(book)))
  })

  test('each rank is one more than the number of entries ahead, and ties share it', () => {
    holds(anyScorebook(), (book) => {
      for (const { id } of book.tracks) {
        const ranks = rankScorebook(book).entries.flatMap(({ track, rank }) =>
          track === id && rank ? [rank] : [],
        )
        for (const rank of ranks) expect(rank).toBe(1 + ranks.filter((other) => other < rank).length)
      }
    })
  })

  test('marking one entry absent changes no other entry’s stage marks', () => {
    holds(fc.tuple(anyScorebook(), fc.nat()), ([book, nth]) => {
      const absent = book.entries[nth % book.entries.length]!.id
      const stage = book.stages[0]!.id
      const without = rankScorebook({
        ...book,
        absences: [...(book.absences ?? []), { stage, entry: absent }],
      })
      for (const { id, stages } of rankScorebook(book).entries) {
        const after = without.entries.find((entry) => entry.id === id)!
        for (const [at, mark] of Object.entries(stages))
          // Who goes on may change, so a later mark may come or go; none is ever another.
          if (id !== absent && Object.hasOwn(after.stages, at)) expect(after.stages[at]).toEqual(mark)
        if (id !== absent) expect(after.stages[stage]).toEqual(stages[stage])
      }
    })
  })
})

describe('of a final with panels only', () => {
  const finals = (limits = {}) =>
    anyScorebook({ stages: 1, panelsOnly: true, advance: false, states: false, ...limits })

  test('raising one mark never lowers the entry’s own rank', () => {
    holds(fc.tuple(finals({ headToHead: false }), fc.nat(), fc.boolean()), ([book, nth, first]) => {
      const at = nth % book.sheets.length
      const sheet = book.sheets[at]!
      const stage = book.stages[0]!
      if (stage.kind !== 'panel') return
      const { track } = book.entries.find(({ id }) => id === sheet.entry)!
      const { id, max } = stage.rubrics[track]!.criteria[first ? 0 : 1]!
      const raised = { ...sheet, marks: { ...sheet.marks, [id]: max } }
      const before = lineOf(book, sheet.entry).rank!
      expect(lineOf({ ...book, sheets: book.sheets.with(at, raised) }, sheet.entry).rank).toBeLessThanOrEqual(
        before,
      )
    })
  })

  test('adding an entry worse than all changes nothing for the others', () => {
    holds(finals(), (book) => {
      const worst = { ...book.entries[0]!, id: 'worst', serviceDomain: 'SA' }
      const sheets = book.sheets
        .filter(({ entry }) => entry === book.entries[0]!.id)
        .map((sheet) => ({ ...sheet, entry: 'worst', marks: { P: '0', toString: '0' } }))
      const standingOf = ({ rank, serviceDomainRank, tieBreak, final, stages }: RankingEntry) => ({
        rank,
        serviceDomainRank,
        tieBreak,
        final,
        stages,
      })
      const more = { ...book, entries: [...book.entries, worst], sheets: [...book.sheets, ...sheets] }
      fc.pre(
        rankScorebook(book).entries.every(({ track, final }) => track !== worst.track || Number(final) > 0),
      )
      for (const line of rankScorebook(book).entries)
        expect(standingOf(lineOf(more, line.id))).toEqual(standingOf(line))
    })
  })
})
