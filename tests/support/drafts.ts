import { PREFECTURES } from '~/core/contest/divisions'
import { EntryRules } from '~/core/contest/entry-rules'
import { EntryDraft, SECTIONS } from '~/core/entrants/draft'
import { inventedCreditCode } from '~/core/entrants/invented'
import type { EntryLimits } from '~/core/entrants/requirements'

/** Six sections of 20 characters each. */
const sections = Object.fromEntries(SECTIONS.map((section) => [section, '社工服务'.repeat(5)]))

const both = {
  phone: '13800138000',
  prefecture: '520100',
  county: '520102',
  recommendingUnit: '520100',
  title: '陪伴之路',
  serviceDomain: 'SA',
  serviceFrom: '2020-03-01',
  serviceTo: '2020-12-31',
  promise: 'on',
  clients: 'on',
  participation: 'on',
  ...sections,
}

/** Complete drafts of both kinds, under {@link limitsOf}. */
export const person = EntryDraft.parse({
  ...both,
  entrant: '张𣲗',
  unit: '贵阳市南明区社工站',
  certificateLevel: 'assistant',
  certificateNumber: '2019〔001〕第0001号',
})
export const agency = EntryDraft.parse({
  ...both,
  entrant: '贵阳社工中心',
  contact: '李四',
  creditCode: inventedCreditCode(1),
  representative: '王五',
  registeredOn: '2015-06-30',
  inspectionYear: '2020',
  inspection: 'passed',
  team: [{ name: '李四', level: 'social', certificate: '20190010001' }, { name: '吉克·𣲗阿依' }],
})

/** What a contest asks whose registration closes on 30 June 2021. */
export const limitsOf = (entrantKind: EntryLimits['entrantKind'], rules: object = {}): EntryLimits => ({
  entrantKind,
  minWords: 110,
  maxWords: 120,
  serviceDomains: ['SA', 'EC'],
  recommendingUnits: [
    ...PREFECTURES.map(({ code }) => ({ code, prefecture: code })),
    { code: 'GA', prefecture: null },
  ],
  rules: EntryRules.parse(rules),
  closesOn: '2021-06-30',
})
