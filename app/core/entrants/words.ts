const CJK = /[\p{Script=Han}\u3007\u3001-\u303F\uFF00-\uFFEF\u2014\u2018\u2019\u201C\u201D\u2026]/gu

/**
 * Length of a text as Chinese word processors count it (字数): every Chinese character or full-width sign is one,
 * every unbroken run of other signs is one. Blanks count for nothing, the full-width one that begins paragraphs too.
 */
export function countWords(text: string) {
  const chinese = text.match(CJK)?.length ?? 0
  const others = text.replace(CJK, ' ').match(/\S+/g)?.length ?? 0
  return chinese + others
}
