import { getFormProps } from '@conform-to/react'
import { useFetcher } from '@remix-run/react'
import type { RefObject } from 'react'
import { Recusal } from '~/core/judging/sheet'
import { Button } from '~/ui/button'
import { FormFaults, TextArea } from '~/ui/field'
import { useSchemaForm } from '~/ui/form'
import type { Heard } from '~/ui/kept-form'
import { useText } from '~/ui/text'

/** Stepping back from one entry: a reason, and it is done at once. */
export function Recuse({ dialog }: { dialog: RefObject<HTMLDialogElement> }) {
  const { t } = useText()
  const fetcher = useFetcher<Heard<never>>()
  const [recusal, fields] = useSchemaForm(Recusal, { id: 'recuse', reply: fetcher.data?.reply })
  return (
    <dialog
      ref={dialog}
      aria-labelledby="recuse-title"
      className="m-auto w-[min(36rem,92vw)] rounded bg-white p-8 text-ink shadow-float backdrop:bg-ink/42"
    >
      <fetcher.Form method="post" {...getFormProps(recusal)} className="space-y-5">
        <h2 id="recuse-title" className="text-xl">
          {t('sheet.recuseTitle')}
        </h2>
        <p>{t('sheet.recuseHelp')}</p>
        <FormFaults errors={recusal.errors} />
        <input type="hidden" name="intent" value="recuse" />
        <TextArea field={fields.reason} label={t('sheet.recuseReason')} />
        <div className="flex flex-wrap justify-end gap-3">
          <Button type="button" size="large" onClick={() => dialog.current?.close()}>
            {t('common.cancel')}
          </Button>
          <Button look="binding" size="large">
            {t('sheet.recuseConfirm')}
          </Button>
        </div>
      </fetcher.Form>
    </dialog>
  )
}
