import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawEntryCode, receiptCode } from '~/core/judging/codes'

const sha = fc.stringMatching(/^[0-9a-f]{64}$/)

describe('a receipt', () => {
  test.each([
    ['0'.repeat(64), '0000-00'],
    ['f'.repeat(64), 'ZZZZ-ZZ'],
    // 30 bits 00000 00001 00010 00011 00100 00101
    [`00443214${'0'.repeat(56)}`, '0123-45'],
    // The last two bits of the eighth digit do not count.
    [`00443217${'0'.repeat(56)}`, '0123-45'],
  ])('%s is read as %s', (digest, code) => {
    expect(receiptCode(digest)).toBe(code)
  })

  test('has six signs that cannot be mistaken for others, and says 30 bits', () => {
    fc.assert(
      fc.property(sha, (digest) => {
        expect(receiptCode(digest)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}$/)
        const bits = Array.from(receiptCode(digest).replace('-', ''), (sign) =>
          '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(sign).toString(2).padStart(5, '0'),
        ).join('')
        expect(Number.parseInt(bits, 2)).toBe(Math.floor(Number.parseInt(digest.slice(0, 8), 16) / 4))
      }),
    )
  })

  test.each(['', 'f'.repeat(63), 'F'.repeat(64), 'g'.repeat(64)])('%j is no digest', (digest) => {
    expect(() => receiptCode(digest)).toThrow(RangeError)
  })
})

describe('the code of an entry', () => {
  /** Chance that is the same on every run. */
  function chance() {
    let state = 1
    return (below: number) => {
      state = (state * 48_271) % 2_147_483_647
      return state % below
    }
  }

  test('is the track’s letter and four digits, with zeros in front', () => {
    expect(drawEntryCode('A', new Set(), () => 317)).toBe('A-0317')
    expect(drawEntryCode('B', new Set(), () => 0)).toBe('B-0000')
    expect(drawEntryCode('B', new Set(), (below) => below - 1)).toBe('B-9999')
  })

  test('never repeats, and gets longer once half of the codes are given', () => {
    const taken = new Set<string>()
    const random = chance()
    const codes = Array.from({ length: 5_200 }, () => {
      const code = drawEntryCode('A', taken, random)
      taken.add(code)
      return code
    })
    expect(taken.size).toBe(codes.length)
    expect(codes.slice(0, 5_000).every((code) => /^A-\d{4}$/.test(code))).toBe(true)
    expect(codes.slice(5_000).every((code) => /^A-\d{5}$/.test(code))).toBe(true)
  })

  test('is drawn again when chance gives one that is taken', () => {
    const draws = [7, 7, 8]
    expect(drawEntryCode('A', new Set(['A-0007']), () => draws.shift()!)).toBe('A-0008')
  })
})
