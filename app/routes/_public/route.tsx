import { Outlet, useLocation } from '@remix-run/react'
import { useFrame } from '~/ui/frame'
import { SitePage } from '~/ui/site'

/** The public pages, readable without an account and without JavaScript. */
export default function PublicPages() {
  const { pathname } = useLocation()
  return (
    <SitePage frame={useFrame()} dark={pathname === '/'}>
      <Outlet />
    </SitePage>
  )
}
