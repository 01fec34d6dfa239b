import { describe, expect, test } from 'vitest'
import { readFault } from '~/core/access/fault'
import {
  DECISIONS,
  decisionsIn,
  ENTRY_STATES,
  EntryDraft,
  isWritable,
  lacks,
  LONGEST_SECTION,
  SaveEntry,
  SECTIONS,
  tidied,
  wordsOf,
  type EntryLimits,
} from '~/core/entrants/entry'
import { PREFECTURES } from '~/core/contest/divisions'

const sections = Object.fromEntries(SECTIONS.map((section) => [section, '社工服务'.repeat(5)]))
const person = EntryDraft.parse({
  entrant: '张𣲗',
  unit: '贵阳市南明区社工站',
  phone: '13800138000',
  prefecture: '520100',
  title: '陪伴之路',
  serviceDomain: 'SA',
  promise: 'on',
  ...sections,
})
const agency = { ...person, entrant: '贵阳社工中心', unit: '', contact: '李四' }

const limits: EntryLimits = {
  entrantKind: 'person',
  minWords: 110,
  maxWords: 120,
  serviceDomains: ['SA', 'EC'],
  prefectures: PREFECTURES.map(({ code }) => code),
}
const ofAgencies: EntryLimits = { ...limits, entrantKind: 'agency' }

const codes = (draft: EntryDraft, of: EntryLimits) => lacks(draft, of).map(({ code }) => code)

describe('what keeps an entry from being submitted', () => {
  test('is nothing when it is complete, for a person and for an agency', () => {
    expect(lacks(person, limits)).toEqual([])
    expect(lacks(agency, ofAgencies)).toEqual([])
  })

  test.each<[string, Partial<EntryDraft>]>([
    ['entrant', { entrant: '' }],
    ['phone', { phone: '' }],
    ['phone', { phone: '12345' }],
    ['prefecture', { prefecture: '' }],
    ['prefecture', { prefecture: '110000' }],
    ['title', { title: '  ' }],
    ['serviceDomain', { serviceDomain: '' }],
    ['serviceDomain', { serviceDomain: 'XX' }],
    ...SECTIONS.map((section): [string, Partial<EntryDraft>] => [
      section,
      { [section]: ' \u3000\n', [section === 'process' ? 'plan' : 'process']: '社工服务'.repeat(10) },
    ]),
    ['tooShort', { process: '社'.repeat(9) }],
    ['tooLong', { process: '社'.repeat(21) }],
    ['promise', { promise: false }],
  ])('%s alone, for a person and for an agency: %j', (code, change) => {
    expect(codes({ ...person, ...change }, limits)).toEqual([code])
    expect(codes({ ...agency, ...change }, ofAgencies)).toEqual([code])
  })

  test('for a person: a name of a person and an employer, no contact', () => {
    expect(codes({ ...person, entrant: '贵阳 123' }, limits)).toEqual(['entrant'])
    expect(codes({ ...person, unit: ' ' }, limits)).toEqual(['unit'])
    expect(codes({ ...person, contact: '' }, limits)).toEqual([])
  })

  test('for an agency: a contact person, no employer, and any name', () => {
    expect(codes({ ...agency, contact: '' }, ofAgencies)).toEqual(['contact'])
    expect(codes({ ...agency, contact: '123' }, ofAgencies)).toEqual(['contact'])
    expect(codes({ ...agency, entrant: '贵阳“益家”社工中心(2021)' }, ofAgencies)).toEqual([])
  })

  test('of an empty form is everything, in the order of the form', () => {
    const all = ['title', 'serviceDomain', ...SECTIONS, 'tooShort', 'promise']
    expect(codes(EntryDraft.parse({}), limits)).toEqual(['entrant', 'unit', 'phone', 'prefecture', ...all])
    expect(codes(EntryDraft.parse({}), ofAgencies)).toEqual([
      'entrant',
      'contact',
      'phone',
      'prefecture',
      ...all,
    ])
  })

  test('says how many words are missing or too many, and the limits themselves are allowed', () => {
    const inAll = (words: number) => ({ ...person, process: '社'.repeat(words - 100) })
    expect(wordsOf(inAll(115))).toBe(115)
    expect(lacks(inAll(110), limits)).toEqual([])
    expect(lacks(inAll(120), limits)).toEqual([])
    const [short, long] = [lacks(inAll(109), limits), lacks(inAll(123), limits)]
    expect(short).toEqual([{ code: 'tooShort', field: 'process', values: { count: 1, min: 110 } }])
    expect(long).toEqual([{ code: 'tooLong', field: 'process', values: { count: 3, max: 120 } }])
  })

  test('leads to a field of the form', () => {
    for (const { field } of lacks(EntryDraft.parse({}), limits))
      expect(EntryDraft.shape).toHaveProperty(field)
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
    expect(codes({ ...person, phone }, limits)).toEqual([])
  })

  test.each(['1380013800', '12800138000', '86820000', '0851-868200', '13800138000x', '138001380001', '电话'])(
    '%j will not',
    (phone) => {
      expect(codes({ ...person, phone }, limits)).toEqual(['phone'])
    },
  )
})

describe('a draft', () => {
  test('may be empty, unfit and half finished: it is kept all the same', () => {
    expect(EntryDraft.safeParse({ phone: '12', prefecture: 'x', entrant: '!?' }).success).toBe(true)
  })

  test('is refused only where it is too long to be meant', () => {
    const longest = '社'.repeat(LONGEST_SECTION)
    expect(EntryDraft.safeParse({ process: longest, title: '𣲗'.repeat(100) }).success).toBe(true)
    const { error } = EntryDraft.safeParse({ process: `${longest}工` })
    expect(error?.issues.map(({ message }) => readFault(message))).toEqual([
      { key: 'tooLong', values: { max: String(LONGEST_SECTION) } },
    ])
  })

  test('takes a box as ticked only if the form says so', () => {
    expect(EntryDraft.parse({ promise: 'on' }).promise).toBe(true)
    expect(EntryDraft.parse({}).promise).toBe(false)
    expect(EntryDraft.safeParse({ promise: 'yes' }).success).toBe(false)
  })

  test('is sent with the revision it started from', () => {
    expect(SaveEntry.parse({ intent: 'save', revision: '7' }).revision).toBe(7)
    for (const revision of ['-1', '1.5', 'x']) {
      expect(SaveEntry.safeParse({ intent: 'save', revision }).success).toBe(false)
    }
    expect(SaveEntry.safeParse({ intent: 'accept', revision: '0' }).success).toBe(false)
  })

  test('is frozen with names in their kept form and without outer blanks', () => {
    const typed = { ...person, entrant: ' 艾力江•买买提 ', unit: ' 社工站 ', title: ' 陪伴 ', phone: ' 138 ' }
    expect(tidied(typed, 'person')).toEqual({
      ...person,
      entrant: '艾力江·买买提',
      unit: '社工站',
      title: '陪伴',
      phone: '138',
    })
    expect(tidied({ ...agency, entrant: ' A•B  社工 ' }, 'agency').entrant).toBe('A•B  社工')
  })
})

describe('decisions', () => {
  test.each([
    ['draft', []],
    ['submitted', ['accept', 'return', 'withdraw', 'disqualify']],
    ['returned', ['withdraw']],
    ['accepted', ['withdraw', 'disqualify']],
    ['withdrawn', []],
    ['disqualified', []],
  ] as const)('on an entry that is %s: %j', (state, open) => {
    expect(decisionsIn(state)).toEqual(open)
  })

  test('lead to a state, and all but acceptance need a reason', () => {
    expect(Object.entries(DECISIONS).map(([name, { to, needsReason }]) => [name, to, needsReason])).toEqual([
      ['accept', 'accepted', false],
      ['return', 'returned', true],
      ['withdraw', 'withdrawn', true],
      ['disqualify', 'disqualified', true],
    ])
  })

  test('the entrant may write until a decision is made, and after a return', () => {
    expect(ENTRY_STATES.filter(isWritable)).toEqual(['draft', 'submitted', 'returned'])
  })
})
