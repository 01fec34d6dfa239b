import { describe, expect, test } from 'vitest'
import { EntryDraft, SECTIONS, wordsOf } from '~/core/entrants/draft'
import { inventedCreditCode } from '~/core/entrants/invented'
import { doubts, lacks, REQUIREMENTS } from '~/core/entrants/requirements'
import { agency, limitsOf, person } from '~tests/support/drafts'

const ofPersons = limitsOf('person')
const ofAgencies = limitsOf('agency')
const identified = { identified: true }

const codes = (draft: EntryDraft, of = ofPersons, facts = identified) =>
  lacks(draft, of, facts).map(({ code }) => code)
const ofPerson = (change: Partial<EntryDraft>) => codes({ ...person, ...change })
const ofAgency = (change: Partial<EntryDraft>, rules = {}) =>
  codes({ ...agency, ...change }, limitsOf('agency', rules))

const nobody = { name: '', level: '', certificate: '' } as const
const member = (name: string) => ({ ...nobody, name })
const certified = { name: '李四', level: 'social', certificate: '20190010001' } as const

describe('what keeps an entry from being submitted', () => {
  test('is nothing when it is complete, for a person and for an agency', () => {
    expect(lacks(person, ofPersons, identified)).toEqual([])
    expect(lacks(agency, ofAgencies, { identified: false })).toEqual([])
  })

  test.each<[string, Partial<EntryDraft>]>([
    ['phone', { phone: '' }],
    ['phone', { phone: '12345' }],
    ['county', { prefecture: '', county: '' }],
    ['county', { county: '' }],
    ['county', { county: '522631' }],
    ['recommendingUnit', { recommendingUnit: '' }],
    ['recommendingUnit', { recommendingUnit: '110000' }],
    ['recommendingElsewhere', { recommendingUnit: '520500' }],
    ['title', { title: '  ' }],
    ['serviceDomain', { serviceDomain: '' }],
    ['serviceDomain', { serviceDomain: 'XX' }],
    ['servicePeriod', { serviceFrom: '' }],
    ['servicePeriod', { serviceTo: '2020-02-30' }],
    ['serviceOrder', { serviceFrom: '2021-01-01' }],
    ['serviceUnfinished', { serviceTo: '2021-07-01' }],
    ['serviceTooOld', { serviceFrom: '2018-01-01', serviceTo: '2018-06-29' }],
    ...SECTIONS.map((section): [string, Partial<EntryDraft>] => [
      section,
      { [section]: ' \u3000\n', [section === 'process' ? 'plan' : 'process']: '社工服务'.repeat(10) },
    ]),
    ['tooShort', { process: '社'.repeat(9) }],
    ['tooLong', { process: '社'.repeat(21) }],
    ['promise', { promise: false }],
    ['clients', { clients: false }],
    ['participation', { participation: false }],
  ])('%s alone, for a person and for an agency: %j', (code, change) => {
    expect(ofPerson(change)).toEqual([code])
    expect(ofAgency(change)).toEqual([code])
  })

  test('is not refusing publication or a collection of cases', () => {
    expect(ofPerson({ publication: false, collection: false })).toEqual([])
  })

  test('says how many words are missing or too many, and the limits themselves are allowed', () => {
    const inAll = (words: number) => ({ ...person, process: '社'.repeat(words - 100) })
    expect(wordsOf(inAll(115))).toBe(115)
    expect(codes(inAll(110))).toEqual([])
    expect(codes(inAll(120))).toEqual([])
    expect(lacks(inAll(109), ofPersons, identified)).toEqual([
      { code: 'tooShort', field: 'process', values: { count: 1, min: 110 } },
    ])
    expect(lacks(inAll(123), ofPersons, identified)).toEqual([
      { code: 'tooLong', field: 'process', values: { count: 3, max: 120 } },
    ])
  })

  test('of an empty form is asked once each, in the order of the form', () => {
    const first = ['county', 'recommendingUnit']
    const last = ['title', 'serviceDomain', 'servicePeriod', ...SECTIONS, 'tooShort']
    const ticks = ['promise', 'clients', 'participation']
    expect(codes(EntryDraft.parse({}), ofPersons, { identified: false })).toEqual([
      'entrant',
      'document',
      'unit',
      'phone',
      ...first,
      'certificateLevel',
      ...last,
      ...ticks,
    ])
    expect(codes(EntryDraft.parse({}), ofAgencies, { identified: false })).toEqual([
      'agency',
      'creditCode',
      'representative',
      'registeredOn',
      'inspection',
      'contact',
      'phone',
      ...first,
      'team',
      ...last,
      ...ticks,
    ])
  })

  test('leads to a field of the form, or to the identity document', () => {
    for (const { field } of REQUIREMENTS) {
      if (field !== 'document') expect(EntryDraft.shape).toHaveProperty(field)
    }
  })
})

describe('of a person', () => {
  test('a name, an employer and the identity document are asked', () => {
    expect(ofPerson({ entrant: '贵阳 123' })).toEqual(['entrant'])
    expect(ofPerson({ unit: ' ' })).toEqual(['unit'])
    expect(codes(person, ofPersons, { identified: false })).toEqual(['document'])
    expect(ofPerson({ contact: '', representative: '', creditCode: '' })).toEqual([])
  })

  test('a certificate at least of the level that the contest asks for, with its number', () => {
    expect(ofPerson({ certificateLevel: 'senior' })).toEqual([])
    expect(ofPerson({ certificateNumber: '123' })).toEqual(['certificateNumber'])
    expect(codes(person, limitsOf('person', { minimumLevel: 'social' }))).toEqual(['certificateLevel'])
    expect(codes({ ...person, certificateLevel: '' }, limitsOf('person', { minimumLevel: null }))).toEqual([])
  })

  test.each(['1234567', '０１２３４５６', '黔社证', '2019（001）第0001号', '12345', '1'.repeat(31)])(
    'certificate number %s: 6 to 30 figures, letters, brackets, 第 and 号',
    (certificateNumber) => {
      const fits = /^[\d０-９]{7}$|（/.test(certificateNumber)
      expect(ofPerson({ certificateNumber })).toEqual(fits ? [] : ['certificateNumber'])
    },
  )
})

describe('of an agency', () => {
  test('any name, a contact and a representative are asked', () => {
    expect(ofAgency({ entrant: '贵阳“益家”社工中心(2021)' })).toEqual([])
    expect(ofAgency({ entrant: ' ' })).toEqual(['agency'])
    expect(ofAgency({ contact: '123' })).toEqual(['contact'])
    expect(ofAgency({ representative: '' })).toEqual(['representative'])
    expect(ofAgency({ unit: '', certificateLevel: '', certificateNumber: '' })).toEqual([])
  })

  test('a credit code without fault; enterprises only where the contest lets them in', () => {
    expect(ofAgency({ creditCode: `${inventedCreditCode(1).slice(0, 17)}I` })).toEqual(['creditCode'])
    expect(ofAgency({ creditCode: '91520100MAR912232J' })).toEqual(['enterprise'])
    expect(ofAgency({ creditCode: '91520100MAR912232J' }, { enterprises: true })).toEqual([])
  })

  test('a code from elsewhere is asked about, not refused', () => {
    const doubtsOf = (creditCode: string) => doubts({ ...agency, creditCode }, ofAgencies)
    expect(doubtsOf(agency.creditCode)).toEqual([])
    expect(doubtsOf('51520000MJR911128N')).toEqual([{ code: 'creditCodeElsewhere', field: 'creditCode' }])
    expect(doubtsOf('51520000')).toEqual([])
    expect(doubts({ ...person, creditCode: '51520000MJR911128N' }, ofPersons)).toEqual([])
  })

  test('a year of registration, full on the day registration closes', () => {
    expect(ofAgency({ registeredOn: '2020-06-30' })).toEqual([])
    expect(ofAgency({ registeredOn: '2020-07-01' })).toEqual(['registeredYears'])
    expect(ofAgency({ registeredOn: '2021-07-01' })).toEqual(['registeredOn'])
    expect(ofAgency({ registeredOn: '2020-07-01' }, { agencyYears: 0 })).toEqual([])
    expect(ofAgency({ registeredOn: '2018-07-01' }, { agencyYears: 3 })).toEqual(['registeredYears'])
  })

  test('an annual inspection with its year, not failed', () => {
    expect(ofAgency({ inspection: '' })).toEqual(['inspection'])
    expect(ofAgency({ inspectionYear: '20' })).toEqual(['inspection'])
    expect(ofAgency({ inspection: 'basic' })).toEqual([])
    expect(ofAgency({ inspection: 'failed' })).toEqual(['inspectionFailed'])
  })

  test('a team of one to five named people, one of them certified', () => {
    const four = [1, 2, 3, 4].map((nth) => member(`张${'一二三四'[nth - 1]}`))
    expect(ofAgency({ team: [nobody, certified, nobody] })).toEqual([])
    expect(ofAgency({ team: [certified, ...four] })).toEqual([])
    expect(ofAgency({ team: [certified, ...four, member('杨㛃')] })).toEqual(['team'])
    expect(
      ofAgency({ team: [certified, ...four, member('杨㛃')] }, { team: { most: 6, certified: 1 } }),
    ).toEqual([])
    expect(ofAgency({ team: [] })).toEqual(['team'])
    expect(ofAgency({ team: [certified, member('123')] })).toEqual(['team'])
    expect(ofAgency({ team: [certified, { ...nobody, certificate: '1' }] })).toEqual(['team'])
    expect(ofAgency({ team: four })).toEqual(['teamCertified'])
    expect(ofAgency({ team: [{ ...certified, certificate: '' }] })).toEqual(['teamCertified'])
    expect(ofAgency({ team: four }, { team: { most: 5, certified: 0 } })).toEqual([])
  })
})

describe('where and when', () => {
  test('a unit without a prefecture puts forward entries from anywhere', () => {
    expect(ofPerson({ recommendingUnit: 'GA' })).toEqual([])
    expect(ofPerson({ prefecture: '520500', county: '520581', recommendingUnit: 'GA' })).toEqual([])
  })

  test('nobody is asked for a unit where the contest has none', () => {
    const without = { ...ofPersons, recommendingUnits: [] }
    expect(codes({ ...person, recommendingUnit: '' }, without)).toEqual([])
  })

  test('a service ended on the day registration closes, or exactly three years before, still counts', () => {
    expect(ofPerson({ serviceTo: '2021-06-30' })).toEqual([])
    expect(ofPerson({ serviceFrom: '2018-01-01', serviceTo: '2018-06-30' })).toEqual([])
    expect(ofPerson({ serviceFrom: '2020-12-31', serviceTo: '2020-12-31' })).toEqual([])
  })
})

describe('a telephone number', () => {
  test.each([
    '13800138000',
    '138 0013 8000',
    '138-0013-8000',
    '+86 13800138000',
    ' +86 138 0013 8000 ',
    '0086-138-0013-8000',
    '１３８００１３８０００',
    '0851-86820000',
    '0851 86820000',
    '085186820000',
    '0851-86820000-801',
    '010-12345678',
  ])('%j will do', (phone) => {
    expect(ofPerson({ phone })).toEqual([])
  })

  test.each(['1380013800', '12800138000', '86820000', '0851-868200', '13800138000x', '138001380001', '电话'])(
    '%j will not',
    (phone) => {
      expect(ofPerson({ phone })).toEqual(['phone'])
    },
  )
})
