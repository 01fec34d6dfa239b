import { describe, expect, test } from 'vitest'
import { readFault } from '~/core/access/fault'
import { markKey, Recusal, SaveSheet } from '~/core/judging/sheet'
import { StageAct } from '~/core/judging/stage-acts'

const keyOf = (given: { error?: { issues: { message: string }[] } | undefined }) =>
  given.error && readFault(given.error.issues[0]!.message).key

test('a criterion’s name in a form has no dots, and two criteria never share one', () => {
  const rubric = ['R1.1', 'R1.2', 'R1.10', 'R11.1']
  expect(markKey('R1.1')).toBe('R1-1')
  expect(new Set(rubric.map(markKey)).size).toBe(rubric.length)
})

describe('a sheet that is sent', () => {
  const send = (marks: Record<string, string | undefined>) =>
    SaveSheet.safeParse({ intent: 'save', revision: '0', marks })

  test.each(['0', '9', '9.5', '10.00'])('a mark of %j is a number', (mark) => {
    expect(send({ 'R1-1': mark }).success).toBe(true)
  })

  test.each(['-1', '+1', '1e1', '1,5', '９', 'x', '.5', '1.', ' 1', 'Infinity', '1'.repeat(21)])(
    'a mark of %j is none',
    (mark) => {
      expect(send({ 'R1-1': mark }).success).toBe(false)
    },
  )

  test('may leave marks and the comment out', () => {
    expect(SaveSheet.parse({ intent: 'save', revision: '3' })).toEqual({
      intent: 'save',
      revision: 3,
      marks: {},
      comment: '',
    })
    expect(send({ 'R1-1': undefined, 'R1-2': '5' }).success).toBe(true)
  })
})

describe('a reason', () => {
  const recusal = (reason?: string) => Recusal.safeParse({ intent: 'recuse', reason })
  const taking = (reason?: string) => StageAct.safeParse({ intent: 'void', sheet: 's', reason })

  test.each([undefined, '', '  ', '\u3000'])('of %j is none: nobody steps back without words', (reason) => {
    expect(keyOf(recusal(reason))).toBe('reasonMissing')
  })

  test.each([undefined, '', '  ', '\u3000'])(
    'of %j is none: no sheet is taken back without words',
    (reason) => {
      expect(taking(reason).success).toBe(false)
    },
  )

  test('has no outer blanks and at most 500 characters', () => {
    expect(recusal(' 曾为同事 ').data?.reason).toBe('曾为同事')
    expect(taking(' 评委生病 ').data).toEqual({ intent: 'void', sheet: 's', reason: '评委生病' })
    expect(keyOf(recusal('因'.repeat(501)))).toBe('tooLong')
  })
})
