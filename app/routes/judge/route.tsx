import { Outlet } from '@remix-run/react'
import { useFrame } from '~/ui/frame'
import { DemonstrationLine, SkipLink } from '~/ui/site'

/** The judge's tablet: no site header, the whole screen is for the work. Each page asks for the right itself. */
export default function JudgePages() {
  const { contest } = useFrame()
  return (
    <div className="flex min-h-dvh flex-col md:has-data-framed:h-dvh">
      <SkipLink />
      <DemonstrationLine contest={contest} />
      <Outlet />
    </div>
  )
}
