import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { ButtonLink } from './button'
import { useText } from './text'

/** What went wrong in words, and for what nobody expected the number under which it is in the log. */
export function ErrorPage() {
  const { t } = useText()
  const error = useRouteError()
  const { status, facts } = isRouteErrorResponse(error)
    ? { status: error.status, facts: (error.data ?? {}) as { refusal?: string; errorId?: string } }
    : { status: 500, facts: {} as { refusal?: string; errorId?: string } }
  const [title, help] =
    facts.refusal === 'linkUsed'
      ? [t('refusal.linkUsed'), t('error.notFoundHelp')]
      : status === 404
        ? [t('error.notFound'), t('error.notFoundHelp')]
        : status === 403
          ? [t('error.forbidden'), t('error.forbiddenHelp')]
          : status < 500
            ? [t('error.badRequest'), t('error.notFoundHelp')]
            : [t('error.unexpected'), t('error.unexpectedHelp')]
  return (
    <div className="mx-auto max-w-xl space-y-4 px-6 py-20">
      <p className="text-sm text-meta">{status}</p>
      <h1 className="text-2xl">{title}</h1>
      <p>{help}</p>
      {facts.errorId && (
        <p>
          {t('error.id')}
          {t('common.colon')}
          <code className="font-bold">{facts.errorId}</code>
        </p>
      )}
      <ButtonLink to="/" reloadDocument look="primary">
        {t('error.home')}
      </ButtonLink>
    </div>
  )
}
