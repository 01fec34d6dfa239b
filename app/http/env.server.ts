import { z } from 'zod'
import { IDLE_MINUTES } from '~/core/access/idle'

const told = (rule: string) => ({
  error: ({ input }: { input?: unknown }) => `must be ${rule}, not "${String(input)}"`,
})

/** The value is never repeated in the fault: it holds a password. */
const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'must be an address such as postgresql://user:password@host:5432/database',
})

const minutes = (otherwise: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,4}$/, told('a whole number of minutes from 1 to 99999'))
    .transform(Number)
    .default(otherwise)

const oneOf = <const Options extends readonly string[]>(...options: Options) =>
  z.enum(options, told(`one of ${options.join(', ')}`))

/** Every variable the product reads. `.env.example` says the same in words. */
const Env = z
  .object({
    NODE_ENV: oneOf('production', 'development', 'test').default('production'),
    PORT: z
      .string()
      .refine(
        (text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535,
        told('a whole number from 0 to 65535'),
      )
      .transform(Number)
      .default(3000),
    HOST: z.string().default('127.0.0.1'),
    PUBLIC_URL: z
      .url({ protocol: /^https?$/, error: 'must be an address such as https://gongping.example.org' })
      .transform((url) => new URL(url).origin)
      .optional(),
    DATABASE_URL: postgresUrl.optional(),
    DATABASE_OWNER_URL: postgresUrl.optional(),
    VAR_DIR: z.string().default('var'),
    LOG_LEVEL: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent').default('info'),
    TRUST_PROXY: z
      .string()
      .regex(/^(none|[1-9])$/, told('none or a number of proxies from 1 to 9'))
      .transform((text) => (text === 'none' ? 0 : Number(text)))
      .default(0),
    SMTP_URL: z
      .url({
        protocol: /^smtps?$/,
        // The value is never repeated in the fault: it holds a password.
        error: 'must be an address such as smtps://user:password@mail.example.org',
      })
      .optional(),
    MAIL_FROM: z
      .string()
      .regex(/^[^<>\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/, told('a sender such as 公评 <office@example.org>'))
      .optional(),
    SMS_WEBHOOK_URL: z
      .url({ protocol: /^https?$/, error: 'must be an address such as https://sms.example.org/send' })
      .optional(),
    SMS_WEBHOOK_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
    IDLE_STAFF_MINUTES: minutes(IDLE_MINUTES.staff),
    IDLE_MINUTES: minutes(IDLE_MINUTES.others),
  })
  .refine((env) => env.DATABASE_URL !== undefined || env.DATABASE_OWNER_URL === undefined, {
    path: ['DATABASE_OWNER_URL'],
    error: 'has no use without DATABASE_URL',
    // By default zod asks this only of an environment without any other fault.
    when: () => true,
  })
  .refine((env) => (env.SMTP_URL === undefined) === (env.MAIL_FROM === undefined), {
    path: ['MAIL_FROM'],
    error: 'and SMTP_URL go together',
    when: () => true,
  })
  .refine((env) => (env.SMS_WEBHOOK_URL === undefined) === (env.SMS_WEBHOOK_SECRET === undefined), {
    path: ['SMS_WEBHOOK_SECRET'],
    error: 'and SMS_WEBHOOK_URL go together',
    when: () => true,
  })

export type Env = z.infer<typeof Env>

/** The environment cannot be used. The message names every variable at fault, so that one reading mends all. */
export class EnvFault extends Error {
  override name = 'EnvFault'
}

/** An empty variable counts as unset: that is how compose files and CI leave one out. */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = Env.safeParse(given)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')} ${message}`)
  throw new EnvFault(`The environment has ${faults.length} fault(s):\n${faults.join('\n')}`)
}
