import { checkAfterLeaving } from './checks/after-leaving'
import { declaredIn } from './checks/declared'
import { checkEntries } from './checks/entries'
import { checkMarks } from './checks/marks'
import { checkRanking } from './checks/ranking'
import { checkRecords } from './checks/records'
import { checkStages } from './checks/stages'
import { readShape } from './draft'
import type { Fault, Finding } from './fault'
import { ambiguities } from './json'
import type { Scorebook } from './scorebook'

export type Parsed = { ok: true; scorebook: Scorebook } | { ok: false; faults: Fault[] }

/** What the parts of a scorebook say about each other. Each check lists every fault it can see in what is readable. */
const CHECKS = [checkEntries, checkStages, checkRecords, checkMarks, checkRanking]

/** Nothing about the stages hangs on what is wrong in these parts. */
const ASIDE = /^(format|contest|ranking|lots|awards)\b/

/**
 * Reads a scorebook from JSON text and refuses it with every fault listed (scorebook/1, "Refused"). What it lets pass,
 * `rankScorebook` can rank.
 */
export function parseScorebook(text: string): Parsed {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return {
      ok: false,
      faults: [{ path: '', message: `is not readable JSON: ${(error as SyntaxError).message}` }],
    }
  }
  const { draft, findings } = readShape(json)
  findings.unshift(...ambiguities(text))
  const declared = declaredIn(draft)
  for (const check of CHECKS) findings.push(...check(draft, declared))

  // Who was eliminated can be told only if everything that decides it is sound.
  if (findings.every(({ path, aside }) => aside ?? ASIDE.test(path)))
    findings.push(...checkAfterLeaving(draft as Scorebook))
  return findings.length === 0
    ? { ok: true, scorebook: draft as Scorebook }
    : { ok: false, faults: findings.map(withoutAside) }
}

const withoutAside = ({ path, message }: Finding): Fault => ({ path, message })
