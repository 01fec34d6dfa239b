import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { DESKTOP, PHONE, signIn, TABLET, UPRIGHT } from '~tests/support/acts'
import { expect, test } from '~tests/support/browser'
import { entryOf, seedJudging, seedMarks } from '~tests/support/seed'
import { assignEvenly } from '~/services/assignment.server'
import { publish, rankingDesk } from '~/services/results.server'

test.use({
  seed: {
    fill: async () => {
      const { organiser, judges } = await seedJudging([
        entryOf({ entrant: '吉克·𣲗阿依', title: '火塘边的倾听', publication: 'on' }),
        entryOf({ entrant: '王五', title: '寨子里的课后四点半', serviceDomain: 'CW' }),
      ])
      await seedMarks(judges, 'preliminary', '2')
      await assignEvenly(organiser, 'final')
      await seedMarks(judges, 'final', '2.5')
      await publish(organiser, { digest: (await rankingDesk(organiser)).digest, marksPublic: true })
    },
  },
  mayLog: /status of 4\d\d/,
})

const PUBLIC = ['/', '/rules', '/results', '/verify', '/signin', '/signup', '/reset', '/nowhere']
const ROOMS = [
  ['entrant1@example.org', ['/my', '/my/messages', '/account', '/account/second-factor']],
  ['judge1@example.org', ['/judge']],
  [
    'organiser@example.org',
    [
      '/organiser',
      '/organiser/entries',
      '/organiser/judges',
      '/organiser/staff',
      '/organiser/figures',
      '/review?view=all',
      '/organiser/stages/preliminary',
      '/organiser/ranking',
      '/organiser/journal',
      '/organiser/outbox',
      '/organiser/accounts',
    ],
  ],
] as const

/** The pages behind links of a room: an entry, a sheet. */
const firstLink = async (page: Page, path: string, link: RegExp) => {
  const text = await (await page.request.get(path)).text()
  return link.exec(text)![0]
}

/** Every page of a person, addresses with ids included. */
async function pagesOf(page: Page, login: string, paths: readonly string[]) {
  await signIn(page, login)
  const uuid = '[0-9a-f-]{36}'
  if (login.startsWith('entrant'))
    return [
      ...paths,
      await firstLink(page, '/my', new RegExp(`/my/entries/${uuid}`)),
      await firstLink(page, '/my', new RegExp(`/my/results/${uuid}`)),
    ]
  if (login.startsWith('judge'))
    return [...paths, await firstLink(page, '/judge', new RegExp(`/judge/sheets/${uuid}`))]
  return [
    ...paths,
    await firstLink(page, '/organiser/entries', new RegExp(`/organiser/entries/${uuid}`)),
    await firstLink(page, '/organiser/ranking', /\/organiser\/ranking\/[A-Z]-\d+/),
    await firstLink(page, '/review?view=all', new RegExp(`/review/${uuid}`)),
  ]
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: PHONE })

  test('home, rules and results can be read, filtered and switched to English', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByRole('heading', { level: 1 })).toContainText('社会工作实务技能大赛')
    await page.locator('summary', { hasText: '菜单' }).click()
    await page.getByRole('link', { name: '赛程与规则' }).click()
    await page.getByText('个人组·实务案例书面评审表').click()
    await expect(page.getByText('问题界定与需求评估')).toBeVisible()
    await page.goto('/results')
    await page.getByLabel('服务领域').selectOption('儿童福利')
    await page.getByRole('button', { name: '查看' }).click()
    await expect(page.getByRole('row', { name: /寨子里的课后四点半/ })).toBeVisible()
    await expect(page.getByRole('row', { name: /火塘边的倾听/ })).toHaveCount(0)
    await page.getByRole('button', { name: 'English' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Results')
    await expect(page).toHaveURL(/domain=CW/)
    await page.goto('/rules')
    await expect(page.getByRole('heading', { name: 'Stages and scoring' })).toBeVisible()
  })
})

test('large type is one switch that is remembered on every page', async ({ page }) => {
  await page.goto('/')
  const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize))
  const normal = await size()
  await page.getByRole('button', { name: '大字版' }).click()
  await expect(page.getByRole('button', { name: '标准字号' })).toBeVisible()
  expect(await size()).toBe(normal * 1.25)
  await page.goto('/rules')
  expect(await size()).toBe(normal * 1.25)
})

test('a page that is not there says so and leads home', async ({ page }) => {
  const answer = await page.goto('/nowhere')
  expect(answer!.status()).toBe(404)
  await expect(page.getByRole('heading', { name: '没有这个页面' })).toBeVisible()
  await page.getByRole('link', { name: '回到首页' }).click()
  await expect(page).toHaveURL(/\/$/)
})

test('sign-in tells nobody who exists', async ({ page }) => {
  for (const login of ['organiser@example.org', 'nobody@example.org']) {
    await page.goto('/signin')
    await page.getByLabel('手机号或电子邮箱').fill(login)
    await page.getByLabel('密码', { exact: true }).fill('Falsch-2021')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await expect(page.getByRole('alert')).toHaveText('账号或密码不对')
  }
})

test('with the keyboard one skips the menu and sees where one is', async ({ page }) => {
  await page.goto('/rules')
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: '跳到正文' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#content$/)
  await page.keyboard.press('Tab')
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle)
  expect(outline).not.toBe('none')
})

test('keys and clicks while the page wakes up break nothing', async ({ page }) => {
  await page.addInitScript(() => {
    const poke = () => {
      for (const type of ['keydown', 'click', 'focusin'])
        document.querySelector('body *')?.dispatchEvent(new Event(type, { bubbles: true }))
    }
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      poke()
      queueMicrotask(poke)
      port2.postMessage('')
    }
    port2.postMessage('')
    document.addEventListener('DOMContentLoaded', poke)
  })
  await page.goto('/signin')
  const password = page.getByLabel('密码', { exact: true })
  await password.fill('Abc')
  await page.getByRole('button', { name: /显示/ }).click()
  await expect(password).toHaveAttribute('type', 'text')
})

async function isSound(page: Page, path: string) {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  const { width } = page.viewportSize()!
  expect(overflow, `${path} is too wide at ${width}`).toBeLessThanOrEqual(0)
}

/** What axe calls serious or critical, in words. */
async function barriers(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

for (const [who, paths] of [['', PUBLIC] as const, ...ROOMS]) {
  test(`pages of ${who || 'the public'} fit every screen and hold no barrier, in both languages`, async ({
    page,
  }) => {
    test.setTimeout(180_000)
    const addresses = who
      ? await pagesOf(page, who, paths)
      : [...paths, await firstLink(page, '/results', /\/results\/[A-Z]-\d+/)]
    for (const language of ['zh-CN', 'en']) {
      if (language === 'en') {
        await page.goto('/signup')
        await page.getByRole('button', { name: 'English' }).click()
        await expect(page.getByRole('button', { name: '中文' })).toBeVisible()
      }
      for (const path of addresses) {
        await page.setViewportSize(PHONE)
        await page.goto(path)
        await isSound(page, path)
        expect(await barriers(page), `${path} in ${language} on a phone`).toEqual([])
        for (const screen of [UPRIGHT, TABLET, DESKTOP]) {
          await page.setViewportSize(screen)
          await isSound(page, path)
        }
        expect(await barriers(page), `${path} in ${language} on a desktop`).toEqual([])
      }
    }
  })
}
