import { DESKTOP, signIn } from '~tests/support/acts'
import { expect, test } from '~tests/support/browser'
import { inventedDocument } from '~/core/entrants/invented'
import { identify } from '~/services/participants.server'
import { entryOf, seedJudging, seedMarks, seedPerson } from '~tests/support/seed'
import { startEntry, submitEntry } from '~/services/entries.server'
import { assignEvenly } from '~/services/assignment.server'

test.use({
  viewport: DESKTOP,
  seed: {
    fill: async () => {
      const { organiser, judges } = await seedJudging([
        entryOf({ entrant: '张三', title: '火塘边的倾听', publication: 'on' }),
        entryOf({ entrant: '王五', title: '寨子里的课后四点半' }),
      ])
      await seedMarks(judges, 'preliminary', '2')
      await assignEvenly(organiser, 'final')
      await seedMarks(judges, 'final', '2.5')
      const late = await seedPerson('contestant', 'late@example.org', '田思源')
      const id = await startEntry(late, { track: 'individual' })
      await identify(late, id, { documentType: 'resident', documentNumber: inventedDocument(99) })
      await submitEntry(late, id, entryOf({ entrant: '田思源', title: '等待审查的作品' }), 0)
    },
  },
  mayLog: /status of 4\d\d/,
})

// Each test goes on where the one before it left the contest.
test.describe.configure({ mode: 'serial' })

test('a decision to the entrant’s disadvantage needs words, and the entrant reads them', async ({
  page,
  visitor,
}) => {
  await signIn(page, 'organiser@example.org')
  await page.getByRole('link', { name: '去审查' }).click()
  await page.getByRole('link', { name: '等待审查的作品' }).click()
  await page.getByRole('button', { name: '退回补正' }).click()
  await expect(page.getByText('请写明理由')).toBeVisible()
  await page.getByLabel('说明').fill('缺少结案评估的日期')
  await page.getByRole('button', { name: '退回补正' }).click()
  await expect(page.getByText('退回补正', { exact: true }).first()).toBeVisible()

  const entrant = await visitor()
  await signIn(entrant, 'late@example.org')
  await expect(entrant.getByText('缺少结案评估的日期')).toBeVisible()
})

test('a deduction is taken after the mean, once, and can be taken back', async ({ page }) => {
  await signIn(page, 'organiser@example.org')
  await page.goto('/organiser/ranking')
  const row = page.getByRole('row', { name: /寨子里的课后四点半/ })
  await expect(row).toContainText('17.50')
  await row.getByRole('link').first().click()
  const final = page.getByRole('region').or(page.locator('section')).filter({ hasText: /^决赛/ }).last()
  await final.getByText('登记扣分').first().click()
  await final.getByLabel('扣分', { exact: true }).fill('零')
  await final.getByLabel('事由').fill('超时47秒')
  await final.getByRole('button', { name: '登记扣分' }).click()
  await expect(final.getByText('请填写大于0的数')).toBeVisible()
  await final.getByLabel('扣分', { exact: true }).fill('2')
  await final.getByRole('button', { name: '登记扣分' }).click()
  await expect(final.getByText('超时47秒')).toBeVisible()
  await page.goto('/organiser/ranking')
  await expect(row).toContainText('15.50')
  await row.getByRole('link').first().click()
  await final.getByRole('button', { name: '撤销', exact: true }).click()
  await expect(page.getByText('超时47秒')).toHaveCount(0)
})

test('a result that changed since it was checked is not published', async ({ page, context }) => {
  await signIn(page, 'organiser@example.org')
  await page.goto('/organiser/ranking')
  await page.getByRole('checkbox', { name: '我已核对排名' }).check()

  const other = await context.newPage()
  await other.goto('/organiser/ranking')
  await other
    .getByRole('row', { name: /火塘边的倾听/ })
    .getByRole('link')
    .first()
    .click()
  await other.getByRole('button', { name: '登记缺席' }).last().click()
  await expect(other.getByRole('button', { name: '撤销缺席' })).toBeVisible()

  await page.getByRole('button', { name: '公布', exact: true }).click()
  await expect(page.getByText('您核对之后，评分又有变化')).toBeVisible()
  await page.goto('/results')
  await expect(page.getByText('结果尚未公布')).toBeVisible()

  await other.getByRole('button', { name: '撤销缺席' }).click()
  await expect(other.getByRole('button', { name: '撤销缺席' })).toHaveCount(0)
})

test('what happens after the publication does not change what the public reads', async ({
  page,
  visitor,
}) => {
  await signIn(page, 'organiser@example.org')
  await page.goto('/organiser/ranking')
  await page.getByRole('checkbox', { name: '我已核对排名' }).check()
  await page.getByRole('button', { name: '公布', exact: true }).click()
  await expect(page.getByText(/已公布第1版/)).toBeVisible()

  await page
    .getByRole('row', { name: /火塘边的倾听/ })
    .getByRole('link')
    .first()
    .click()
  await page.getByLabel('说明').fill('参赛者书面申请退出')
  await page.getByRole('button', { name: '登记退出' }).click()
  await expect(page.getByText('已退出', { exact: true })).toBeVisible()

  const guest = await visitor()
  await guest.goto('/results')
  await expect(guest.getByText('结果第1版')).toBeVisible()
  await expect(guest.getByRole('row', { name: /火塘边的倾听/ })).toContainText('张三')
  await page.goto('/organiser/ranking')
  await expect(page.getByText('公布之后数据有变化')).toBeVisible()
})
