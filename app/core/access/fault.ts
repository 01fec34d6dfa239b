/**
 * A fault of one form field: the key of its text in the catalogues, with the numbers the text needs.
 * Written as one string (`tooLong?max=60`), because form libraries carry messages as strings.
 */
export function fault(key: string, values: Record<string, string | number> = {}) {
  const query = new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)]))
  return query.size ? `${key}?${query.toString()}` : key
}

/** The inverse of {@link fault}. */
export function readFault(message: string) {
  const [key = '', query = ''] = message.split('?', 2)
  return { key, values: Object.fromEntries(new URLSearchParams(query)) }
}
