import { areaOf, has, type Actor, type Member } from '~/core/access/actor'
import { allow } from '~/core/access/permissions'
import { Refusal } from '~/core/access/refusal'
import { dayInShanghai } from '~/core/contest/contest'
import type { Contest } from '~/core/contest/setup'
import { eligibilityOf } from '~/core/entrants/eligibility'
import { wordsOf } from '~/core/entrants/draft'
import type { EntryState } from '~/core/entrants/entry'
import { doubts } from '~/core/entrants/requirements'
import {
  checksOf,
  correctionEnd,
  dueLevel,
  followsFrom,
  messageOf,
  stateAfter,
  type Review,
  type ReviewLevel,
} from '~/core/entrants/review-desk'
import { similarity, SUSPICIOUS } from '~/core/entrants/similarity'
import { drawEntryCode } from '~/core/judging/codes'
import { db, inTransaction, type Db } from '~/data/db.server'
import * as entries from '~/data/entries.server'
import { record, type Act } from '~/data/journal.server'
import { listParticipants } from '~/data/participants.server'
import * as reviews from '~/data/reviews.server'
import { release } from './claims.server'
import { requireContest } from './contest.server'
import { requireEntry, version } from './entries.server'
import { limitsOf, trackOf } from './entry-limits.server'
import { historyOf } from './history.server'
import { notify, type MessageKind } from './messages.server'
import { teamStanding } from './participants.server'
import { random } from './secrets.server'

const PAGE = 50
/** The invented texts of a demonstration are all of one mould; only those that are the same are told. */
const TEMPLATE = 0.95
const DAY = 24 * 3_600_000

/** What the work list shows: what waits, in whatever state, or one state. */
export const WORK_VIEWS = ['waiting', 'returned', 'endorsed', 'accepted', 'refused', 'all'] as const
export type WorkView = (typeof WORK_VIEWS)[number]

/** How the work list is narrowed, as its address says. */
export type WorkQuery = {
  readonly view: WorkView
  readonly track?: string | undefined
  readonly serviceDomain?: string | undefined
  readonly recommendingUnit?: string | undefined
  readonly search?: string | undefined
}

const SEEN: readonly EntryState[] = ['submitted', 'returned', 'endorsed', 'accepted', 'refused']

/** At which level somebody decides. */
const levelOf = (actor: Member): ReviewLevel => (areaOf(actor) === undefined ? 'province' : 'prefecture')

/** The states that wait for somebody. Where no prefecture has to look first, what was submitted waits for the province. */
function waitingStates(actor: Member, { entryRules }: Contest): EntryState[] {
  if (levelOf(actor) === 'prefecture') return entryRules.prefectureReview ? ['submitted'] : []
  return ['submitted', 'endorsed']
}

/** What a list's address narrows it to, within what this person may see. */
export function stateFilter(
  actor: Member,
  contest: Contest,
  { view, ...narrowed }: WorkQuery,
): reviews.WorkFilter {
  const states = view === 'waiting' ? waitingStates(actor, contest) : view === 'all' ? SEEN : [view]
  return { ...narrowed, states, prefecture: areaOf(actor) }
}

/** The ids of somebody's work list. Of what was submitted, the province waits only for its own and for the endorsed. */
async function workOf(actor: Member, contest: Contest, query: WorkQuery) {
  const ids = await reviews.workIds(db(), contest.id, stateFilter(actor, contest, query))
  if (query.view !== 'waiting' || levelOf(actor) === 'prefecture') return ids
  const lines = await reviews.workLines(db(), ids)
  return lines
    .filter(({ state, prefecture }) => dueLevel({ state, prefecture }, contest.entryRules) === 'province')
    .map(({ id }) => id)
}

/** Texts of the contest that are near copies of one of these, by their ids, most alike first. */
async function nearCopies(contest: Contest, of: readonly { id: string; sketch: readonly number[] }[]) {
  const all = await reviews.listSketches(db(), contest.id)
  return new Map(
    of.map(({ id, sketch }) => [
      id,
      all
        .filter((other) => other.id !== id)
        .map((other) => ({ id: other.id, title: other.title, share: similarity(sketch, other.sketch) }))
        .filter(({ share }) => share >= (contest.demonstration ? TEMPLATE : SUSPICIOUS))
        .sort((a, b) => b.share - a.share),
    ]),
  )
}

/** The work list: who waits longest comes first, near copies are marked, and how many there are in each view. */
export async function workList(actor: Actor, query: WorkQuery, page = 1) {
  const member = allow(actor, 'read reviews')
  const contest = await requireContest(db())
  const counts = await Promise.all(
    WORK_VIEWS.map(
      async (view) => [view, (await workOf(member, contest, { ...query, view })).length] as const,
    ),
  )
  const ids = await workOf(member, contest, query)
  const lines = await reviews.workLines(db(), ids.slice((page - 1) * PAGE, page * PAGE))
  const copies = await nearCopies(
    contest,
    lines.map(({ id, versions }) => ({ id, sketch: versions[0]?.sketch ?? [] })),
  )
  return {
    counts: Object.fromEntries(counts) as Record<WorkView, number>,
    pages: Math.max(1, Math.ceil(ids.length / PAGE)),
    page,
    total: ids.length,
    area: areaOf(member) ?? null,
    mayWrite: has(member, 'organiser'),
    tracks: contest.tracks.map(({ code, name }) => ({ code, name })),
    serviceDomains: contest.serviceDomains.map(({ code, name }) => ({ code, name })),
    recommendingUnits: contest.recommendingUnits.map(({ code, name }) => ({ code, name })),
    lines: lines.map(({ id, state, prefecture, track, recommendingUnit, versions }) => {
      const content = JSON.parse(versions[0]?.content ?? '{}') as {
        title?: string
        entrant?: string
        unit?: string
      }
      return {
        id,
        state,
        prefecture,
        track: contest.tracks.find(({ code }) => code === track.code)!.name,
        recommendingUnit: recommendingUnit?.name as Contest['name'] | undefined,
        title: content.title ?? '',
        entrant: content.entrant ?? '',
        unit: content.unit ?? '',
        version: versions[0]?.number ?? 0,
        submittedAt: versions[0]?.submittedAt ?? null,
        copies: copies.get(id)!.length,
      }
    }),
  }
}

/** One entry as its reviewers see it: what was submitted, what the system can say to each rule, and what was decided. */
export async function openReview(actor: Actor, id: string, query: WorkQuery, now = new Date()) {
  const contest = await requireContest(db())
  const entry = await requireEntry(db(), id)
  const member = allow(actor, 'read a review', entry)
  if (!entry.frozen) throw new Refusal('not-found', 'notFound')
  const { content } = entry.frozen
  const [people, history, ids, sketches] = await Promise.all([
    listParticipants(db(), id),
    historyOf(db(), id),
    workOf(member, contest, query),
    reviews.workLines(db(), [id]),
  ])
  const here = ids.indexOf(id)
  const track = trackOf(contest, entry.track)
  const copies = await nearCopies(contest, [{ id, sketch: sketches[0]?.versions[0]?.sketch ?? [] }])
  // What a reviewer may not open he is not led to.
  const mine = await Promise.all(
    copies.get(id)!.map(async (copy) => ({ ...copy, other: await requireEntry(db(), copy.id) })),
  )
  return {
    entry: { id, state: entry.state, prefecture: entry.prefecture, content, frozen: version(entry.frozen) },
    track,
    words: wordsOf(content),
    doubts: doubts(content, limitsOf(contest, entry.track)),
    rules: contest.entryRules,
    serviceDomain: contest.serviceDomains.find(({ code }) => code === content.serviceDomain)?.name ?? null,
    recommendingUnit:
      contest.recommendingUnits.find(({ code }) => code === content.recommendingUnit)?.name ?? null,
    people: people.map(({ id: person, place, name, documentType, documentMasked, confirmedAt }) => ({
      id: person,
      place,
      name,
      documentType,
      documentMasked,
      confirmedAt,
    })),
    team: teamStanding(content, people),
    eligibility: eligibilityOf(track.entrantKind).map(({ code, reasons }) => ({ code, reasons })),
    history,
    copies: mine
      .filter(({ other }) => mayRead(member, other))
      .map(({ id: other, title, share }) => ({ id: other, title, percent: Math.round(share * 100) })),
    due: dueLevel(entry, contest.entryRules) === levelOf(member) && !has(member, 'supervisor'),
    level: levelOf(member),
    correctBy: dayInShanghai(new Date(now.getTime() + contest.entryRules.correctionDays * DAY)),
    place: { at: here + 1, of: ids.length, before: ids[here - 1] ?? null, after: ids[here + 1] ?? null },
  }
}

const mayRead = (member: Member, { prefecture }: entries.Entry) =>
  areaOf(member) === undefined || areaOf(member) === prefecture

const ACTS = {
  endorsed: 'entryEndorsed',
  accepted: 'entryAccepted',
  returned: 'entryReturned',
  refused: 'entryRefused',
} as const satisfies Partial<Record<EntryState, Act & Told>>

/**
 * Decides on the version that was looked at. Refused if another has been submitted or decided on since, if it is not
 * this reviewer's turn, if a verdict is missing, if the decision does not follow from the verdicts, and if the province
 * would accept a team that has not confirmed.
 */
export async function review(actor: Actor, id: string, sent: Review, now = new Date()) {
  await inTransaction(async (at) => {
    const contest = await requireContest(at)
    const entry = await requireEntry(at, id, entries.lockEntry)
    const member = allow(actor, 'review an entry', entry)
    const level = dueLevel(entry, contest.entryRules)
    if (entry.frozen?.number !== sent.version) throw new Refusal('conflict', 'reviewOutdated')
    if (level === null || level !== levelOf(member)) throw new Refusal('conflict', 'reviewNotDue')
    const checks = checksOf(trackOf(contest, entry.track).entrantKind, sent)
    if (!checks || !followsFrom(sent.decision, checks)) throw new Refusal('invalid', 'verdictsMissing')
    const state = stateAfter(sent.decision, level)
    if (state === 'accepted') await requireConfirmedTeam(at, entry)
    const correctBy = state === 'returned' ? correctionEndOf(contest, sent, now) : null
    const message = messageOf(checks)
    const code = state === 'accepted' ? await drawCode(at, contest, entry) : undefined
    await entries.moveEntry(at, id, entry.state, {
      state,
      reason: message || null,
      correctBy,
      ...(code && { code }),
    })
    if (state === 'refused') await release(at, id)
    await reviews.createReview(at, {
      entryId: id,
      version: sent.version,
      level,
      decision: sent.decision,
      checks,
      message,
      correctBy,
      reviewerId: member.id,
      reviewedAt: now,
    })
    const act = ACTS[state as keyof typeof ACTS]
    await record(at, {
      actorId: member.id,
      act,
      subjectId: id,
      contestId: contest.id,
      details: { version: sent.version, ...(code && { entry: code }) },
    })
    await tell(at, entry, act, { message, until: correctBy }, now)
  })
}

/** What an entrant is told of a decision. */
export type Told = Extract<MessageKind, `entry${string}`>

/** Tells the entrant of a decision, on the site and by mail or text message. */
export async function tell(
  at: Db,
  { accountId, draft, frozen }: entries.Entry,
  kind: Told,
  { message, until }: { message: string; until: Date | null },
  now: Date,
) {
  const title = (frozen?.content ?? draft).title
  const values = { title, message, until: until ? dayInShanghai(until) : '' }
  await notify(at, { accountId, kind, values }, now)
}

async function requireConfirmedTeam(at: Db, entry: entries.Entry) {
  const standing = teamStanding(entry.frozen!.content, await listParticipants(at, entry.id))
  if (standing.some((member) => member.standing !== 'confirmed')) {
    throw new Refusal('conflict', 'teamUnconfirmed')
  }
}

function correctionEndOf({ entryRules }: Contest, { correctBy }: Review, now: Date) {
  const day = correctBy ?? dayInShanghai(new Date(now.getTime() + entryRules.correctionDays * DAY))
  const end = correctionEnd(day, now)
  if (!end) throw new Refusal('invalid', 'correctionDay', 'correctBy')
  return end
}

/** The code under which an accepted entry is judged, with the letter of its track. */
export async function drawCode(at: Db, contest: Contest, entry: entries.Entry) {
  const letter = String.fromCharCode(65 + contest.tracks.findIndex(({ code }) => code === entry.track))
  return drawEntryCode(letter, await entries.entryCodes(at, contest.id), random)
}
