import { isDay, yearsBefore } from '../contest/days'
import { countyName } from '../contest/divisions'
import type { EntryRules } from '../contest/entry-rules'
import { isCertificateNumber, reachesLevel } from './certificate'
import { creditCodeFault, isEnterprise, isExpectedCreditCode } from './credit-code'
import { SECTIONS, teamOf, wordsOf, type EntryDraft, type EntryField } from './draft'
import type { EntrantKind } from './entry'
import { PersonName } from './name'

/** Who puts entries forward; one that stands for a prefecture takes entries from there. */
export type RecommendingUnit = {
  readonly code: string
  readonly prefecture: string | null
}

/** What a track and its contest ask of an entry. Days are ISO dates in Asia/Shanghai. */
export type EntryLimits = {
  readonly entrantKind: EntrantKind
  readonly minWords: number
  readonly maxWords: number
  readonly serviceDomains: readonly string[]
  readonly recommendingUnits: readonly RecommendingUnit[]
  readonly rules: EntryRules
  /** The day on which registration closes: ages and years count to it. */
  readonly closesOn: string
}

/** What is kept apart from the draft and yet belongs to the entry. */
export type EntryFacts = {
  /** Whether the individual's identity document has been given. */
  readonly identified: boolean
}

/** Where the form shows it: a field of the draft, or the part for the identity document. */
export type Place = EntryField | 'document'
type Values = Readonly<Record<string, string | number>>
export type Lack = { readonly code: string; readonly field: Place; readonly values?: Values }

/** The fault of a requirement: true for met, false for not, values for a text that needs them. */
type Verdict = boolean | Values
type Requirement = {
  readonly code: string
  readonly field: Place
  /** Whom it is asked of; everybody if left out. */
  readonly of?: EntrantKind
  readonly met: (draft: EntryDraft, limits: EntryLimits, facts: EntryFacts) => Verdict
}

const MOBILE = /^1[3-9]\d{9}$/
const FIXED = /^0\d{2,3}-?\d{7,8}(-\d{1,6})?$/

/** A mobile or fixed number, with or without the country's code, with blanks and dashes wherever people set them. */
function isTelephone(typed: string) {
  const text = typed
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/^(\+86|0086)-?/, '')
  return MOBILE.test(text.replaceAll('-', '')) || FIXED.test(text)
}

const isName = (typed: string) => PersonName.safeParse(typed).success
const isGiven = (typed: string) => typed.trim() !== ''
const unitOf = ({ recommendingUnit }: EntryDraft, { recommendingUnits }: EntryLimits) =>
  recommendingUnits.find(({ code }) => code === recommendingUnit)
const certified = (draft: EntryDraft) =>
  teamOf(draft).filter(({ level, certificate }) => level !== '' && isCertificateNumber(certificate))

/**
 * One row a condition of submission, in the order of the form; each code has its text in the catalogues under `lack`.
 * A condition that only makes sense once another is met says it is met until then, so that nothing is asked twice.
 */
export const REQUIREMENTS = [
  { code: 'entrant', field: 'entrant', of: 'person', met: ({ entrant }) => isName(entrant) },
  { code: 'agency', field: 'entrant', of: 'agency', met: ({ entrant }) => isGiven(entrant) },
  { code: 'document', field: 'document', of: 'person', met: (_, __, { identified }) => identified },
  { code: 'unit', field: 'unit', of: 'person', met: ({ unit }) => isGiven(unit) },
  {
    code: 'creditCode',
    field: 'creditCode',
    of: 'agency',
    met: ({ creditCode }) => creditCodeFault(creditCode) === null,
  },
  {
    code: 'enterprise',
    field: 'creditCode',
    of: 'agency',
    met: ({ creditCode }, { rules }) => rules.enterprises || !isEnterprise(creditCode),
  },
  {
    code: 'representative',
    field: 'representative',
    of: 'agency',
    met: ({ representative }) => isName(representative),
  },
  {
    code: 'registeredOn',
    field: 'registeredOn',
    of: 'agency',
    met: ({ registeredOn }, { closesOn }) => isDay(registeredOn) && registeredOn <= closesOn,
  },
  {
    code: 'registeredYears',
    field: 'registeredOn',
    of: 'agency',
    met: ({ registeredOn }, { closesOn, rules }) =>
      !isDay(registeredOn) ||
      registeredOn > closesOn ||
      registeredOn <= yearsBefore(closesOn, rules.agencyYears) || { count: rules.agencyYears },
  },
  {
    code: 'inspection',
    field: 'inspection',
    of: 'agency',
    met: ({ inspection, inspectionYear }) => inspection !== '' && /^20\d\d$/.test(inspectionYear),
  },
  {
    code: 'inspectionFailed',
    field: 'inspection',
    of: 'agency',
    met: ({ inspection }) => inspection !== 'failed',
  },
  { code: 'contact', field: 'contact', of: 'agency', met: ({ contact }) => isName(contact) },
  { code: 'phone', field: 'phone', met: ({ phone }) => isTelephone(phone) },
  {
    code: 'county',
    field: 'county',
    met: ({ prefecture, county }) => countyName(prefecture, county) !== null,
  },
  {
    code: 'recommendingUnit',
    field: 'recommendingUnit',
    met: (draft, limits) => limits.recommendingUnits.length === 0 || unitOf(draft, limits) !== undefined,
  },
  {
    code: 'recommendingElsewhere',
    field: 'recommendingUnit',
    met: (draft, limits) => {
      const own = unitOf(draft, limits)?.prefecture ?? null
      return own === null || draft.prefecture === '' || own === draft.prefecture
    },
  },
  {
    code: 'certificateLevel',
    field: 'certificateLevel',
    of: 'person',
    met: ({ certificateLevel }, { rules }) => reachesLevel(certificateLevel, rules.minimumLevel),
  },
  {
    code: 'certificateNumber',
    field: 'certificateNumber',
    of: 'person',
    met: ({ certificateLevel, certificateNumber }) =>
      certificateLevel === '' || isCertificateNumber(certificateNumber),
  },
  {
    code: 'team',
    field: 'team',
    of: 'agency',
    met: (draft, { rules }) => {
      const team = teamOf(draft)
      return (
        (team.length > 0 && team.length <= rules.team.most && team.every(({ name }) => isName(name))) || {
          max: rules.team.most,
        }
      )
    },
  },
  {
    code: 'teamCertified',
    field: 'team',
    of: 'agency',
    met: (draft, { rules }) =>
      teamOf(draft).length === 0 ||
      certified(draft).length >= rules.team.certified || { count: rules.team.certified },
  },
  { code: 'title', field: 'title', met: ({ title }) => isGiven(title) },
  {
    code: 'serviceDomain',
    field: 'serviceDomain',
    met: ({ serviceDomain }, { serviceDomains }) => serviceDomains.includes(serviceDomain),
  },
  {
    code: 'servicePeriod',
    field: 'serviceFrom',
    met: ({ serviceFrom, serviceTo }) => isDay(serviceFrom) && isDay(serviceTo),
  },
  {
    code: 'serviceOrder',
    field: 'serviceTo',
    met: ({ serviceFrom, serviceTo }) => !isDay(serviceFrom) || !isDay(serviceTo) || serviceFrom <= serviceTo,
  },
  {
    code: 'serviceUnfinished',
    field: 'serviceTo',
    met: ({ serviceTo }, { closesOn }) => !isDay(serviceTo) || serviceTo <= closesOn,
  },
  {
    code: 'serviceTooOld',
    field: 'serviceTo',
    met: ({ serviceTo }, { closesOn, rules }) =>
      !isDay(serviceTo) ||
      serviceTo >= yearsBefore(closesOn, rules.serviceYears) || { count: rules.serviceYears },
  },
  ...SECTIONS.map((section) => ({
    code: section,
    field: section,
    met: (draft: EntryDraft) => isGiven(draft[section]),
  })),
  {
    code: 'tooShort',
    field: 'process',
    met: (draft, { minWords }) =>
      wordsOf(draft) >= minWords || { count: minWords - wordsOf(draft), min: minWords },
  },
  {
    code: 'tooLong',
    field: 'process',
    met: (draft, { maxWords }) =>
      wordsOf(draft) <= maxWords || { count: wordsOf(draft) - maxWords, max: maxWords },
  },
  { code: 'promise', field: 'promise', met: ({ promise }) => promise },
  { code: 'clients', field: 'clients', met: ({ clients }) => clients },
  { code: 'participation', field: 'participation', met: ({ participation }) => participation },
] as const satisfies readonly Requirement[]
export type RequirementCode = (typeof REQUIREMENTS)[number]['code'] | (typeof SECTIONS)[number]

/** What still keeps the draft from being submitted, in the order of the form; nothing means complete. */
export function lacks(draft: EntryDraft, limits: EntryLimits, facts: EntryFacts): Lack[] {
  const found: Lack[] = []
  for (const { code, field, of, met } of REQUIREMENTS as readonly Requirement[]) {
    if (of !== undefined && of !== limits.entrantKind) continue
    const verdict = met(draft, limits, facts)
    if (verdict === true) continue
    found.push({ code, field, ...(verdict !== false && { values: verdict }) })
  }
  return found
}

/** What is unusual and may be right all the same; each code has its text under `doubt`. */
export function doubts(draft: EntryDraft, { entrantKind }: EntryLimits): Lack[] {
  const faultless = creditCodeFault(draft.creditCode) === null
  return entrantKind === 'agency' && faultless && !isExpectedCreditCode(draft.creditCode)
    ? [{ code: 'creditCodeElsewhere', field: 'creditCode' }]
    : []
}
