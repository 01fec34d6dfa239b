/** Whether a text is a day of the calendar as an ISO date (`2021-06-21`). */
export function isDay(text: string) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text
}

/**
 * The day so many years before another, as an ISO date to compare with: what began on it or earlier has lasted the
 * years in full. Who was born on 29 February is a year older on 1 March.
 */
export const yearsBefore = (day: string, years: number) =>
  String(Number(day.slice(0, 4)) - years).padStart(4, '0') + day.slice(4)
