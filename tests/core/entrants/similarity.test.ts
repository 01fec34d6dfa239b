import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { similarity, sketchOf, SUSPICIOUS } from '~/core/entrants/similarity'

const seed = JSON.parse(readFileSync('prisma/seed/demonstration.json', 'utf8')) as {
  texts: Record<string, string[]>
}
const parts = Object.values(seed.texts).map((paragraphs) => paragraphs.join('\n'))
const text = parts.join('\n')
const alike = (a: string, b: string) => similarity(sketchOf(a), sketchOf(b))

describe('two texts', () => {
  test('that are the same are wholly alike, and empty ones not at all', () => {
    expect(alike(text, text)).toBe(1)
    expect(alike('', '')).toBe(0)
    expect(alike(text, '短文')).toBe(0)
  })

  test('stay alike when names, blanks and signs are changed', () => {
    const edited = text.replaceAll('{alias}', '小明').replaceAll('{who}', '一位老人').replaceAll('，', '； ')
    expect(alike(text, edited)).toBeGreaterThan(0.7)
  })

  test('stay alike when their parts change places', () => {
    expect(alike(text, [...parts].reverse().join('\n'))).toBeGreaterThan(0.95)
  })

  test('of which one holds half of the other are suspicious still', () => {
    expect(alike(text, parts.slice(0, 3).join('\n'))).toBeGreaterThan(SUSPICIOUS)
  })

  test('about different things are not suspicious', () => {
    for (const [at, part] of parts.entries()) {
      for (const other of parts.slice(at + 1)) expect(alike(part, other)).toBeLessThan(SUSPICIOUS / 2)
    }
  })

  test('are as alike one way round as the other', () => {
    const half = parts.slice(0, 2).join('')
    expect(alike(text, half)).toBe(alike(half, text))
  })
})

test('the estimate is near the true share of common shingles', () => {
  const shingles = (of: string) => {
    const signs = Array.from(of.replace(/[^\p{L}]/gu, '').toLowerCase())
    return new Set(signs.slice(5).map((_, at) => signs.slice(at, at + 6).join('')))
  }
  for (const kept of [1, 2, 3, 4, 5]) {
    const some = parts.slice(0, kept).join('\n')
    const [a, b] = [shingles(text), shingles(some)]
    const common = [...a].filter((each) => b.has(each)).length
    expect(Math.abs(alike(text, some) - common / new Set([...a, ...b]).size)).toBeLessThan(0.12)
  }
})
