import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { alive, fillAccount, PHONE, signIn } from '~tests/support/acts'
import { expect, test } from '~tests/support/browser'
import { entryOf, seedJudging, seedMarks } from '~tests/support/seed'
import { assignEvenly } from '~/services/assignment.server'
import { recordDeduction } from '~/services/day.server'
import { publish, rankingDesk, resultBundle } from '~/services/results.server'

/** Seven entries, of which the prizes reach five; the first two tie and the tie-breaks do not part them. */
const TITLES = [
  '火塘边的倾听',
  '赶场天的服务台',
  '寨门口的约定',
  '雨后的回访',
  '竹楼里的灯',
  '第六件作品',
  '第七件作品',
]
let full = ''

test.use({
  seed: {
    fill: async () => {
      const { organiser, judges, entries } = await seedJudging(
        TITLES.map((title, at) =>
          entryOf({ entrant: `参赛者${'甲乙丙丁戊己庚'[at]!}`, title, publication: 'on' }),
        ),
      )
      await seedMarks(judges, 'preliminary', '2')
      for (const [at, id] of entries.entries()) {
        if (at > 1)
          await recordDeduction(organiser, id, { stage: 'preliminary', points: String(at), reason: '超字数' })
      }
      await assignEvenly(organiser, 'final')
      await seedMarks(judges, 'final', '2.5')
      await publish(organiser, { digest: (await rankingDesk(organiser)).digest, marksPublic: false })
      full = (await resultBundle(organiser, '1', 'full')).content
    },
  },
  mayLog: /status of 4\d\d|ERR_INTERNET_DISCONNECTED/,
})

const choose = (page: Page, content: string) =>
  page.getByLabel('结果文件', { exact: true }).setInputFiles({
    name: 'result.json',
    mimeType: 'application/json',
    buffer: Buffer.from(content),
  })
const check = (page: Page) => page.getByRole('button', { name: '核验结果文件' }).click()

test('a stranger follows a mark to its prize and checks the file with the network off', async ({
  page,
  context,
}) => {
  await page.goto('/results')
  await expect(page.getByText('个人组').first()).toContainText('5件')
  await expect(page.getByText('第六件作品')).toHaveCount(0)
  await page.getByRole('link', { name: /得分构成.*寨门口的约定/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('得分构成单')
  await expect(page.getByRole('columnheader', { name: '评委2' }).first()).toBeVisible()
  await expect(page.getByText('扣分：超字数')).toBeVisible()
  await expect(page.getByText(/第2至3名；本作品第3名，获奖|第3名/).first()).toBeVisible()

  await page.getByRole('link', { name: '返回结果' }).click()
  const arrival = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载结果文件' }).click()
  const file = await arrival
  expect(file.suggestedFilename()).toMatch(/-1-public\.json$/)
  const content = await readFile(await file.path(), 'utf8')
  await page.getByRole('main').getByRole('link', { name: '核验结果文件' }).click()
  await alive(page.getByRole('button', { name: '核验结果文件' }))

  await context.setOffline(true)
  await choose(page, content)
  await check(page)
  await expect(page.getByText(/核验通过：签名有效/)).toBeVisible()
  await choose(page, full)
  await check(page)
  await expect(page.getByText(/核验通过：文件完整/)).toBeVisible()

  // One digit of one judge's mark is another.
  const digit = full.indexOf('\\"marks\\":{') + full.slice(full.indexOf('\\"marks\\":{')).search(/:\\"2/) + 3
  expect(full[digit]).toBe('2')
  await choose(page, `${full.slice(0, digit)}1${full.slice(digit + 1)}`)
  await check(page)
  await expect(page.getByRole('alert')).toContainText('核验未通过')
  await expect(page.getByRole('rowheader', { name: /校验值/ }).first()).toBeVisible()

  await choose(page, content)
  await page.getByLabel('主办方公布的密钥指纹').fill('0'.repeat(64))
  await check(page)
  await expect(page.getByRole('rowheader', { name: /密钥/ })).toBeVisible()
  await page.getByLabel('主办方公布的密钥指纹').fill('not a key')
  await check(page)
  await expect(page.getByText('指纹应为64位十六进制数')).toBeVisible()
  await context.setOffline(false)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: PHONE })

  test('two who tie are told what was compared, in both languages', async ({ page }) => {
    await page.goto('/results')
    await page.getByRole('link', { name: /得分构成.*火塘边的倾听/ }).click()
    await expect(page.getByText('比较：未取舍的总分')).toBeVisible()
    await expect(page.getByText(/仍然相同，与[AB]-\d+并列第1名/)).toBeVisible()
    await page.getByRole('button', { name: 'English' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Score breakdown')
    await expect(page.getByText(/shares rank 1 with [AB]-\d+/)).toBeVisible()
    await page.getByRole('button', { name: '中文' }).click()
  })

  test('the rules link the format of the scorebook', async ({ page }) => {
    await page.goto('/rules')
    const address = await page.getByRole('link', { name: /JSON Schema/ }).getAttribute('href')
    const answer = await page.request.get(address!)
    expect(answer.status()).toBe(200)
    expect(await answer.json()).toMatchObject({ title: 'scorebook/1', type: 'object' })
  })
})

test('an entrant without an award finds the own breakdown and nobody else’s', async ({ page }) => {
  await signIn(page, 'entrant7@example.org')
  await page.goto('/my')
  await page.getByRole('link', { name: '我的得分构成' }).click()
  await expect(page.getByText('第七件作品')).toBeVisible()
  await expect(page.getByText('第7名').first()).toBeVisible()
  const code = /[AB]-\d+/.exec(await page.getByRole('article').innerText())![0]
  expect((await page.request.get(`/results/${code}`)).status()).toBe(404)
  expect((await page.request.get('/bundles/1/full')).status()).toBe(403)
})

test('a supervisor joins by a link, reads everything of the ranking, and changes nothing', async ({
  page,
  visitor,
}) => {
  await signIn(page, 'organiser@example.org')
  await page.goto('/organiser/staff')
  await page.getByLabel('姓名').fill('石见证')
  await page.getByLabel('角色').selectOption('监督员')
  await page.getByRole('button', { name: '生成邀请链接' }).click()
  const link = await page.getByText(/\/join\//).innerText()

  const supervisor = await visitor()
  await supervisor.goto(link)
  await expect(supervisor.getByRole('heading', { level: 1 })).toHaveText('创建监督员账号')
  await fillAccount(supervisor, '创建账号', { login: 'supervisor@example.org' })
  await expect(supervisor.getByRole('heading', { level: 1 })).toHaveText('排名与公布')
  await expect(supervisor.getByText('第七件作品')).toBeVisible()
  await expect(supervisor.getByRole('button', { name: '公布', exact: true })).toHaveCount(0)
  await expect(supervisor.getByRole('link', { name: '作品', exact: true })).toHaveCount(0)
  const arrival = supervisor.waitForEvent('download')
  await supervisor.getByRole('link', { name: '下载完整结果文件' }).click()
  expect(await readFile(await (await arrival).path(), 'utf8')).toBe(full)
  await supervisor.getByRole('link', { name: '得分构成' }).last().click()
  await expect(supervisor.getByRole('heading', { level: 1 })).toHaveText('得分构成单')
  expect((await supervisor.request.get('/organiser/entries')).status()).toBe(403)
})
