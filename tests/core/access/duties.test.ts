import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ROLES } from '~/core/access/actor'
import { APART, barring } from '~/core/access/duties'

test('the database keeps apart exactly what the core does', () => {
  const sql = readFileSync('prisma/constraints.sql', 'utf8')
  const list = /apart CONSTANT text\[\] := ARRAY\[([^\]]*)\]/.exec(sql)![1]!
  const pairs = [...list.matchAll(/'([^']*)'/g)].map(([, pair]) => pair!)
  expect(pairs).toEqual(APART.map((pair) => pair.join(' ').replaceAll('chiefJudge', 'chief_judge')))
})

test('whoever marks, decides or watches is not a contestant too', () => {
  for (const role of ROLES) {
    expect(barring('contestant', [role])).toEqual(role === 'contestant' ? [] : [role])
  }
})

test('a chief judge may judge, and an organiser of a small office may review and keep time', () => {
  expect(barring('chiefJudge', ['judge'])).toEqual([])
  expect(barring('reviewer', ['organiser'])).toEqual([])
  expect(barring('timekeeper', ['organiser', 'reviewer'])).toEqual([])
})

test('an organiser never judges, and the order of appointment does not matter', () => {
  expect(barring('judge', ['organiser', 'timekeeper'])).toEqual(['organiser', 'timekeeper'])
  for (const [one, two] of APART) {
    expect([barring(one, [two]), barring(two, [one])]).toEqual([[two], [one]])
  }
})
