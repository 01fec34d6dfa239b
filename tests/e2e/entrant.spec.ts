import type { Page } from '@playwright/test'
import { alive, PHONE, signIn } from '~tests/support/acts'
import { expect, test } from '~tests/support/browser'
import { entryOf, seedPerson, seedSmallContest, TEXT } from '~tests/support/seed'
import { inventedDocument } from '~/core/entrants/invented'
import { saveEntry, startEntry } from '~/services/entries.server'
import { identify } from '~/services/participants.server'

test.use({
  viewport: PHONE,
  seed: {
    fill: async () => {
      await seedSmallContest()
      for (let at = 1; at <= 12; at++) {
        const entrant = await seedPerson('contestant', `writer${at}@example.org`, '石小禾')
        const id = await startEntry(entrant, { track: 'individual' })
        const identity = { documentType: 'resident', documentNumber: inventedDocument(at) } as const
        if (at !== 8) await identify(entrant, id, identity)
        const ready = at === 5 || at === 6 || at === 8
        await saveEntry(entrant, id, { ...entryOf(), promise: ready }, 0)
      }
    },
  },
  mayLog: /status of 4\d\d|ERR_INTERNET_DISCONNECTED/,
})

const title = (page: Page) => page.getByRole('textbox', { name: '作品名称' })
const saved = (page: Page) => page.getByText(/^已保存 \d\d:\d\d$/)

async function openEntry(page: Page, login: string) {
  await signIn(page, login)
  await page.getByRole('link', { name: '继续填写' }).click()
  await expect(title(page)).toBeVisible()
  await alive(title(page))
}

test('what is typed is saved by itself and there after closing the tab', async ({ page, context }) => {
  await openEntry(page, 'writer1@example.org')
  await title(page).fill('山路尽头的课桌')
  await expect(page.getByText('有未保存的修改')).toBeVisible()
  await expect(saved(page)).toBeVisible()
  const address = page.url()
  await page.close()
  const again = await context.newPage()
  await again.goto(address)
  await expect(title(again)).toHaveValue('山路尽头的课桌')
})

test('of two tabs the older one is told and keeps its text on the page', async ({ page, context }) => {
  await openEntry(page, 'writer2@example.org')
  const other = await context.newPage()
  await other.goto(page.url())
  await alive(title(other))
  await title(other).fill('另一个标签页里的名称')
  await expect(saved(other)).toBeVisible()
  await other.reload()

  await title(page).fill('旧标签页里的名称')
  await expect(page.getByText('已在别处保存过更新的内容')).toBeVisible()
  await expect(title(page)).toHaveValue('旧标签页里的名称')
  await other.reload()
  await expect(title(other)).toHaveValue('另一个标签页里的名称')
})

test('without network the text stays on the page and is saved when the network is back', async ({
  page,
  context,
}) => {
  await openEntry(page, 'writer3@example.org')
  await context.setOffline(true)
  await title(page).fill('断网时写下的名称')
  await expect(page.getByText('没有保存成功，内容还在这个页面上').first()).toBeVisible()
  await expect(title(page)).toHaveValue('断网时写下的名称')
  await context.setOffline(false)
  await page.getByRole('button', { name: '保存草稿' }).click()
  await expect(saved(page)).toBeVisible()
  await page.reload()
  await expect(title(page)).toHaveValue('断网时写下的名称')
})

test('an expired session keeps the form and says what to do', async ({ page, context }) => {
  await openEntry(page, 'writer4@example.org')
  await context.clearCookies({ name: 'session' })
  await title(page).fill('登录过期时写下的名称')
  await expect(page.getByText('登录已过期。您填写的内容还在')).toBeVisible()
  await expect(title(page)).toHaveValue('登录过期时写下的名称')

  const other = await context.newPage()
  await signIn(other, 'writer4@example.org')
  await page.getByRole('button', { name: '保存草稿' }).click()
  await expect(saved(page)).toBeVisible()
})

test('submitting twice quickly makes one version, and an incomplete entry none', async ({ page }) => {
  await openEntry(page, 'writer5@example.org')
  await page.getByRole('button', { name: '提交作品' }).dblclick()
  await expect(page.getByText(/已提交第1版/)).toBeVisible()
  await page.reload()
  await expect(page.getByText(/已提交第1版/)).toBeVisible()

  await title(page).fill('改过的名称')
  await expect(page.getByText('修改过的内容还没有提交')).toBeVisible()
  await page.getByRole('button', { name: '重新提交' }).click()
  await expect(page.getByText(/已提交第2版/)).toBeVisible()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('an entry can be saved and submitted', async ({ page }) => {
    await signIn(page, 'writer6@example.org')
    await page.getByRole('link', { name: '继续填写' }).click()
    await title(page).fill('没有脚本也能提交')
    await page.getByRole('button', { name: '保存草稿' }).click()
    await expect(title(page)).toHaveValue('没有脚本也能提交')
    await page.getByRole('button', { name: '提交作品' }).click()
    await expect(page.getByText(/已提交第1版/)).toBeVisible()
  })
})

test('Chinese text of any length arrives whole', async ({ page }) => {
  await openEntry(page, 'writer7@example.org')
  const address = page.url()
  const field = page.getByRole('textbox', { name: '案例背景' })
  for (let more = 0; more < 12; more++) {
    const text = TEXT.repeat(60) + '字'.repeat(more)
    await field.fill(text)
    await page.getByRole('button', { name: '保存草稿' }).click()
    await expect.poll(async () => (await (await page.request.get(address)).text()).includes(text)).toBe(true)
    const html = await (await page.request.get(address)).body()
    expect(html.includes(0), `zero bytes with ${more} more characters`).toBe(false)
    expect(html.toString('utf8')).not.toContain('\uFFFD')
  }
})
