/**
 * An exact fraction. Marks come in as decimal strings; thirds stay thirds until a rule says to round.
 * Never negative, `d` never 0, and not reduced: every chain of sums here is short, and most of its
 * denominators are powers of ten, which `add` keeps small.
 */
export type Exact = { readonly n: bigint; readonly d: bigint }

export const ZERO: Exact = { n: 0n, d: 1n }
export const ONE: Exact = { n: 1n, d: 1n }
export const HUNDRED: Exact = { n: 100n, d: 1n }

/** `12` or `12.5`: no exponent, sign, blank, or bare point (scorebook/1, "Refused"). */
export const PLAIN_DECIMAL = /^[0-9]+(\.[0-9]+)?$/

const POWERS_OF_TEN = Array.from({ length: 40 }, (_, places) => 10n ** BigInt(places))

/** 10 to the power of `places`, a whole number ≥ 0. */
export const tenTo = (places: number) => POWERS_OF_TEN[places] ?? 10n ** BigInt(places)

/** Reads a plain decimal string; refuses any other with a RangeError. */
export function parseExact(text: string): Exact {
  if (!PLAIN_DECIMAL.test(text)) throw new RangeError(`Not a plain decimal number: "${text}"`)
  const point = text.indexOf('.')
  if (point === -1) return { n: BigInt(text), d: 1n }
  return { n: BigInt(text.slice(0, point) + text.slice(point + 1)), d: tenTo(text.length - point - 1) }
}

/** a + b, exactly. */
export function add(a: Exact, b: Exact): Exact {
  if (a.n === 0n) return b
  if (a.d === b.d) return { n: a.n + b.n, d: a.d }
  if (a.d % b.d === 0n) return { n: a.n + b.n * (a.d / b.d), d: a.d }
  if (b.d % a.d === 0n) return { n: a.n * (b.d / a.d) + b.n, d: b.d }
  return { n: a.n * b.d + b.n * a.d, d: a.d * b.d }
}

/** All of them added up, exactly; 0 for none. */
export const sum = (values: Iterable<Exact>) => {
  let total = ZERO
  for (const value of values) total = add(total, value)
  return total
}

/** a × b, exactly. */
export const multiply = (a: Exact, b: Exact): Exact => ({ n: a.n * b.n, d: a.d * b.d })

/** a ÷ b; refuses b = 0 with a RangeError. */
export function divide(a: Exact, b: Exact): Exact {
  if (b.n === 0n) throw new RangeError('Division by zero')
  return { n: a.n * b.d, d: a.d * b.n }
}

/** a − b, never below 0: a deduction cannot take more than there is (scorebook/1, step 3). */
export function lessDownToZero(a: Exact, b: Exact): Exact {
  if (b.n === 0n) return a
  const difference = add(a, { n: -b.n, d: b.d })
  return difference.n < 0n ? { n: 0n, d: difference.d } : difference
}

/** Negative when a is less than b, positive when it is more, 0 only when they are equal. */
export function compare(a: Exact, b: Exact): number {
  if (a === b) return 0
  const left = a.d === b.d ? a.n : a.n * b.d
  const right = a.d === b.d ? b.n : b.n * a.d
  return left < right ? -1 : left > right ? 1 : 0
}

/**
 * A whole number, exact either way: an ordinary number, which is much faster, or a BigInt where it could leave the
 * integers that a number holds exactly. All that is compared with each other is of one kind.
 */
export type Whole = number | bigint

/** The exact sum of whole numbers ≥ 0. */
export function sumWhole<T>(items: readonly T[], valueOf: (item: T) => Whole): Whole {
  let total = 0
  for (const item of items) total += Number(valueOf(item))
  // Sums only grow: if the last one is within the exact integers, every step was.
  if (Number.isSafeInteger(total)) return total
  return items.reduce((large, item) => large + BigInt(valueOf(item)), 0n)
}

/** Two values are tied only if they are equal. */
export const isTied = (a: Exact, b: Exact) => compare(a, b) === 0

/** What happens to the part of n ÷ d that is cut off. A half is exactly a half: nothing here is a float. */
export const ROUNDING_MODES = {
  'half-up': (n, d) => (2n * n + d) / (2n * d),
  'half-even': (n, d) => {
    const whole = n / d
    const twice = 2n * (n % d)
    return twice > d || (twice === d && whole % 2n === 1n) ? whole + 1n : whole
  },
  down: (n, d) => n / d,
} satisfies Record<string, (n: bigint, d: bigint) => bigint>

export type RoundingMode = keyof typeof ROUNDING_MODES

/** Rounded to a number of decimal places: the only function that loses anything, and only where a rule says so. */
export const round = (value: Exact, to: { places: number; mode: RoundingMode }): Exact => {
  const unit = tenTo(to.places)
  return { n: ROUNDING_MODES[to.mode](value.n * unit, value.d), d: unit }
}

/**
 * The value in decimal notation with at least `places` decimals, and more only where it needs them.
 * The only function that writes a decimal point. Refuses with a RangeError what no decimal can say
 * (a third): round first.
 */
export function format(value: Exact, places = 0): string {
  let shown = places
  let units = value.n
  if (value.d !== tenTo(places)) {
    shown = decimalsOf(value, places)
    units = (value.n * tenTo(shown)) / value.d
  }
  const digits = units.toString().padStart(shown + 1, '0')
  return shown === 0 ? digits : `${digits.slice(0, -shown)}.${digits.slice(-shown)}`
}

function decimalsOf(value: Exact, atLeast: number): number {
  if (!isDecimal(value)) throw new RangeError(`${value.n}/${value.d} is not a decimal number`)
  let decimals = atLeast
  while ((value.n * tenTo(decimals)) % value.d !== 0n) decimals++
  return decimals
}

/** Whether any decimal says the value; of a third, none does. 1/2^k has k decimals, so there are never more than bits. */
export const isDecimal = ({ n, d }: Exact) => (n * tenTo(d.toString(2).length)) % d === 0n

/** The same value with the least numbers. */
export function inLowestTerms({ n, d }: Exact): Exact {
  let [common, rest] = [n, d]
  while (rest !== 0n) [common, rest] = [rest, common % rest]
  return { n: n / common, d: d / common }
}
