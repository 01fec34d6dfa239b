import { describe, expect, test } from 'vitest'
import { rankScorebook, type Award } from '~/core/scoring'
import { award, criterion, entry, panelStage, scorebook, sheetsAt } from './scorebooks'

const name = { 'zh-CN': '名', en: 'Name' }

function awarded(awards: Award[], final: Record<string, string>, domains: Record<string, string> = {}) {
  const entries = Object.keys(final).map((id) => entry(id, { serviceDomain: domains[id] ?? 'SA' }))
  const { entries: lines, held } = rankScorebook(scorebook({ final, entries, awards }))
  return { awards: Object.fromEntries(lines.map((line) => [line.id, line.awards])), held }
}

const none: string[] = []
const inDomain = { scope: 'serviceDomain' } as const

describe('awards of a track', () => {
  test('are given in the order listed, as many as each counts', () => {
    const { awards } = awarded([award('first', 1), award('second', 2)], {
      A: '90',
      B: '85',
      C: '80',
      D: '70',
    })
    expect(awards).toEqual({ A: ['first'], B: ['second'], C: ['second'], D: none })
  })

  test('all of a tied group get one, and the next count is not adjusted', () => {
    const list = [award('first', 1), award('second', 2)]
    expect(awarded(list, { A: '90', B: '90', C: '80', D: '70' }).awards).toEqual({
      A: ['first'],
      B: ['first'],
      C: ['second'],
      D: none,
    })
    expect(awarded(list, { A: '90', B: '80', C: '80', D: '80' }).awards).toEqual({
      A: ['first'],
      B: ['second'],
      C: ['second'],
      D: ['second'],
    })
    expect(awarded(list, { A: '90', B: '90', C: '90', D: '90' }).awards).toMatchObject({ D: ['first'] })
  })

  test('below the minimum of its award a place stays vacant, also where a lower award would take it', () => {
    const list = [award('first', 1, { minimum: '90' }), award('second', 2, { minimum: '80' })]
    expect(awarded(list, { A: '89.99', B: '80', C: '79.99' }).awards).toEqual({
      A: none,
      B: ['second'],
      C: none,
    })
  })

  test('the minimum is compared with the final mark as shown', () => {
    const rounding = { places: 0, mode: 'half-up' } as const
    const book = scorebook({
      final: { A: '89.5', B: '89.4' },
      awards: [award('first', 2, { minimum: '90' })],
      ranking: { rounding, compareOn: 'exact', tieBreaks: [] },
    })
    expect(rankScorebook(book).entries.map((line) => line.awards)).toEqual([['first'], none])
  })

  test('an award of no places is given to nobody', () => {
    const list = [award('grand', 0), award('first', 1), award('special', 0), award('second', 1)]
    expect(awarded(list, { A: '90', B: '80', C: '70' }).awards).toEqual({
      A: ['first'],
      B: ['second'],
      C: none,
    })
  })

  test('are that track’s only', () => {
    const rubrics = { individual: { criteria: [criterion('P')] }, agency: { criteria: [criterion('P')] } }
    const book = scorebook({
      tracks: [
        { id: 'agency', name },
        { id: 'individual', name },
      ],
      stages: [panelStage('final', { rubrics })],
      entries: [entry('A'), entry('B'), entry('X', { track: 'agency' })],
      sheets: sheetsAt('final', { A: '80', B: '70', X: '60' }),
      awards: [award('best agency', 1, { track: 'agency' }), award('best', 1)],
    })
    expect(rankScorebook(book).entries.map((line) => [line.id, line.awards])).toEqual([
      ['X', ['best agency']],
      ['A', ['best']],
      ['B', none],
    ])
  })

  test('an unranked entry gets none and takes no place', () => {
    const book = scorebook({
      final: { A: '95', B: '70' },
      entries: [entry('A', { state: 'disqualified' }), entry('B')],
      awards: [award('first', 1)],
    })
    expect(rankScorebook(book).entries.map((line) => [line.id, line.awards])).toEqual([
      ['B', ['first']],
      ['A', none],
    ])
  })
})

describe('ties that are held', () => {
  const hold = { ties: 'hold' } as const

  test('a group that goes over the places gets no award of that scope: people decide', () => {
    const list = [award('first', 1), award('second', 2, hold), award('third', 3)]
    expect(awarded(list, { A: '90', D: '80', C: '80', B: '80', E: '70' })).toEqual({
      awards: { A: ['first'], B: none, C: none, D: none, E: ['third'] },
      held: [{ award: 'second', track: 'individual', serviceDomain: null, entries: ['B', 'C', 'D'] }],
    })
  })

  test('a group that fits is not held', () => {
    const { awards, held } = awarded([award('first', 2, hold)], { A: '90', B: '90', C: '80' })
    expect({ awards, held }).toEqual({ awards: { A: ['first'], B: ['first'], C: none }, held: [] })
  })

  test('nor one that does not reach the minimum', () => {
    const { awards, held } = awarded([award('first', 1, { ...hold, minimum: '95' })], { A: '90', B: '90' })
    expect({ awards, held }).toEqual({ awards: { A: none, B: none }, held: [] })
  })

  test('are of the running count, not of the award’s own', () => {
    const list = [award('first', 2), award('second', 1, hold)]
    expect(awarded(list, { A: '90', B: '80', C: '70', D: '70' }).held).toMatchObject([
      { award: 'second', entries: ['C', 'D'] },
    ])
    expect(awarded(list, { A: '90', B: '80', C: '80', D: '70' }).awards).toEqual({
      A: ['first'],
      B: ['first'],
      C: ['first'],
      D: none,
    })
  })
})

describe('awards of service domains', () => {
  const domains = { A: 'SA', B: 'EC', C: 'SA', D: 'EC', E: 'EC' }
  const final = { A: '95', B: '90', C: '85', D: '80', E: '80' }

  test('are given in each by its own ranks, after and beside the track’s', () => {
    const list = [award('best of domain', 1, inDomain), award('first', 1), award('next', 1, inDomain)]
    expect(awarded(list, final, domains).awards).toEqual({
      A: ['first', 'best of domain'],
      B: ['best of domain'],
      C: ['next'],
      D: ['next'],
      E: ['next'],
    })
  })

  test('that are held in one domain leave the track’s award and the other domains alone', () => {
    const list = [
      award('first', 5),
      award('best of domain', 1, { ...inDomain, ties: 'hold' }),
      award('next', 1, { ...inDomain, ties: 'hold' }),
    ]
    expect(awarded(list, final, domains)).toEqual({
      awards: {
        A: ['first', 'best of domain'],
        B: ['first', 'best of domain'],
        C: ['first', 'next'],
        D: ['first'],
        E: ['first'],
      },
      held: [{ award: 'next', track: 'individual', serviceDomain: 'EC', entries: ['D', 'E'] }],
    })
  })

  test('held groups come by track, the track’s before the domains’, domains as listed, then by rank', () => {
    const hold = { ties: 'hold' } as const
    const list = [
      award('domain best', 1, { ...inDomain, ...hold }),
      award('domain next', 2, { ...inDomain, ...hold }),
      award('first', 1, hold),
    ]
    const tied = { A: '90', B: '90', C: '90', D: '90', E: '80', F: '80', G: '80' }
    const where = { A: 'EC', B: 'EC', C: 'SA', D: 'SA', E: 'EC', F: 'EC', G: 'EC' }
    expect(awarded(list, tied, where).held).toEqual([
      { award: 'first', track: 'individual', serviceDomain: null, entries: ['A', 'B', 'C', 'D'] },
      { award: 'domain best', track: 'individual', serviceDomain: 'SA', entries: ['C', 'D'] },
      { award: 'domain best', track: 'individual', serviceDomain: 'EC', entries: ['A', 'B'] },
      { award: 'domain next', track: 'individual', serviceDomain: 'EC', entries: ['E', 'F', 'G'] },
    ])
  })
})
