import type { Page } from '@playwright/test'
import { inventedDocument } from '~/core/entrants/invented'
import { startEntry, submitEntry } from '~/services/entries.server'
import { identify } from '~/services/participants.server'
import { alive, DESKTOP, PHONE, signIn } from '~tests/support/acts'
import { expect, test } from '~tests/support/browser'
import { entryOf, seedPerson, seedSmallContest } from '~tests/support/seed'

const TITLES = ['火塘边的倾听', '寨子里的课后四点半', '石板巷里的晚年议事桌', '山路尽头的课桌']

test.use({
  viewport: DESKTOP,
  seed: {
    fill: async () => {
      await seedSmallContest()
      await seedPerson('organiser', 'organiser@example.org', '杜若川')
      await seedPerson('reviewer', 'here@example.org', '李审', '520100')
      await seedPerson('reviewer', 'elsewhere@example.org', '王审', '520500')
      for (const [at, title] of TITLES.entries()) {
        const entrant = await seedPerson('contestant', `entrant${at}@example.org`, '石小禾')
        const id = await startEntry(entrant, { track: 'individual' })
        await identify(entrant, id, { documentType: 'resident', documentNumber: inventedDocument(at) })
        await submitEntry(entrant, id, entryOf({ title }), 0)
      }
    },
  },
  mayLog: /status of 4\d\d/,
})

const RULES = 6

async function openFirst(page: Page, title: string) {
  await page.goto('/review')
  await page.getByRole('link', { name: title }).click()
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible()
  await alive(page.getByRole('heading', { name: '资格核对' }))
}

test('a reviewer goes through the rules by keyboard and passes the entry on, to the next one', async ({
  page,
}) => {
  await signIn(page, 'here@example.org')
  await expect(page.getByText('审查范围：贵阳市')).toBeVisible()
  await openFirst(page, TITLES[0]!)
  const pass = page.getByRole('button', { name: '通过，报省级复核' })
  await expect(pass).toBeDisabled()
  await page.getByRole('region', { name: '案例正文' }).focus()
  for (let rule = 0; rule < RULES; rule++) await page.keyboard.press('y')
  await expect(page.getByText('6/6条已核')).toBeVisible()
  await expect(pass).toBeEnabled()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: TITLES[1]!, level: 1 })).toBeVisible()
  await expect(page.getByText('已作出决定')).toBeVisible()
})

test('an entry is returned with its reason, which its entrant reads, corrects and submits again', async ({
  page,
  visitor,
}) => {
  await signIn(page, 'here@example.org')
  await openFirst(page, TITLES[1]!)
  await page.getByRole('region', { name: '案例正文' }).focus()
  for (let rule = 0; rule < RULES; rule++) await page.keyboard.press('y')
  await page.keyboard.press('4')
  await page.keyboard.press('n')
  const back = page.getByRole('button', { name: '退回补正' })
  await expect(back).toBeDisabled()
  await page.getByRole('button', { name: '正文字数不符合要求。' }).click()
  await expect(page.getByRole('button', { name: '通过，报省级复核' })).toBeDisabled()
  // What was found is still there after a look at another entry.
  await page.getByRole('link', { name: '下一件' }).click()
  await page.getByRole('link', { name: '上一件' }).click()
  await expect(page.getByText('6/6条已核')).toBeVisible()
  await back.click()
  await expect(page.getByText('已作出决定')).toBeVisible()

  const entrant = await visitor({ viewport: PHONE })
  await signIn(entrant, 'entrant1@example.org')
  await entrant.getByRole('link', { name: '继续填写' }).click()
  await expect(entrant.getByText('正文字数不符合要求。').first()).toBeVisible()
  await expect(entrant.getByText(/请在\d+月\d+日 \d\d:\d\d前重新提交/)).toBeVisible()
  await alive(entrant.getByRole('textbox', { name: '作品名称' }))
  await entrant.getByRole('textbox', { name: '作品名称' }).fill('补正后的名称')
  await entrant.getByRole('button', { name: '重新提交' }).click()
  await expect(entrant.getByText(/已提交第2版/)).toBeVisible()
  await page.goto('/review')
  await expect(page.getByRole('link', { name: '补正后的名称' })).toBeVisible()
})

test('refusing asks once more', async ({ page }) => {
  await signIn(page, 'here@example.org')
  await openFirst(page, TITLES[2]!)
  for (const no of await page.getByText('不符合', { exact: true }).all()) await no.click()
  for (const chips of [
    '证件信息与姓名不一致，请核对后重新填写。',
    '未能确认在贵州省内从业或登记，请补充说明。',
  ]) {
    await page.getByRole('button', { name: chips }).click()
  }
  const reasons = page.getByRole('textbox')
  for (const field of await reasons.all())
    if ((await field.inputValue()) === '') await field.fill('不符合规定。')
  await page.getByRole('button', { name: '不通过' }).click()
  await expect(page.getByText('不通过是最终结论')).toBeVisible()
  await page.getByRole('button', { name: '确认不通过' }).click()
  await expect(page.getByText('已作出决定')).toBeVisible()
  await page.goto('/review?view=refused')
  await expect(page.getByRole('link', { name: TITLES[2]! })).toBeVisible()
})

test('a reviewer of another prefecture sees none of it, not even by address', async ({ page, visitor }) => {
  const mine = await visitor({ viewport: DESKTOP })
  await signIn(mine, 'here@example.org')
  await openFirst(mine, TITLES[3]!)
  await signIn(page, 'elsewhere@example.org')
  await expect(page.getByText('没有等您审查的作品')).toBeVisible()
  await page.goto('/review?view=all')
  await expect(page.getByText('这里没有作品')).toBeVisible()
  expect((await page.goto(new URL(mine.url()).pathname))!.status()).toBe(403)
})
