import { describe, expect, test } from 'vitest'
import { birthDayOf, documentFault, maskDocument, normaliseDocument } from '~/core/entrants/document'

const TODAY = '2026-11-24'
const resident = (typed: string) => documentFault('resident', typed, TODAY)

describe('a resident identity number (GB 11643)', () => {
  // Area 520199 is unassigned: these are nobody's.
  test.each([
    '520199199003070021',
    '520199198501011230',
    '520199197812310049',
    '520199199911110033',
    '52019919880808002X',
    '52019920000229001X',
    '11010519491231002X',
  ])('%s is faultless', (number) => {
    expect(resident(number)).toBeNull()
  })

  test('may carry the code of a district that has long been renamed', () => {
    expect(resident('522499196808150015')).toBeNull()
  })

  test('is taken with blanks, full-width figures and a small x', () => {
    expect(resident(' 520199 19880808 002x ')).toBeNull()
    expect(normaliseDocument('５２０１９９１９８８０８０８００２ｘ')).toBe('52019919880808002X')
  })

  test.each([
    ['', 'documentMissing'],
    ['520199199003070022', 'documentCheckDigit'],
    ['520199200102290017', 'documentBirthDay'],
    ['520199900307002', 'documentOldForm'],
    ['52019919900307002', 'documentLength'],
    ['5201991990030700211', 'documentLength'],
    ['5201991990030700A1', 'documentLength'],
    ['990199199003070021', 'documentProvince'],
    ['810000199003070021', 'documentProvince'],
    ['520199189912310021', 'documentBirthDay'],
  ])('%j is refused: %s', (number, fault) => {
    expect(resident(number)).toBe(fault)
  })

  test('of somebody not yet born is refused, born today is not', () => {
    expect(documentFault('resident', '520199199003070021', '1990-03-06')).toBe('documentBirthDay')
    expect(documentFault('resident', '520199199003070021', '1990-03-07')).toBeNull()
  })

  test('no single digit can be changed unnoticed', () => {
    const number = '520199199003070021'
    for (let at = 0; at < 18; at++) {
      for (let step = 1; step < 10; step++) {
        const changed = number.slice(0, at) + String((Number(number[at]) + step) % 10) + number.slice(at + 1)
        expect(resident(changed), changed).not.toBeNull()
      }
    }
  })
})

describe('other documents', () => {
  test('of residents from Hong Kong, Macao and Taiwan carry the same check digit', () => {
    expect(documentFault('hmtResident', '810000199003070023', TODAY)).toBeNull()
    expect(documentFault('hmtResident', '810000199003070021', TODAY)).toBe('documentCheckDigit')
    expect(documentFault('hmtResident', '520199199003070021', TODAY)).toBe('documentProvince')
  })

  test.each([
    ['foreignPermanent', '911156200103010017'],
    ['foreignPermanent', 'USA110080010115'],
    ['hmPermit', 'h12345678'],
    ['hmPermit', 'M1234567800'],
    ['twPermit', '12345678'],
    ['passport', 'E12345678'],
  ] as const)('%s %s has the form of its kind', (type, number) => {
    expect(documentFault(type, number, TODAY)).toBeNull()
  })

  test.each([
    ['foreignPermanent', '52019919900307002'],
    ['hmPermit', 'X12345678'],
    ['twPermit', 'T1234567'],
    ['passport', 'E-1'],
  ] as const)('%s %s has not', (type, number) => {
    expect(documentFault(type, number, TODAY)).toBe('documentForm')
  })
})

test('the day of birth is told by documents that carry one, and by no others', () => {
  expect(birthDayOf('resident', '52019920000229001x')).toBe('2000-02-29')
  expect(birthDayOf('passport', 'E12345678')).toBeNull()
})

describe('what may be shown of a number', () => {
  test.each([
    ['520199199003070021', '5201**********0021'],
    ['E12345678', 'E1*****78'],
    ['12345', '*****'],
  ])('%s is shown as %s', (number, shown) => {
    expect(maskDocument(number)).toBe(shown)
  })
})
