import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { TextField, type FieldState } from './field'
import { useText } from './text'

/** A password that can be made readable: most mistakes on phones are typing mistakes. */
export function PasswordField({
  field,
  label,
  hint,
  fresh = false,
}: {
  field: FieldState
  label: string
  hint?: string
  fresh?: boolean
}) {
  const { t } = useText()
  const [shown, show] = useState(false)
  const Icon = shown ? EyeOff : Eye
  return (
    <div className="relative">
      <TextField
        field={field}
        label={label}
        hint={hint}
        type={shown ? 'text' : 'password'}
        autoComplete={fresh ? 'new-password' : 'current-password'}
        autoCapitalize="none"
        spellCheck={false}
        className="pr-12"
      />
      <button
        type="button"
        onClick={() => show(!shown)}
        aria-pressed={shown}
        className="absolute right-0 bottom-0 grid size-11 place-items-center rounded text-meta"
      >
        <Icon aria-hidden className="size-5" />
        <span className="sr-only">{t(shown ? 'signIn.hide' : 'signIn.show')}</span>
      </button>
    </div>
  )
}
