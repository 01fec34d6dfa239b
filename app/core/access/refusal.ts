import type { DocumentFault } from '../entrants/document'

/** What kind of "no" it is; the web layer gives each one status. */
export type RefusalKind = 'sign-in' | 'forbidden' | 'not-found' | 'conflict' | 'invalid' | 'too-many'

/** Codes of the refusals; each has its text in both catalogues under `refusal`. */
export type RefusalCode =
  | DocumentFault
  | 'documentTooYoung'
  | 'signInFirst'
  | 'notYours'
  | 'notFound'
  | 'wrongLogin'
  | 'loginTaken'
  | 'lockedUntil'
  | 'captchaNeeded'
  | 'captchaWrong'
  | 'codeTooSoon'
  | 'codesSpent'
  | 'codeWrong'
  | 'codeSpent'
  | 'passwordCommon'
  | 'passwordPersonal'
  | 'passwordShort'
  | 'passwordUsed'
  | 'passwordWrong'
  | 'messageNotFailed'
  | 'linkUsed'
  | 'roleHeld'
  | 'secondFactorOn'
  | 'secondStepOver'
  | 'dutiesApart'
  | 'ownRole'
  | 'reviewOutdated'
  | 'reviewNotDue'
  | 'verdictsMissing'
  | 'teamUnconfirmed'
  | 'correctionDay'
  | 'nobodyToWrite'
  | 'registrationClosed'
  | 'registrationNotOpen'
  | 'correctionOver'
  | 'entryLocked'
  | 'entryChangedElsewhere'
  | 'trackTaken'
  | 'agencyEntriesFull'
  | 'agencyDomainTaken'
  | 'personTaken'
  | 'quotaFull'
  | 'memberTaken'
  | 'memberTwice'
  | 'wrongEntryState'
  | 'sheetLocked'
  | 'sheetChangedElsewhere'
  | 'sheetIncomplete'
  | 'entryNotInStage'
  | 'judgeAlreadyAssigned'
  | 'noJudges'
  | 'resultsIncomplete'
  | 'resultsUnchanged'
  | 'awardsHeld'
  | 'rankingChanged'

/** An expected "no". Thrown by core and services, shown to the user by the web layer; never logged as an error. */
export class Refusal extends Error {
  override readonly name = 'Refusal'

  constructor(
    readonly kind: RefusalKind,
    readonly code: RefusalCode,
    /** The form field the refusal is about, if it is about one. */
    readonly field?: string,
    /** What its text needs: numbers, and under `at` a moment as ISO text. */
    readonly values: Readonly<Record<string, string | number>> = {},
  ) {
    super(code)
  }
}
