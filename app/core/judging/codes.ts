const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The short code people compare by eye: the first 30 bits of a SHA-256, as `7K3F-Q2` (Crockford's alphabet, which
 * has no I, L, O, U).
 * @param sha256 64 hexadecimal digits
 */
export function receiptCode(sha256: string) {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError('not a SHA-256')
  const bits = Number.parseInt(sha256.slice(0, 8), 16) >>> 2
  const letters = Array.from({ length: 6 }, (_, at) => CROCKFORD[(bits >>> (25 - 5 * at)) & 31]!).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}

/**
 * A code for an accepted entry, like `A-0317`, drawn so that neither order nor time of entering shows.
 * @param letter one letter a track
 * @param taken codes already given in the contest
 * @param random gives an integer from 0 up to, not including, its argument
 */
export function drawEntryCode(letter: string, taken: ReadonlySet<string>, random: (below: number) => number) {
  for (let digits = 4; ; digits++) {
    const size = 10 ** digits
    // Half full is the point where guessing at random stops being quick.
    if (taken.size * 2 >= size) continue
    for (;;) {
      const code = `${letter}-${String(random(size)).padStart(digits, '0')}`
      if (!taken.has(code)) return code
    }
  }
}
