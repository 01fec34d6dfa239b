import type { EntrantKind } from './entry'
import type { RequirementCode } from './requirements'

type EligibilityRule = {
  readonly code: string
  /** Whose entries it is about. */
  readonly of: readonly EntrantKind[]
  /** What the form asks for on its account. */
  readonly requirements: readonly RequirementCode[]
  /** Ready sentences for a reviewer who finds it broken; each has its text in the catalogues. */
  readonly reasons: readonly string[]
}

const BOTH = ['person', 'agency'] as const

/**
 * Who may take part with what: the one list behind the entry form's checklist, the reviewer's checklist and the rules
 * that the public reads. Each code has a name and a text under `eligibility`, each reason one under `reviewReason`.
 */
export const ELIGIBILITY = [
  {
    code: 'identity',
    of: ['person'],
    requirements: ['entrant', 'document', 'phone'],
    reasons: ['identityMismatch', 'enteredTwice'],
  },
  {
    code: 'workplace',
    of: ['person'],
    requirements: ['unit', 'county', 'recommendingUnit', 'recommendingElsewhere'],
    reasons: ['outsideGuizhou', 'recommendedElsewhere'],
  },
  {
    code: 'certificate',
    of: ['person'],
    requirements: ['certificateLevel', 'certificateNumber'],
    reasons: ['levelTooLow', 'certificateMismatch', 'certificateUnreadable'],
  },
  {
    code: 'registration',
    of: ['agency'],
    requirements: [
      'agency',
      'creditCode',
      'enterprise',
      'representative',
      'registeredOn',
      'registeredYears',
      'county',
      'recommendingUnit',
      'recommendingElsewhere',
    ],
    reasons: ['registeredTooShort', 'registrationMismatch', 'outsideGuizhou', 'recommendedElsewhere'],
  },
  {
    code: 'inspection',
    of: ['agency'],
    requirements: ['inspection', 'inspectionFailed'],
    reasons: ['inspectionMissing', 'inspectionFailed'],
  },
  {
    code: 'team',
    of: ['agency'],
    requirements: ['contact', 'phone', 'team', 'teamCertified'],
    reasons: ['teamUnconfirmed', 'certificateMismatch', 'enteredTwice'],
  },
  {
    code: 'case',
    of: BOTH,
    requirements: [
      'title',
      'serviceDomain',
      'servicePeriod',
      'serviceOrder',
      'serviceUnfinished',
      'serviceTooOld',
      'background',
      'assessment',
      'plan',
      'process',
      'outcome',
      'reflection',
      'tooShort',
      'tooLong',
    ],
    reasons: ['otherDomain', 'outOfPeriod', 'wordCount', 'partMissing'],
  },
  { code: 'privacy', of: BOTH, requirements: ['clients'], reasons: ['clientNamed', 'authorNamed'] },
  {
    code: 'promises',
    of: BOTH,
    requirements: ['promise', 'participation'],
    reasons: ['promiseMissing', 'consentMissing'],
  },
] as const satisfies readonly EligibilityRule[]

/** The rules for one kind of entrant, in the order of the form. */
export const eligibilityOf = (kind: EntrantKind) =>
  ELIGIBILITY.filter(({ of }) => (of as readonly EntrantKind[]).includes(kind))
