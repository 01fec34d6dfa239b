import { WORK_VIEWS, type WorkQuery, type WorkView } from '~/services/review-desk.server'

/** How an address narrows the work list. What it does not know narrows nothing. */
export function workQueryOf({ searchParams }: URL): WorkQuery {
  const word = (name: string) => searchParams.get(name)?.trim().slice(0, 100) || undefined
  const view = word('view') as WorkView | undefined
  return {
    view: view && WORK_VIEWS.includes(view) ? view : 'waiting',
    track: word('track'),
    serviceDomain: word('domain'),
    recommendingUnit: word('unit'),
    search: word('search'),
  }
}
