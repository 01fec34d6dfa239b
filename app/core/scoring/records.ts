import type { Deduction, Scorebook, Sheet } from './scorebook'

/** What was recorded for one entry at one stage. */
export type Records = { sheets: Sheet[]; examMark: string | null; deductions: Deduction[]; absent: boolean }

/** Files every sheet, exam mark, deduction and absence in one pass; the answer finds them by stage and entry. */
export function recordsOf(scorebook: Scorebook): (stage: string, entry: string) => Records {
  const files = new Map(scorebook.stages.map(({ id }) => [id, new Map<string, Records>()]))
  const at = ({ stage, entry }: { stage: string; entry: string }) => {
    const file = files.get(stage)!
    let records = file.get(entry)
    if (!records) file.set(entry, (records = noRecords()))
    return records
  }
  for (const sheet of scorebook.sheets) at(sheet).sheets.push(sheet)
  for (const examMark of scorebook.examMarks ?? []) at(examMark).examMark = examMark.mark
  for (const deduction of scorebook.deductions ?? []) at(deduction).deductions.push(deduction)
  for (const absence of scorebook.absences ?? []) at(absence).absent = true
  return (stage, entry) => files.get(stage)?.get(entry) ?? noRecords()
}

const noRecords = (): Records => ({ sheets: [], examMark: null, deductions: [], absent: false })
