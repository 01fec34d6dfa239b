import { useRouteLoaderData } from '@remix-run/react'
import type { Frame } from './site'

const NOBODY: Frame = { actor: null, unread: 0, large: false, contest: null }

/** What the root loader knows for the frame around every page. */
export const useFrame = () => useRouteLoaderData<Frame>('root') ?? NOBODY
