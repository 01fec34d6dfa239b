import { describe, expect, test } from 'vitest'
import { weightedExample, workedExamples } from '~/core/contest/worked-examples'

const RULES = {
  rules: {
    rounding: { places: 2, mode: 'half-up' },
    panel: { method: 'mean', dropHighest: 1, dropLowest: 1, trimFrom: 5, minimumJudges: 5 },
  },
} as const

const example = (name: string, stage: Parameters<typeof workedExamples>[0] = RULES) =>
  workedExamples(stage).find((each) => each.name === name)!

const setAside = (name: string) =>
  example(name)
    .scores.filter((score) => score.setAside)
    .map(({ score }) => score)

describe('the worked examples of the rules page', () => {
  test.each([
    ['trimmed', '89.80'],
    ['tied', '89.80'],
    ['sharedExtreme', '90.00'],
    ['half', '85.02'],
    ['overtime', '87.80'],
  ])('%s comes to %s', (name, mark) => expect(example(name).mark).toBe(mark))

  test('the highest and the lowest score are set aside', () =>
    expect(setAside('trimmed').sort()).toEqual(['86.5', '92.5']))

  test('of several judges who share an extreme, one is set aside', () =>
    expect(setAside('sharedExtreme').sort()).toEqual(['80', '95']))

  test('with one judge recused six scores are left and four count', () =>
    expect(example('oneRecused').scores.filter((score) => !score.setAside)).toHaveLength(4))

  test('with three judges recused there is no result, and it is not a zero', () =>
    expect(example('threeRecused').mark).toBeNull())

  test('another contest has the results of its own rules', () => {
    const { rounding } = RULES.rules
    const median = { rules: { rounding, panel: { method: 'median', minimumJudges: 1 } } } as const
    expect(example('trimmed', median).mark).toBe('90.00')
    expect(example('threeRecused', median).mark).toBe('89.25')
  })

  test('86.37 at 40 % and 87.80 at 60 % make 87.23', () => {
    const stages = [
      { code: 'preliminary', weight: '0.4' },
      { code: 'final', weight: '0.6' },
    ]
    const ranking = { rounding: { places: 2, mode: 'half-up' }, compareOn: 'rounded', tieBreaks: [] } as const
    expect(weightedExample(stages, { ...ranking, tieBreaks: [] }, ['86.37', '87.80'])).toBe('87.23')
  })
})
