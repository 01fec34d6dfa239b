import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { inTransaction } from '~/data/db.server'
import { notify } from '~/services/messages.server'
import { answerSum, codeInOutbox, DESKTOP, PHONE, signIn, signUp, sumOn } from '~tests/support/acts'
import { expect, test } from '~tests/support/browser'
import { PASSWORD, seedPerson, seedSmallContest } from '~tests/support/seed'

test.use({
  viewport: PHONE,
  seed: {
    fill: async () => {
      await seedSmallContest()
      await seedPerson('organiser', 'organiser@example.org', '杜若川')
      await seedPerson('contestant', '13800000009', '周子墨')
      const told = await seedPerson('contestant', 'told@example.org', '石小禾')
      await inTransaction((at) => notify(at, { accountId: told.id, kind: 'passwordChanged' }))
      await seedPerson('judge', 'judge@example.org', '罗砚秋')
    },
  },
  mayLog: /status of 4\d\d/,
})

const FRESH = 'Huoju-Kuaile-7'
const heading = (page: Page) => page.getByRole('heading', { level: 1 })

async function typeIn(page: Page, login: string, password: string) {
  await page.getByLabel('手机号或电子邮箱').fill(login)
  await page.getByLabel('密码', { exact: true }).fill(password)
}
const send = (page: Page) => page.getByRole('button', { name: '登录', exact: true }).click()

/** What axe finds, in words. */
async function barriers(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

/** Nothing is wider than the screen, and axe finds nothing, in both languages. */
async function expectSound(page: Page) {
  for (const language of ['English', '中文']) {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(wide, page.url()).toBeLessThanOrEqual(0)
    expect(await barriers(page), page.url()).toEqual([])
    await page.getByRole('button', { name: language }).click()
    await expect(page.getByRole('button', { name: language === '中文' ? 'English' : '中文' })).toBeVisible()
  }
}

async function organiserOf(visitor: () => Promise<Page>) {
  const organiser = await visitor()
  await signIn(organiser, 'organiser@example.org')
  return organiser
}

test('somebody signs up with a mobile number and the code from the outbox, and a wrong code says so', async ({
  page,
  product,
  visitor,
}) => {
  const organiser = await organiserOf(() => visitor({ viewport: DESKTOP }))
  await page.goto('/signup')
  await page.getByLabel('手机号或电子邮箱').fill('+86 138 0000 0001')
  await page.getByRole('button', { name: '获取验证码' }).click()
  await expect(heading(page)).toHaveText('填写验证码')
  await expect(page.getByText('13800000001')).toBeVisible()
  await expectSound(page)
  const code = await codeInOutbox(organiser, '13800000001')
  await expect(organiser.getByText('没有设置短信网关')).toBeVisible()
  await page.getByLabel('验证码').fill(code === '000000' ? '000001' : '000000')
  await page.getByRole('button', { name: '下一步' }).click()
  await expect(page.getByText('验证码不对')).toBeVisible()
  await page.getByLabel('验证码').fill(code)
  await page.getByRole('button', { name: '下一步' }).click()
  await expect(heading(page)).toHaveText('最后一步：姓名和密码')
  await expectSound(page)
  await page.getByLabel('姓名').fill('张𣲗')
  await page.getByLabel('密码', { exact: true }).fill('Woaini-5201314')
  await page.getByRole('button', { name: '注册并登录' }).click()
  await expect(page.getByText('这个密码太常见')).toBeVisible()
  await expect(page.getByLabel('姓名')).toHaveValue('张𣲗')
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: '注册并登录' }).click()
  await expect(heading(page)).toHaveText('我的作品')
  expect(product.output()).toContain('no SMS gateway is set: text messages stay in the outbox')
  for (const personal of ['13800000001', code, '张𣲗']) expect(product.output()).not.toContain(personal)
})

test('the next code comes after a minute, and the login stays in its field', async ({ page }) => {
  const ask = async () => {
    await page.goto('/signup')
    await page.getByLabel('手机号或电子邮箱').fill('13800000002')
    await page.getByRole('button', { name: '获取验证码' }).click()
  }
  await ask()
  await expect(heading(page)).toHaveText('填写验证码')
  await page.getByRole('button', { name: '重新发送' }).click()
  await expect(page.getByRole('alert')).toContainText('请等一分钟再试')
  await expect(page.getByLabel('验证码')).toBeVisible()
  await ask()
  await expect(page.getByRole('alert')).toContainText('请等一分钟再试')
  await expect(page.getByLabel('手机号或电子邮箱')).toHaveValue('13800000002')
})

test('a forgotten password is reset by the code, and other devices are signed out', async ({
  page,
  visitor,
}) => {
  const organiser = await organiserOf(() => visitor({ viewport: DESKTOP }))
  const phone = await visitor({ viewport: PHONE })
  await signIn(phone, '13800000009')
  await page.goto('/signin')
  await page.getByRole('link', { name: '忘记密码' }).click()
  await expect(heading(page)).toHaveText('重设密码')
  await page.getByLabel('手机号或电子邮箱').fill('13800000009')
  await page.getByRole('button', { name: '获取验证码' }).click()
  await expect(heading(page)).toHaveText('填写验证码')
  await page.getByLabel('验证码').fill(await codeInOutbox(organiser, '13800000009'))
  await page.getByRole('button', { name: '下一步' }).click()
  await expect(heading(page)).toHaveText('设置新密码')
  await expectSound(page)
  await page.getByLabel('新密码').fill(FRESH)
  await page.getByRole('button', { name: '保存新密码' }).click()
  await expect(page.getByText('密码已重设')).toBeVisible()
  await phone.goto('/my')
  await expect(phone).toHaveURL(/signin/)
  await signIn(phone, '13800000009', FRESH)
  await phone.locator('summary', { hasText: '菜单' }).click()
  await phone.getByRole('link', { name: /消息.*1条未读/ }).click()
  await expect(phone.getByRole('heading', { name: '密码已修改' })).toBeVisible()
})

test('messages are unread until they are marked as read', async ({ page }) => {
  await signIn(page, 'told@example.org')
  await page.goto('/my/messages')
  await expect(page.getByText('未读', { exact: true })).toBeVisible()
  await expectSound(page)
  await page.getByRole('button', { name: '全部标为已读' }).click()
  await expect(page.getByText('未读', { exact: true })).toHaveCount(0)
  await page.reload()
  await expect(page.getByText('密码已修改')).toBeVisible()
  await expect(page.getByText('未读', { exact: true })).toHaveCount(0)
})

test('a second device signs out everywhere, and each device is named in words', async ({ page, visitor }) => {
  const wechat = 'Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/87.0 Mobile MicroMessenger/8.0'
  const phone = await visitor({ viewport: PHONE, userAgent: wechat })
  await signIn(phone, 'told@example.org')
  await page.setViewportSize(DESKTOP)
  await signIn(page, 'told@example.org')
  await page.goto('/account')
  await expect(page.getByText('微信，安卓手机或平板')).toBeVisible()
  await expectSound(page)
  await page.getByRole('button', { name: '全部设备退出登录' }).click()
  await expect(page).toHaveURL(/signin/)
  for (const device of [page, phone]) {
    await device.goto('/account')
    await expect(device).toHaveURL(/signin/)
  }
})

test('a member changes the password: other devices are signed out, this one is not', async ({
  page,
  visitor,
}) => {
  const organiser = await organiserOf(() => visitor({ viewport: DESKTOP }))
  await page.goto('/signup')
  await signUp(page, organiser, { name: '杨㛃', login: 'change@example.org' })
  await expect(heading(page)).toHaveText('我的作品')
  await page.goto('/account')
  await page.getByLabel('当前密码').fill('Falsch-2021')
  await page.getByLabel('新密码').fill(FRESH)
  await page.getByRole('button', { name: '修改密码' }).click()
  await expect(page.getByText('当前密码不对')).toBeVisible()
  await page.getByLabel('当前密码').fill(PASSWORD)
  await page.getByRole('button', { name: '修改密码' }).click()
  await expect(page.getByText('密码已修改，其他设备已退出')).toBeVisible()
  await page.getByLabel('姓名').fill('杨㛃㛃')
  await page.getByLabel('消息使用的语言').selectOption('en')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await expect(page.getByLabel('Name')).toHaveValue('杨㛃㛃')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('signing up works, and what was typed stays', async ({ page, visitor }) => {
    const organiser = await organiserOf(() => visitor({ viewport: DESKTOP }))
    await page.goto('/signup')
    await page.getByLabel('手机号或电子邮箱').fill('1380000000')
    await page.getByRole('button', { name: '获取验证码' }).click()
    await expect(page.getByText('请填写11位手机号')).toBeVisible()
    await expect(page.getByLabel('手机号或电子邮箱')).toHaveValue('1380000000')
    await signUp(page, organiser, { name: '吉克·𣲗阿依', login: '13800000003' })
    await expect(heading(page)).toHaveText('我的作品')
  })

  test('failures bring a captcha, then a lock, and the organiser lifts it', async ({ page, visitor }) => {
    const login = 'judge@example.org'
    await page.goto('/signin')
    for (let failures = 1; failures <= 5; failures++) {
      await typeIn(page, login, 'Falsch-2021')
      if ((await sumOn(page).count()) > 0) await answerSum(page)
      else expect(failures).toBeLessThan(3)
      await send(page)
      if (failures < 5) await expect(page.getByRole('alert')).toContainText('账号或密码不对')
    }
    await expect(page.getByRole('alert')).toContainText(/失败次数太多，\d\d:\d\d以后才能再试/)
    await expect(page.getByLabel('手机号或电子邮箱')).toHaveValue(login)

    await page.goto('/signin')
    await page.getByText('放大图片').click()
    const pictures = page.getByRole('img', { name: '五个数字的图片' })
    const [small, large] = [await pictures.first().boundingBox(), await pictures.last().boundingBox()]
    expect(large!.width / small!.width).toBeGreaterThan(1.7)
    await typeIn(page, login, PASSWORD)
    await page.getByLabel('图中的5个数字，或算式的结果').fill('99999')
    await send(page)
    await expect(page.getByText('失败次数太多')).toBeVisible()

    const organiser = await visitor({ viewport: DESKTOP })
    await signIn(organiser, 'organiser@example.org')
    await organiser.goto(`/organiser/accounts?search=${login}`)
    await organiser
      .getByRole('row', { name: /罗砚秋/ })
      .getByRole('button', { name: '解锁' })
      .click()
    await expect(organiser.getByText('已解锁')).toBeVisible()
    await signIn(page, login)
    await expect(page).toHaveURL(/judge/)
  })
})

test('the sign-in page with a captcha holds no barrier', async ({ page }) => {
  await page.goto('/signin')
  for (let failures = 0; failures < 2; failures++) {
    await typeIn(page, `nobody${failures}@example.org`, 'Falsch-2021')
    await send(page)
    await expect(page.getByRole('alert')).toContainText('账号或密码不对')
  }
  await expect(sumOn(page)).toBeVisible()
  await expectSound(page)
  await typeIn(page, 'told@example.org', PASSWORD)
  await answerSum(page)
  await send(page)
  await expect(heading(page)).toHaveText('我的作品')
})
