import { useTranslation } from 'react-i18next'
import { inLanguage, type Language, type Localized } from '~/core/contest/localized'
import { readFault } from '~/core/access/fault'

const ZONE = { timeZone: 'Asia/Shanghai' } as const

/** Texts, names, dates and numbers in the visitor's language. Times are those of Asia/Shanghai. */
export function useText() {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(language, { ...ZONE, ...options })
    return (moment: Date | string) => format.format(new Date(moment))
  }
  const moment = dates({
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const faultText = (message: string) => {
    const { key, values } = readFault(message)
    if (values['at']) values['at'] = moment(values['at'])
    const full = key.includes('.') ? key : `fault.${key}`
    // Faults travel as strings, so their keys are checked by a test and not by the compiler.
    return i18n.exists(full) ? t(full as 'fault.tooLong', { max: '', ...values }) : t('fault.required')
  }
  return {
    t,
    language,
    /** A text the organiser wrote. */
    said: (text: Localized) => inLanguage(text, language),
    /** 7月16日 */
    day: dates({ month: 'long', day: 'numeric' }),
    /** 2021年7月16日 */
    fullDay: dates({ year: 'numeric', month: 'long', day: 'numeric' }),
    /** 7月16日 17:00 */
    moment,
    /** 17:00 */
    time: dates({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    /** 40% */
    share: (weight: string) =>
      new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 }).format(Number(weight)),
    count: (number: number) => new Intl.NumberFormat(language).format(number),
    faultText,
    /** What an entry still lacks, or what is odd in it. */
    lackText: ({ code, values }: { code: string; values?: Readonly<Record<string, string | number>> }) =>
      t(`lack.${code}` as 'lack.title', values ?? {}),
  }
}
