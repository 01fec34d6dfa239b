import { pathOf, type Finding } from '../fault'
import { holdStages } from '../progress'
import type { Scorebook } from '../scorebook'
import { RECORD_LISTS } from './records'

/**
 * Nothing is recorded for an entry at a stage after the one where it was eliminated or absent. After one where it is
 * incomplete it may be: a sheet may have been reopened. Holds the stages, so everything they need must be sound.
 */
export function* checkAfterLeaving(scorebook: Scorebook): Generator<Finding> {
  const order = new Map(scorebook.stages.map(({ id }, at) => [id, at]))
  const leftAt = new Map<string, { state: string; stage: string; at: number }>()
  for (const { entry, left } of holdStages(scorebook))
    if (left?.state === 'eliminated' || left?.state === 'absent')
      leftAt.set(entry.id, { ...left, at: order.get(left.stage)! })

  for (const list of RECORD_LISTS) {
    for (const [at, { stage, entry }] of (scorebook[list] ?? []).entries()) {
      const left = leftAt.get(entry)
      if (left && order.get(stage)! > left.at)
        yield {
          path: pathOf([list, at]),
          message: `"${entry}" is ${left.state} at the earlier stage "${left.stage}"`,
        }
    }
  }
}
