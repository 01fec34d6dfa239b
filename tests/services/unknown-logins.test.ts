import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureBuild } from '~/cli/building'
import { ask, dataPath } from '~tests/support/access'
import { signUp } from '~tests/support/contest'
import { freshDatabase } from '~tests/support/database'
import { startProduct, type Product } from '~tests/support/product'

const { ownerUrl, appUrl } = await freshDatabase()

let product: Product
beforeAll(async () => {
  await ensureBuild({ said: 'nowhere' })
  product = await startProduct({ databaseUrl: appUrl, ownerUrl, env: { TRUST_PROXY: '1' } })
  await signUp({ name: '张三', login: KNOWN, password: 'Shegong-2021' })
})
afterAll(() => product.stop())

/** Of one length, so that they leave no trace in the length of an answer. */
const KNOWN = 'known@example.org'
const NOBODY = 'other@example.org'

/** What a form is answered with, without the login that was typed and the token of the next step. */
async function answer(path: string, form: Record<string, string>, from: string) {
  const headers = {
    'X-Forwarded-For': from,
    Origin: 'http://site.example',
    'X-Forwarded-Host': 'site.example',
  }
  const { status, to, body } = await ask(product.url, dataPath(path), { form, headers })
  const plain = (text: string) => text.replaceAll(form['login']!, '').replace(/[\w-]{43}/g, 'token')
  return { status, to: to && plain(to), body: plain(body) }
}

describe('whether a login has an account, nobody can tell from', () => {
  test('signing in, failure after failure, up to the captcha', async () => {
    for (let failures = 0; failures < 4; failures++) {
      const [known, unknown] = await Promise.all(
        [KNOWN, NOBODY].map((login, nth) =>
          answer('/signin', { login, password: 'Falsch-2021' }, `203.0.113.${nth}`),
        ),
      )
      expect(known).toEqual(unknown)
      expect(known!.status).toBe(400)
      expect(known!.body).toContain(failures < 2 ? 'wrongLogin' : 'captchaNeeded')
    }
  })

  test.each(['/signup', '/reset'])('asking %s for a code, and asking again at once', async (path) => {
    const from = path === '/signup' ? '198.51.100' : '192.0.2'
    const logins = path === '/signup' ? [KNOWN, NOBODY] : [await another('a'), 'b-one@example.org']
    for (const status of [202, 429]) {
      const [known, unknown] = await Promise.all(
        logins.map((login, nth) => answer(path, { login }, `${from}.${nth}`)),
      )
      expect(known).toEqual(unknown)
      expect(known!.status).toBe(status)
      expect(known!.to).toBe(status === 202 ? `${path}/token` : null)
    }
  })

  async function another(letter: string) {
    const login = `${letter}-one@example.org`
    await signUp({ name: '李四', login, password: 'Shegong-2021' })
    return login
  }
})
