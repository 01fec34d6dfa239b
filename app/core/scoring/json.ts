import { pathOf, type Fault } from './fault'

const NUMBER = /-?[0-9][-+.0-9eE]*/y

/**
 * What JSON allows and a scorebook does not, because two readers may make two things of it: a key that stands twice in
 * one object, and an integer not written as one (`1e2`, `2.0`, `-0`). The text must be one that JSON.parse reads.
 */
export function ambiguities(text: string): Fault[] {
  const faults: Fault[] = []
  /** The objects and lists around the present position; lists have no keys. */
  const around: { keys: Set<string> | null; at: string | number }[] = []
  const report = (message: string) => faults.push({ path: pathOf(around.map(({ at }) => at)), message })
  let awaitsKey = false

  for (let position = 0; position < text.length; position++) {
    const sign = text[position]!
    if (sign === '"') {
      const start = position
      position = endOfString(text, start)
      const object = around[around.length - 1]
      if (!awaitsKey || !object?.keys) continue
      awaitsKey = false
      const key = keyIn(text.slice(start, position + 1))
      object.at = key
      if (object.keys.has(key)) report('is said twice')
      object.keys.add(key)
    } else if (sign === '{') {
      around.push({ keys: new Set(), at: '' })
      awaitsKey = true
    } else if (sign === '[') {
      around.push({ keys: null, at: 0 })
    } else if (sign === '}' || sign === ']') {
      around.pop()
      awaitsKey = false
    } else if (sign === ',') {
      const innermost = around[around.length - 1]!
      awaitsKey = innermost.keys !== null
      if (typeof innermost.at === 'number') innermost.at++
    } else if (sign === '-' || (sign >= '0' && sign <= '9')) {
      NUMBER.lastIndex = position
      const number = NUMBER.exec(text)![0]
      if (Number.isInteger(Number(number)) && !/^-?[1-9][0-9]*$|^0$/.test(number))
        report(`is not written as a plain integer: ${number}`)
      position += number.length - 1
    }
  }
  return faults
}

/** The position of the quote that closes the string opened at `start`. */
function endOfString(text: string, start: number): number {
  let end = start
  let backslashes: number
  do {
    end = text.indexOf('"', end + 1)
    backslashes = 0
    while (text[end - 1 - backslashes] === '\\') backslashes++
  } while (backslashes % 2 === 1)
  return end
}

/** The key that a quoted string says; escapes are rare. */
const keyIn = (quoted: string) =>
  quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1)
