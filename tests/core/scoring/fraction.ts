// An exact fraction the slow and obvious way, always reduced: something to compare the real one with.
export class Fraction {
  readonly n: bigint
  readonly d: bigint

  constructor(n: bigint, d = 1n) {
    let [a, b] = [n < 0n ? -n : n, d]
    while (b !== 0n) [a, b] = [b, a % b]
    this.n = a === 0n ? 0n : n / a
    this.d = a === 0n ? 1n : d / a
  }

  static of = (text: string | number) => {
    const [whole = '0', decimals = ''] = String(text).split('.')
    return new Fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length))
  }

  static sum = (all: readonly Fraction[]) => all.reduce((total, each) => total.plus(each), new Fraction(0n))
  static mean = (all: readonly Fraction[]) => Fraction.sum(all).over(Fraction.of(all.length))

  plus = (o: Fraction) => new Fraction(this.n * o.d + o.n * this.d, this.d * o.d)
  minus = (o: Fraction) => new Fraction(this.n * o.d - o.n * this.d, this.d * o.d)
  times = (o: Fraction) => new Fraction(this.n * o.n, this.d * o.d)
  over = (o: Fraction) => new Fraction(this.n * o.d, this.d * o.n)
  compare = (o: Fraction) => Number(this.minus(o).n > 0n) - Number(this.minus(o).n < 0n)
  orZero = () => (this.n < 0n ? new Fraction(0n) : this)

  rounded({ places, mode }: { places: number; mode: string }): Fraction {
    const unit = Fraction.of(10 ** places)
    const scaled = this.times(unit)
    const floor = scaled.n / scaled.d
    const rest = scaled.minus(new Fraction(floor)).compare(new Fraction(1n, 2n))
    const up =
      mode === 'half-up'
        ? rest >= 0
        : mode === 'half-even'
          ? rest > 0 || (rest === 0 && floor % 2n === 1n)
          : false
    return new Fraction(up ? floor + 1n : floor).over(unit)
  }

  /** Long division, until nothing is left and there are enough places. */
  shown(places: number): string {
    let rest = this.n % this.d
    let decimals = ''
    while (rest !== 0n || decimals.length < places) {
      decimals += ((rest * 10n) / this.d).toString()
      rest = (rest * 10n) % this.d
    }
    return String(this.n / this.d) + (decimals && `.${decimals}`)
  }
}
