import { z } from 'zod'
import { PersonName } from '../entrants/name'
import { Login, NewPassword } from './credentials'

/** What somebody fills in to get an account, by signing up or by an invitation. */
export const NewAccount = z.object({ name: PersonName, login: Login, password: NewPassword })
export type NewAccount = z.output<typeof NewAccount>
