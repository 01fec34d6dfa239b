// The scoring core: what a scorebook is, and the ranking that follows from it. Pure and exact; runs in browsers.
// What is signed and checked stands by itself, in bundle.ts and verify.ts, so that nobody loads it who does not need it.
export type { Held } from './awards'
export * from './breakdown'
export { add, compare, format, isTied, parseExact, round, type Exact, type RoundingMode } from './exact'
export { explainScorebook, rankAndExplain } from './explain'
export type { Fault } from './fault'
export { parseScorebook, type Parsed } from './parse'
export {
  rankScorebook,
  type RankedEntry,
  type Ranking,
  type RankingEntry,
  type ShownStage,
  type UnrankedEntry,
} from './ranking'
export { markFault, sheetTotal, type MarkFault, type SheetTotal } from './rubric'
export * from './scorebook'
