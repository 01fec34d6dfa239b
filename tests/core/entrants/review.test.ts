import { describe, expect, test } from 'vitest'
import { readFault } from '~/core/access/fault'
import { ReviewAct, Decide, RecordDeduction } from '~/core/entrants/review'

const faultsOf = (given: { error?: { issues: { path: PropertyKey[]; message: string }[] } | undefined }) =>
  given.error?.issues.map(({ path, message }) => `${path.join('.')}: ${readFault(message).key}`) ?? []

describe('a decision', () => {
  const decide = (decision: string, reason?: string) =>
    Decide.safeParse({ intent: 'decide', decision, reason })

  test.each(['return', 'withdraw', 'disqualify'])('to %s needs words', (decision) => {
    expect(faultsOf(decide(decision))).toEqual(['reason: reasonMissing'])
    expect(faultsOf(decide(decision, ' \u3000'))).toEqual(['reason: reasonMissing'])
    expect(decide(decision, ' 字数不符 ').data?.reason).toBe('字数不符')
  })

  test('to accept needs none', () => {
    expect(decide('accept').data?.reason).toBe('')
  })

  test('must be one of the table', () => {
    expect(decide('publish', '因为').success).toBe(false)
    expect(ReviewAct.safeParse({ intent: 'decide', decision: 'constructor', reason: '因为' }).success).toBe(
      false,
    )
  })
})

describe('points off', () => {
  const deduct = (points: unknown) =>
    RecordDeduction.safeParse({ intent: 'deduct', stage: 'final', points, reason: '超时' })

  test.each(['2', '0.5', '0.01', '100', ' 2.50 '])('%j passes', (points) => {
    expect(deduct(points).data?.points).toBe(points.trim())
  })

  test.each(['0', '0.00', '-2', '+2', '2.005', '1e2', '２', '2,5', '.5', '2.', '1000', '', 'x', undefined])(
    '%j does not',
    (points) => {
      expect(faultsOf(deduct(points))).toEqual(['points: pointsForm'])
    },
  )

  test('need a reason', () => {
    const given = RecordDeduction.safeParse({ intent: 'deduct', stage: 'final', points: '2', reason: '  ' })
    expect(faultsOf(given)).toEqual(['reason: reasonMissing'])
  })
})
