/**
 * The network that failures are counted for: an IPv4 address, or the first half of an IPv6 one, which one household
 * or hall has to itself.
 */
export function networkOf(address: string) {
  const mapped = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  if (!address.includes(':')) return address
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::')
  const parts = head === '' ? [] : head.split(':')
  const rest = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - parts.length - rest.length }, () => '0')
  const whole = [...parts, ...zeros, ...rest].map((part) => part.replace(/^0+(?=.)/, ''))
  return `${whole.slice(0, 4).join(':')}::/64`
}
