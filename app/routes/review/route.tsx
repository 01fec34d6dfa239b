import { Outlet } from '@remix-run/react'

/** The reviewers' part: the list in the site's frame, the desk without. Each page asks for the right itself. */
export default function ReviewPages() {
  return <Outlet />
}
