/** A number below the given one. */
type Chance = (below: number) => number

/** Digits as strokes in a box of 20 by 30, so that no font is needed. */
const STROKES: readonly string[] = [
  'M10 1C3 1 2 9 2 15S3 29 10 29 18 21 18 15 17 1 10 1Z',
  'M4 7L11 1V29',
  'M3 8C3 -2 18 -1 17 9C16 16 6 20 3 29H18',
  'M3 4C8 -2 18 1 16 9C15 13 11 14 8 14C14 14 18 17 17 22C16 30 6 31 2 25',
  'M14 29V1L2 20H19',
  'M17 1H5L4 13C10 9 18 12 17 20C16 30 6 31 2 25',
  'M16 3C8 -2 2 8 3 19C4 31 17 31 17 20C17 11 6 11 3 19',
  'M2 1H18C12 9 9 18 8 29',
  'M10 14C2 13 2 1 10 1S18 13 10 14C0 15 1 29 10 29S20 15 10 14Z',
  'M17 11C16 20 4 19 3 10C3 -1 17 -1 17 10C18 22 12 31 4 28',
]

const WIDTH = 180
const HEIGHT = 60

/** How many digits the picture shows. */
export const PICTURE_DIGITS = 5

/** Digits as an SVG picture, each turned, moved and stretched, with lines across. Sharp at any size. */
export function drawDigits(digits: string, chance: Chance) {
  const between = (from: number, to: number) => from + chance(to - from + 1)
  const shown = Array.from(digits, (digit, place) => {
    const x = 10 + place * 34 + between(-3, 3)
    const at = `translate(${x} ${between(8, 20)}) rotate(${between(-18, 18)} 10 15) scale(${between(9, 12) / 10})`
    return `<path transform="${at}" d="${STROKES[Number(digit)]!}" stroke-width="${between(26, 36) / 10}"/>`
  })
  const lines = Array.from({ length: 3 }, () => {
    const [from, to] = [between(5, 55), between(5, 55)]
    return `<path d="M0 ${from}Q${between(40, 140)} ${between(0, 60)} ${WIDTH} ${to}" stroke-width="1.2"/>`
  })
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}">` +
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fbf9f4"/>` +
    `<g fill="none" stroke="#27406b" stroke-linecap="round" stroke-linejoin="round">${[...shown, ...lines].join('')}</g></svg>`
  )
}

/** An answer as it is compared: only its digits, in whatever width they were typed. */
export const normaliseAnswer = (typed: string) => typed.normalize('NFKC').replace(/\D/g, '')
