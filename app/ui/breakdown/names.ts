import type { Localized } from '~/core/contest/localized'
import { useText } from '../text'

type Named = { readonly code: string; readonly name: Localized }

/** The names that a breakdown's codes stand for. */
export type BreakdownNames = {
  readonly track: Localized
  readonly serviceDomains: readonly Named[]
  readonly awards: readonly Named[]
  readonly stages: readonly (Named & { readonly criteria: readonly Named[] })[]
}

/** Looks names up by their codes; a code without a name stands for itself. */
export function useNames(names: BreakdownNames) {
  const { said } = useText()
  const among = (list: readonly Named[], code: string | null) => {
    const found = list.find((each) => each.code === code)
    return found ? said(found.name) : (code ?? '')
  }
  return {
    stageName: (code: string | null) => among(names.stages, code),
    domainName: (code: string | null) => among(names.serviceDomains, code),
    awardName: (code: string | null) => among(names.awards, code),
    criterionName: (stage: string | null, criterion: string | null) =>
      among(names.stages.find(({ code }) => code === stage)?.criteria ?? [], criterion),
  }
}
