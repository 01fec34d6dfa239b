import { z } from 'zod'

/** The levels of social workers' certificates, the lowest first. */
export const CERTIFICATE_LEVELS = ['assistant', 'social', 'senior'] as const

/** What entries must meet. Each default is a proposal that the organiser can change. */
export const EntryRules = z.object({
  /** Completed years of age on the day registration closes. */
  minimumAge: z.int().min(0).max(100).default(18),
  /** The lowest certificate an individual must hold; null for none. */
  minimumLevel: z.enum(CERTIFICATE_LEVELS).nullable().default('assistant'),
  /** Completed years since an agency was registered, on the day registration closes. */
  agencyYears: z.int().min(0).max(10).default(1),
  /** Whether enterprises (credit code 91…) may enter as agencies. */
  enterprises: z.boolean().default(false),
  /** How many years may lie between the end of the service and the close of registration. */
  serviceYears: z.int().min(1).max(20).default(3),
  team: z
    .object({ most: z.int().min(1).max(8), certified: z.int().min(0).max(8) })
    .default({ most: 5, certified: 1 }),
  /** How many entries an agency may have in all; one in each service domain. */
  agencyEntries: z.int().min(1).max(20).default(3),
  /** Whether reviewers of the prefecture look at an entry before the province does. */
  prefectureReview: z.boolean().default(true),
  /** Days that an entrant has to correct a returned entry, unless the reviewer says otherwise. */
  correctionDays: z.int().min(1).max(60).default(5),
  /** Minutes after the deadline in which a submission still counts. */
  graceMinutes: z.int().min(0).max(15).default(0),
})
export type EntryRules = z.output<typeof EntryRules>
