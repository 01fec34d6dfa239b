import { z } from 'zod'
import { fault } from '../access/fault'

/** What keeps a ranking from being published. */
export const OBSTACLES = ['faulty', 'empty', 'incomplete', 'held'] as const
export type Obstacle = (typeof OBSTACLES)[number]

/**
 * The organiser's word that the ranking was checked, with the SHA-256 of the scorebook he had before his eyes.
 * `marksPublic` shows everybody the ranks and marks of entries without an award, too.
 */
export const PublishResults = z.object({
  marksPublic: z.literal('on').optional(),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  checked: z.literal('on', { error: fault('confirmMissing') }),
})
