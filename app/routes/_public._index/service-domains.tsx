import { Link } from '@remix-run/react'
import type { ServiceDomain } from '~/core/contest/setup'
import { useText } from '~/ui/text'

export function ServiceDomains({ domains }: { domains: readonly Omit<ServiceDomain, 'toBeConfirmed'>[] }) {
  const { t, said } = useText()
  return (
    <section className="mx-auto max-w-300 space-y-4 px-4 py-10 sm:px-6">
      <div className="flex items-baseline justify-between gap-4">
        <h2 className="text-xl">{t('home.serviceDomains', { count: domains.length })}</h2>
        <Link to="/rules#rubrics" className="text-indigo-700 underline underline-offset-4">
          {t('home.rubrics')}
        </Link>
      </div>
      <ul className="grid grid-cols-2 gap-px overflow-hidden rounded border border-line bg-line lg:grid-cols-4">
        {domains.map(({ code, name, scope }) => (
          <li key={code} className="min-h-24 bg-white p-4">
            <p className="font-bold text-indigo-800">{said(name)}</p>
            <p className="mt-1 text-sm text-meta">{said(scope)}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
