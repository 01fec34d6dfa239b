import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countWords } from '~/core/entrants/words'

test.each([
  ['nothing', '', 0],
  ['blanks and line ends only', ' \t\r\n\u3000', 0],
  ['Chinese characters', '社会工作', 4],
  ['rare ones, of two UTF-16 units or one', '𣲗㛃䶮〇', 4],
  ['full-width signs, one each', '您好，世界！“是”', 9],
  ['a dash and dots of two characters each', '是——否……', 6],
  ['words and figures, one a run', 'GB/T 2260 of 2007', 4],
  ['a word between characters', '用SWOT分析', 4],
  ['paragraphs that begin with two full-width blanks', '\u3000\u3000社工\n\u3000\u3000社工', 4],
])('counting %s', (_, text, words) => {
  expect(countWords(text)).toBe(words)
})

test('blanks between parts never change the count of Chinese text', () => {
  const part = fc.string({ unit: fc.constantFrom('社', '工', '𣲗', '，', '。') })
  fc.assert(
    fc.property(part, part, fc.constantFrom(' ', '\n', '\r\n', '\u3000'), (before, after, blank) => {
      expect(countWords(before + blank + after)).toBe(Array.from(before + after).length)
    }),
  )
})
