import type { Page } from '@playwright/test'
import { markField, signIn, submitOpenSheet, TABLET, UPRIGHT } from '~tests/support/acts'
import { expect, test } from '~tests/support/browser'
import { entryOf, seedJudging } from '~tests/support/seed'

test.use({
  viewport: TABLET,
  seed: {
    fill: async () => {
      await seedJudging(
        Array.from({ length: 7 }, (_, at) => entryOf({ entrant: '吉克·𣲗阿依', title: `作品标题${at}` })),
      )
    },
  },
  mayLog: /status of 4\d\d|ERR_INTERNET_DISCONNECTED/,
})

/** Opens the n-th sheet of the first judge's desk. */
async function openSheet(page: Page, place: number, login = 'judge1@example.org') {
  await signIn(page, login)
  await page.getByRole('rowheader').nth(place).getByRole('link').click()
  await expect(markField(page)).toBeFocused()
}

const total = (page: Page) => page.getByTestId('total')

test('marks are typed, stepped and cleared, and the total is exact', async ({ page }) => {
  await openSheet(page, 0)
  await markField(page).fill('12.5')
  await expect(total(page)).toHaveText('12.5')
  await page.getByRole('button', { name: /加0.5分/ }).click()
  await expect(markField(page)).toHaveValue('13')
  await markField(page).press('ArrowDown')
  await expect(markField(page)).toHaveValue('12.5')
  await markField(page).press('Enter')
  await expect(page.getByRole('button', { expanded: true })).toContainText('理论与方法运用')
  await markField(page).fill('０．５')
  await expect(total(page)).toHaveText('13.0')
  await page.getByRole('button', { name: '清除' }).click()
  await expect(total(page)).toHaveText('12.5')
  await expect(page.getByRole('button', { expanded: true })).toContainText('未评')
})

test('a mark that the rubric does not allow is refused in words and not counted', async ({ page }) => {
  await openSheet(page, 1)
  for (const [mark, words] of [
    ['99', '不能超过满分15'],
    ['7.3', '每档0.5分'],
    ['-1', '不能小于0'],
    ['八', '请填写数字'],
  ] as const) {
    await markField(page).fill(mark)
    await expect(page.getByRole('alert')).toContainText(words)
    await expect(total(page)).toHaveText('0.0')
  }
  await page.getByRole('button', { name: '提交前核对' }).click()
  await expect(page.getByText(/还有8项未评/)).toBeVisible()
  await expect(page.getByRole('button', { name: '提交评分' })).toHaveCount(0)
})

test('without network marks stay on the page and are saved when it is back', async ({ page, context }) => {
  await openSheet(page, 2)
  await context.setOffline(true)
  await markField(page).fill('11.5')
  await expect(page.getByText(/没有保存成功，分数还在这个页面上/)).toBeVisible()
  await expect(markField(page)).toHaveValue('11.5')
  await context.setOffline(false)
  await page.getByRole('button', { name: '保存草稿' }).click()
  await expect(page.getByText(/^已保存/)).toBeVisible()
  await page.reload()
  await expect(total(page)).toHaveText('11.5')
})

async function markAll(page: Page, mark: string) {
  for (let place = 0; place < 8; place++) {
    await markField(page).fill(mark)
    if (place < 7) await markField(page).press('Enter')
  }
}

test('a submitted sheet can be read and no longer changed', async ({ page }) => {
  await openSheet(page, 3)
  await markAll(page, '2.5')
  await page.getByRole('button', { name: '提交前核对' }).click()
  await expect(page.getByRole('dialog')).toContainText('20.0')
  await page.getByRole('button', { name: '提交评分' }).dblclick()
  await expect(page.getByText('已送达')).toBeVisible()
  const receipt = await page.getByText(/回执 [0-9A-Z]{4}-[0-9A-Z]{2}/).innerText()
  const code = /[0-9A-Z]{4}-[0-9A-Z]{2}/.exec(receipt)![0]
  await page.reload()
  await expect(total(page)).toHaveText('20.0')
  await expect(markField(page)).toHaveCount(0)
  await expect(page.getByRole('button', { name: '提交前核对' })).toHaveCount(0)
  await page.goto('/judge')
  await expect(page.getByText(`回执 ${code}`)).toBeVisible()
})

test('a judge steps back from an entry with a reason and no longer reads it', async ({ page }) => {
  await openSheet(page, 4)
  const address = page.url()
  await page.getByRole('button', { name: '申请回避' }).click()
  await page.getByRole('button', { name: '确认回避' }).click()
  await expect(page.getByText('请写明理由')).toBeVisible()
  await page.getByLabel('回避理由').fill('曾任该项目督导')
  await page.getByRole('button', { name: '确认回避' }).click()
  await expect(page).toHaveURL(/\/judge$/)
  await expect(page.getByRole('row', { name: /已回避/ })).toBeVisible()
  await page.goto(address)
  await expect(page.getByText('作品标题')).toHaveCount(0)
})

test('another judge’s sheet stays closed', async ({ page, visitor }) => {
  await openSheet(page, 5)
  const other = await visitor()
  await signIn(other, 'judge2@example.org')
  await other.goto(page.url())
  await expect(other.getByText('您没有权限打开这个页面')).toBeVisible()
})

test('upright the case, the list and the open criterion are seen together with the total', async ({
  page,
}) => {
  await page.setViewportSize(UPRIGHT)
  await openSheet(page, 6)
  for (const seen of [
    page.getByRole('heading', { name: '案例背景' }),
    markField(page),
    total(page),
    page.getByRole('button', { name: '提交前核对' }),
  ]) {
    await expect(seen).toBeInViewport()
  }
  await markAll(page, '3')
  await submitOpenSheet(page)
  // The document itself never scrolls: only its panes do.
  expect(await page.evaluate(() => document.documentElement.scrollHeight <= window.innerHeight)).toBe(true)
})

test('nothing a judge reads says whose the entry is', async ({ page }) => {
  await signIn(page, 'judge2@example.org')
  const desk = await (await page.request.get('/judge')).text()
  const sheets = [...new Set(desk.match(/\/judge\/sheets\/[0-9a-f-]{36}/g))]
  expect(sheets).toHaveLength(7)
  for (const address of sheets) {
    for (const answer of [address, `${address}.data`]) {
      const text = await (await page.request.get(answer)).text()
      for (const secret of ['吉克', '𣲗阿依', '云岭社会工作服务中心', '13800138000', '520100', '贵阳市']) {
        expect(text, `${answer} holds ${secret}`).not.toContain(secret)
      }
    }
  }
})
