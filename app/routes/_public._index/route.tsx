import { useLoaderData } from '@remix-run/react'
import { page } from '~/http/wrappers.server'
import { publicContest } from '~/services/contest.server'
import { useText } from '~/ui/text'
import { titled } from '~/ui/title'
import { Hero } from './hero'
import { ServiceDomains } from './service-domains'
import { Timeline } from './timeline'

export const loader = page(async (actor) => ({
  contest: await publicContest(),
  entering: actor?.roles.includes('contestant') ?? false,
}))

export const meta = titled('home')

export default function Home() {
  const { t } = useText()
  const { contest, entering } = useLoaderData<typeof loader>()
  if (!contest) {
    return (
      <div className="bg-indigo-800 px-6 py-24 text-center text-white">
        <h1 className="text-3xl">{t('home.notSetUp')}</h1>
        <p className="mt-4 text-indigo-100">{t('home.notSetUpHelp')}</p>
      </div>
    )
  }
  return (
    <>
      <Hero contest={contest} entering={entering} />
      <Timeline milestones={contest.milestones} today={contest.today} />
      <ServiceDomains domains={contest.serviceDomains} />
    </>
  )
}
