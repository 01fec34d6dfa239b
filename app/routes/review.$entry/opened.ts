import type { Heard } from '~/ui/kept-form'
import type { openReview } from '~/services/review-desk.server'

/** What the desk is given. */
export type Opened = Awaited<ReturnType<typeof openReview>>

/** What it hears of what it sent: faults, or a number that was asked for. */
export type Answered = Heard<{ readonly participant: string; readonly number: string }>
