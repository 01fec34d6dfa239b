import { TextField, type FieldState } from './field'
import { useText } from './text'
import type { zhCN } from '~/text/zh-CN'

type Shown = { readonly id: string; readonly picture: string; readonly sum: readonly [number, number] }

/** Digits in a picture, which can be made twice as large, or a sum in words for whoever cannot see it. */
export function CaptchaField({ captcha, field }: { captcha: Shown; field: FieldState }) {
  const { t } = useText()
  const word = (number: number) => t(`captcha.number.${String(number) as Digit}`)
  const [a, b] = captcha.sum
  return (
    <fieldset className="space-y-4 rounded border border-line bg-white p-4">
      <legend className="px-1 font-bold">{t('captcha.title')}</legend>
      <input type="hidden" name="captchaId" value={captcha.id} />
      <img
        src={captcha.picture}
        alt={t('captcha.picture')}
        width={180}
        height={60}
        className="rounded border border-line"
      />
      <details>
        <summary className="flex min-h-11 items-center text-indigo-700 underline underline-offset-4">
          {t('captcha.enlarge')}
        </summary>
        <img
          src={captcha.picture}
          alt={t('captcha.picture')}
          width={360}
          height={120}
          className="h-auto max-w-full rounded border border-line"
        />
      </details>
      <p>{t('captcha.sum', { a: word(a), b: word(b) })}</p>
      {/* A new captcha has a new answer: the old one would only be in the way. */}
      <TextField
        key={captcha.id}
        field={{ id: field.id, name: field.name, errors: field.errors }}
        label={t('captcha.label')}
        inputMode="numeric"
        autoComplete="off"
      />
    </fieldset>
  )
}

type Digit = keyof (typeof zhCN)['captcha']['number']
