import { Outlet } from '@remix-run/react'
import { useFrame } from '~/ui/frame'
import { SitePage } from '~/ui/site'

/** The contestant's part. Each page below asks for the right itself. */
export default function MyPages() {
  return (
    <SitePage frame={useFrame()}>
      <Outlet />
    </SitePage>
  )
}
