import type { Deduction, Scorebook, Sheet } from './scorebook'

/** What was recorded for one entry at one stage. */
export type Records = {
  readonly sheets: readonly Sheet[]
  readonly examMark: string | null
  readonly deductions: readonly Deduction[]
  readonly absent: boolean
}

/** A file that is being filled. */
type File = { sheets: Sheet[]; examMark: string | null; deductions: readonly Deduction[]; absent: boolean }

/** Files every sheet, exam mark, deduction and absence in one pass; the answer finds them by stage and entry. */
export function recordsOf(scorebook: Scorebook): (stage: string, entry: string) => Records {
  const files = new Map(scorebook.stages.map(({ id }) => [id, new Map<string, File>()]))
  const at = ({ stage, entry }: { stage: string; entry: string }) => {
    const file = files.get(stage)!
    let records = file.get(entry)
    if (!records) file.set(entry, (records = noRecords()))
    return records
  }
  // Most often the sheets of an entry stand together, and are filed without looking for the place again.
  let before: Sheet | null = null
  let place = noRecords()
  for (const sheet of scorebook.sheets) {
    if (before?.entry !== sheet.entry || before.stage !== sheet.stage) place = at(sheet)
    place.sheets.push(sheet)
    before = sheet
  }
  for (const examMark of scorebook.examMarks ?? []) at(examMark).examMark = examMark.mark
  for (const deduction of scorebook.deductions ?? []) {
    const records = at(deduction)
    records.deductions = [...records.deductions, deduction]
  }
  for (const absence of scorebook.absences ?? []) at(absence).absent = true
  return (stage, entry) => files.get(stage)?.get(entry) ?? noRecords()
}

const NO_DEDUCTIONS: readonly Deduction[] = []

const noRecords = (): File => ({ sheets: [], examMark: null, deductions: NO_DEDUCTIONS, absent: false })
