import type { Actor } from '~/core/access/actor'
import { allow } from '~/core/access/permissions'
import { Refusal } from '~/core/access/refusal'
import type { Contest, Stage } from '~/core/contest/setup'
import { rankScorebook, sheetTotal } from '~/core/scoring'
import { db, type Db } from '~/data/db.server'
import { listEntries } from '~/data/entries.server'
import { loadScorebook } from '~/data/results.server'
import * as sheets from '~/data/sheets.server'
import { requireContest } from './contest.server'

/** A stage of the contest by its code. Refused for none. */
export const stageOf = (contest: Contest, code: string) => {
  const stage = contest.stages.find((each) => each.code === code)
  if (!stage) throw new Refusal('not-found', 'notFound')
  return stage
}

/**
 * The entries that take part in a stage: entered, and neither eliminated nor absent at an earlier one. None of a track
 * while anything is missing there that decides who goes on: a sheet still to come may put others through.
 */
export async function takingPart(at: Db, contest: Contest, stage: Stage) {
  const place = contest.stages.indexOf(stage)
  const entered = await listEntries(at, { contestId: contest.id, state: { in: ['accepted'] } })
  if (place === 0) return entered
  // What earlier stages say, by the published rules themselves: a scorebook that ends before this stage.
  const earlier = new Set(contest.stages.slice(0, place).map(({ code }) => code))
  const scorebook = await loadScorebook(at, contest)
  const { entries } = rankScorebook({
    ...scorebook,
    stages: scorebook.stages.filter(({ id }) => earlier.has(id)),
    sheets: scorebook.sheets.filter((sheet) => earlier.has(sheet.stage)),
    deductions: scorebook.deductions?.filter((deduction) => earlier.has(deduction.stage)),
    absences: scorebook.absences?.filter((absence) => earlier.has(absence.stage)),
    ranking: { ...scorebook.ranking, tieBreaks: [] },
    awards: [],
  })
  const selects = contest.stages.slice(0, place).some(({ rules }) => rules.advance)
  const undecided = new Set(
    entries.filter(({ state }) => selects && state === 'incomplete').map(({ track }) => track),
  )
  const through = new Set(
    entries.filter(({ state, track }) => state === 'ranked' && !undecided.has(track)).map(({ id }) => id),
  )
  return entered.filter(({ code }) => through.has(code!))
}

/** The state of a sheet as people see it: an open one that has been saved is a draft. */
export const stateShown = ({ state, revision }: sheets.Sheet): sheets.SheetState | 'draft' =>
  state === 'open' && revision > 0 ? 'draft' : state

/** How far a stage is: judges across, entries down, one state a sheet. */
export async function stageProgress(actor: Actor, stageCode: string) {
  allow(actor, 'see progress')
  const contest = await requireContest(db())
  const stage = stageOf(contest, stageCode)
  const [entered, taking, judges, given, absences] = await Promise.all([
    listEntries(db(), { contestId: contest.id, state: { in: ['accepted'] } }),
    takingPart(db(), contest, stage),
    sheets.listJudges(db(), contest.id),
    sheets.listSheets(db(), { contestId: contest.id, stageId: stage.id }),
    sheets.listAbsences(db(), contest.id),
  ])
  const absent = new Set(absences.filter((each) => each.stage === stageCode).map(({ entry }) => entry))
  const byPair = new Map(given.map((sheet) => [`${sheet.entry} ${sheet.judge.code}`, sheet]))
  // Whoever has sheets here stays in sight, also when an earlier stage is opened again.
  const shown = new Set([...taking.map(({ id }) => id), ...given.map(({ entryId }) => entryId)])
  const rows = entered
    .filter(({ id }) => shown.has(id))
    .map((entry) => {
      const mine = judges.map(({ code }) => byPair.get(`${entry.code!} ${code}`) ?? null)
      const counting = mine.filter((sheet) => sheet && sheet.state !== 'recused')
      return {
        id: entry.id,
        code: entry.code!,
        title: entry.frozen!.content.title,
        track: entry.track,
        serviceDomain: entry.serviceDomain!,
        absent: absent.has(entry.code!),
        missing: Math.max(0, stage.judgesPerEntry - counting.length),
        sheets: mine.map((sheet) =>
          sheet
            ? {
                id: sheet.id,
                state: stateShown(sheet),
                total:
                  sheet.state === 'submitted'
                    ? sheetTotal(stage.rubrics[sheet.track]!.criteria, sheet.marks).total
                    : null,
              }
            : null,
        ),
      }
    })
    .sort((a, b) => (a.code < b.code ? -1 : 1))
  return {
    stage: { code: stage.code, name: stage.name, blind: stage.blind, judgesPerEntry: stage.judgesPerEntry },
    stages: contest.stages.map(({ code, name }) => ({ code, name })),
    judges: judges.map(({ id, code, name }) => ({ id, code, name })),
    rows,
    submitted: given.filter(({ state }) => state === 'submitted').length,
    open: given.filter(({ state }) => state === 'open').length,
    missing: rows.reduce((sum, { missing, absent: away }) => sum + (away ? 0 : missing), 0),
  }
}
