import type { AppLoadContext } from '@remix-run/node'
import { deviceOf, writeDevice } from '~/core/access/device'
import type { Visitor } from '~/services/visitor.server'
import { languageOf } from './session.server'

/** Whoever sends a form, as far as the request tells. */
export async function visitorOf(request: Request, { address }: AppLoadContext): Promise<Visitor> {
  return {
    address,
    device: writeDevice(deviceOf(request.headers.get('User-Agent') ?? '')),
    language: await languageOf(request),
  }
}
