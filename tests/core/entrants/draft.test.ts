import { parseWithZod } from '@conform-to/zod/v4'
import { describe, expect, test } from 'vitest'
import { readFault } from '~/core/access/fault'
import {
  EntryDraft,
  LONGEST_SECTION,
  readDraft,
  SaveEntry,
  teamOf,
  tidied,
  type TeamRow,
} from '~/core/entrants/draft'
import { agency, person } from '~tests/support/drafts'

const nobody: TeamRow = { name: '', level: '', certificate: '' }

describe('a draft', () => {
  test('may be empty, unfit and half finished: it is kept all the same', () => {
    const unfit = { phone: '12', prefecture: 'x', entrant: '!?', certificateLevel: 'chief', team: [{}] }
    expect(EntryDraft.parse(unfit)).toMatchObject({ phone: '12', certificateLevel: '', team: [nobody] })
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
    expect(EntryDraft.parse({}).collection).toBe(false)
    expect(EntryDraft.safeParse({ promise: 'yes' }).success).toBe(false)
  })

  test('that was stored is read as it was', () => {
    for (const draft of [person, agency, EntryDraft.parse({})]) {
      expect(readDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft)
    }
  })

  test('from before a field existed has it empty', () => {
    expect(readDraft({ title: '陪伴', promise: true, somethingOld: 1 })).toMatchObject({
      title: '陪伴',
      promise: true,
      county: '',
      team: [],
    })
  })

  test('sent by a form keeps each member of the team in his place, also after an empty row', () => {
    const body = new FormData()
    for (const [name, value] of [
      ['revision', '3'],
      ['title', ''],
      ['team[0].name', ''],
      ['team[0].level', ''],
      ['team[0].certificate', ''],
      ['team[1].name', '吉克·𣲗阿依'],
      ['team[1].level', 'social'],
      ['team[1].certificate', ''],
    ] as const) {
      body.append(name, value)
    }
    const sent = parseWithZod(body, { schema: SaveEntry })
    expect(sent.status === 'success' && sent.value).toMatchObject({
      intent: 'save',
      revision: 3,
      title: '',
      team: [nobody, { name: '吉克·𣲗阿依', level: 'social', certificate: '' }],
    })
  })

  test('is sent with the revision it started from, to be saved or submitted', () => {
    expect(SaveEntry.parse({ revision: '7' })).toMatchObject({ revision: 7, intent: 'save' })
    for (const revision of ['-1', '1.5', 'x']) {
      expect(SaveEntry.safeParse({ intent: 'save', revision }).success).toBe(false)
    }
    expect(SaveEntry.safeParse({ intent: 'accept', revision: '0' }).success).toBe(false)
  })

  test('never carries an identity number, which goes beside it', () => {
    expect(Object.keys(EntryDraft.shape).filter((name) => name.startsWith('document'))).toEqual([])
    expect(SaveEntry.parse({ revision: '0', documentNumber: '1' }).documentNumber).toBe('1')
  })
})

describe('frozen', () => {
  test('are names in their kept form, and no outer blanks', () => {
    const typed = { ...person, entrant: ' 艾力江•买买提 ', unit: ' 社工站 ', title: ' 陪伴 ', phone: ' 138 ' }
    expect(tidied(typed, 'person')).toEqual({
      ...person,
      entrant: '艾力江·买买提',
      unit: '社工站',
      title: '陪伴',
      phone: '138',
    })
    expect(tidied({ ...agency, entrant: ' A•B  社工 ' }, 'agency').entrant).toBe('A•B  社工')
    expect(tidied({ ...agency, creditCode: ' 5252-0000mjr9 ' }, 'agency').creditCode).toBe('52520000MJR9')
  })

  test('is nothing of the other kind of entrant', () => {
    const mixed = { ...person, ...agency, unit: '社工站', certificateLevel: 'social' as const }
    expect(tidied(mixed, 'person')).toMatchObject({
      creditCode: '',
      registeredOn: '',
      team: [],
      inspection: '',
    })
    expect(tidied(mixed, 'agency')).toMatchObject({ unit: '', certificateLevel: '', certificateNumber: '' })
  })

  test('is the text as it was typed: an author’s blanks and line ends are his own', () => {
    const process = '\u3000\u3000第一段\n\n\u3000\u3000第二段\n'
    expect(tidied({ ...person, process }, 'person').process).toBe(process)
  })
})

test('the team is whoever has something in his row, under the place of the row', () => {
  const team = [
    nobody,
    { ...nobody, name: '李四' },
    { ...nobody, name: ' ' },
    { ...nobody, level: 'social' as const },
  ]
  expect(teamOf({ ...agency, team }).map(({ place, name }) => [place, name])).toEqual([
    [2, '李四'],
    [4, ''],
  ])
})
