import { CircleAlert } from 'lucide-react'
import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react'
import { classes } from './class-names'
import { useText } from './text'

/** What a form library knows of a field; enough of conform's FieldMetadata for all our inputs. */
export type FieldState = {
  readonly id: string
  readonly name: string
  readonly errors?: readonly string[] | undefined
  readonly initialValue?: unknown
}

type Frame = { field: FieldState; label: string; hint?: string | undefined; optional?: boolean }

const BOX =
  'w-full rounded border border-line-2 bg-white px-3 py-2 text-base min-h-11 aria-invalid:border-2 aria-invalid:border-ochre disabled:bg-paper-2 disabled:text-ink-2'

const ids = ({ id }: FieldState) => ({ hint: `${id}-hint`, fault: `${id}-fault` })

/** What every input needs to be found by label, error and screen reader alike. */
const wiring = (field: FieldState, hint?: string) => {
  const faulty = Boolean(field.errors?.length)
  const described = [hint && ids(field).hint, faulty && ids(field).fault].filter(Boolean).join(' ')
  return {
    id: field.id,
    name: field.name,
    'aria-invalid': faulty || undefined,
    'aria-describedby': described || undefined,
  }
}

const initial = ({ initialValue }: FieldState) => (typeof initialValue === 'string' ? initialValue : '')

export function FieldFault({ field }: { field: FieldState }) {
  const { faultText } = useText()
  if (!field.errors?.length) return null
  return (
    <p id={ids(field).fault} className="flex items-start gap-1.5 font-bold text-ochre">
      <CircleAlert aria-hidden className="mt-1 size-4 shrink-0" />
      {field.errors.map(faultText).join(' ')}
    </p>
  )
}

/** Label, hint and fault above the input, with a bar beside a faulty one. */
function Frame({ field, label, hint, optional, children }: Frame & { children: ReactNode }) {
  const { t } = useText()
  return (
    <div
      className={classes(
        'space-y-1.5',
        Boolean(field.errors?.length) && '-ml-3 border-l-4 border-ochre pl-2',
      )}
    >
      <label htmlFor={field.id} className="block font-bold">
        {label}
        {optional && <span className="ml-2 text-sm font-normal text-meta">{t('common.optional')}</span>}
      </label>
      {hint && (
        <p id={ids(field).hint} className="text-sm text-meta">
          {hint}
        </p>
      )}
      <FieldFault field={field} />
      {children}
    </div>
  )
}

export function TextField({
  field,
  label,
  hint,
  optional = false,
  className,
  ...rest
}: Frame & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <Frame field={field} label={label} hint={hint} optional={optional}>
      <input
        type="text"
        defaultValue={initial(field)}
        {...rest}
        {...wiring(field, hint)}
        className={classes(BOX, className)}
      />
    </Frame>
  )
}

export function TextArea({
  field,
  label,
  hint,
  optional = false,
  className,
  ...rest
}: Frame & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return (
    <Frame field={field} label={label} hint={hint} optional={optional}>
      <textarea
        rows={3}
        defaultValue={initial(field)}
        {...rest}
        {...wiring(field, hint)}
        className={classes(BOX, className)}
      />
    </Frame>
  )
}

type Options = readonly { readonly value: string; readonly label: string }[]

export function SelectField({
  field,
  label,
  hint,
  options,
  empty,
  className,
  ...rest
}: Frame & { options: Options; empty?: string } & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <Frame field={field} label={label} hint={hint}>
      <select
        defaultValue={initial(field)}
        {...rest}
        {...wiring(field, hint)}
        className={classes(BOX, className)}
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map(({ value, label: shown }) => (
          <option key={value} value={value}>
            {shown}
          </option>
        ))}
      </select>
    </Frame>
  )
}

/** A box that is never ticked beforehand. */
export function CheckField({ field, label, hint, disabled }: Frame & { disabled?: boolean }) {
  return (
    <div
      className={classes(
        'space-y-1.5',
        Boolean(field.errors?.length) && '-ml-3 border-l-4 border-ochre pl-2',
      )}
    >
      <FieldFault field={field} />
      <label className="flex min-h-11 items-start gap-3 rounded border border-line bg-white px-4 py-3 has-disabled:bg-paper-2">
        <input
          type="checkbox"
          defaultChecked={field.initialValue === 'on' || field.initialValue === true}
          disabled={disabled}
          {...wiring(field, hint)}
          className="mt-1 size-5 shrink-0 accent-indigo-700"
        />
        <span>
          {label}
          {hint && (
            <span id={ids(field).hint} className="mt-1 block text-sm text-meta">
              {hint}
            </span>
          )}
        </span>
      </label>
    </div>
  )
}

/** What is wrong with the form as a whole, above its fields. */
export function FormFaults({ errors }: { errors?: readonly string[] | null | undefined }) {
  const { faultText } = useText()
  if (!errors?.length) return null
  return (
    <div
      role="alert"
      className="flex gap-3 rounded border border-ochre/40 bg-ochre-50 px-4 py-3 font-bold text-ochre"
    >
      <CircleAlert aria-hidden className="mt-0.5 size-5 shrink-0" />
      <ul className="space-y-1">
        {errors.map((message) => (
          <li key={message}>{faultText(message)}</li>
        ))}
      </ul>
    </div>
  )
}
