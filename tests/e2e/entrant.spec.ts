import type { Page } from '@playwright/test'
import { alive, PHONE, signIn } from '~tests/support/acts'
import { expect, test } from '~tests/support/browser'
import { closeRegistrationAt, entryOf, seedPerson, seedSmallContest, TEXT } from '~tests/support/seed'
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
      const contact = await seedPerson('contestant', 'agency@example.org', '李四')
      const id = await startEntry(contact, { track: 'agency' })
      const team = [{ name: '吉克·𣲗阿依', level: 'social', certificate: '2019001000002' }]
      await saveEntry(contact, id, entryOf({ entrant: '云岭社工中心', team }), 0)
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

test('of two tabs the older one is told, keeps its text, and the person chooses', async ({
  page,
  context,
}) => {
  await openEntry(page, 'writer2@example.org')
  const other = await context.newPage()
  await other.goto(page.url())
  await alive(title(other))
  await title(other).fill('另一个标签页里的名称')
  await expect(saved(other)).toBeVisible()

  await title(page).fill('旧标签页里的名称')
  const notice = page.getByRole('alert').filter({ hasText: '在另一台设备或另一个页面上保存过' })
  await expect(notice).toContainText('另一处保存的：“另一个标签页里的名称”')
  await expect(notice).toContainText('这个页面上的：“旧标签页里的名称”')
  await expect(title(page)).toHaveValue('旧标签页里的名称')
  await other.reload()
  await expect(title(other)).toHaveValue('另一个标签页里的名称')

  await page.getByRole('button', { name: '用这个页面上的' }).click()
  await expect(saved(page)).toBeVisible()
  await expect(notice).toBeHidden()
  await title(other).fill('又改了一次')
  await other.getByRole('button', { name: '用另一处保存的' }).click()
  await expect(title(other)).toHaveValue('旧标签页里的名称')
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

test('what could not be saved for lack of network is back after closing the tab', async ({
  page,
  context,
}) => {
  await openEntry(page, 'writer9@example.org')
  const address = page.url()
  await context.setOffline(true)
  await title(page).fill('断网时写下，又关掉了页面')
  await expect(page.getByText('没有保存成功，内容还在这个页面上').first()).toBeVisible()
  await page.close()
  await context.setOffline(false)

  const again = await context.newPage()
  await again.goto(address)
  await expect(again.getByText('已找回上次没有保存成功的内容')).toBeVisible()
  await expect(title(again)).toHaveValue('断网时写下，又关掉了页面')
  await expect(saved(again)).toBeVisible()
  await again.reload()
  await expect(title(again)).toHaveValue('断网时写下，又关掉了页面')
  await expect(again.getByText('已找回上次没有保存成功的内容')).toBeHidden()
})

test('a wrong identity number is told beside its field, and a right one is shown masked', async ({
  page,
}) => {
  await openEntry(page, 'writer8@example.org')
  const number = page.getByLabel('证件号码', { exact: true })
  await number.fill('520199199003070022')
  await page.getByRole('button', { name: '保存证件号码' }).click()
  await expect(number).toHaveAccessibleDescription(/末位校验不符/)
  await expect(number).toHaveValue('520199199003070022')
  await number.fill('５２０１９９１９９００３０７００２１')
  await page.getByRole('button', { name: '保存证件号码' }).click()
  await expect(page.getByText('5201**********0021')).toBeVisible()
  await page.reload()
  await expect(page.getByText('5201**********0021')).toBeVisible()
  expect(await page.content()).not.toContain('520199199003070021')
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('199003070021')
})

test('a rare name is kept in every character, and a name that is none is told', async ({ page }) => {
  await openEntry(page, 'writer10@example.org')
  const name = page.getByRole('textbox', { name: '姓名', exact: true })
  await name.fill('吉克•𣲗阿依')
  await name.blur()
  await expect(saved(page)).toBeVisible()
  await expect(name).toHaveAccessibleDescription(/与身份证件一致/)
  await expect(name).not.toHaveAttribute('aria-invalid')
  await name.fill('吉克3号')
  await name.blur()
  await expect(name).toHaveAttribute('aria-invalid', 'true')
  await name.fill('吉克·𣲗阿依')
  await page.getByRole('checkbox', { name: /本人（单位）承诺/ }).check()
  await page.getByRole('button', { name: '提交作品' }).click()
  await expect(page.getByText(/已提交第1版/)).toBeVisible()
  await page.reload()
  await expect(name).toHaveValue('吉克·𣲗阿依')
})

test('a deadline that passes between opening and submitting is told with its time, and the text stays', async ({
  page,
}) => {
  await openEntry(page, 'writer11@example.org')
  await page.getByRole('checkbox', { name: /本人（单位）承诺/ }).check()
  await title(page).fill('最后一刻写下的名称')
  await closeRegistrationAt(new Date(Date.now() - 1000))
  await page.getByRole('button', { name: '提交作品' }).click()
  await expect(page.getByText(/报名已于\d+月\d+日 \d\d:\d\d截止，没有保存/)).toBeVisible()
  await expect(title(page)).toHaveValue('最后一刻写下的名称')
  await closeRegistrationAt(new Date(Date.now() + 30 * 24 * 3_600_000))
})

test('an agency: a wrong credit code is told by its position, a member confirms by link', async ({
  page,
  visitor,
}) => {
  await signIn(page, 'agency@example.org')
  await page.getByRole('link', { name: '继续填写' }).click()
  const code = page.getByLabel('统一社会信用代码')
  await alive(code)
  await code.fill('5252OOOOMJR910010W')
  await expect(code).toHaveAccessibleDescription(/第5位的“O”/)
  await code.fill('51520000MJR911128N')
  await expect(page.getByText('不是在贵州登记的社会服务机构')).toBeVisible()
  await code.fill('52520000MJR910010W')
  await expect(code).not.toHaveAttribute('aria-invalid')

  const first = page.getByRole('group', { name: '成员1' })
  await first.getByRole('button', { name: '生成确认链接' }).click()
  const link = await first.getByLabel('确认链接').inputValue()
  await page.getByRole('button', { name: '提交作品' }).click()
  await expect(page.getByText('还有1位团队成员没有确认')).toBeVisible()

  const member = await visitor({ viewport: PHONE })
  await member.goto(link)
  await expect(member.getByText('吉克·𣲗阿依')).toBeVisible()
  await member.getByLabel('证件号码').fill('520199200102290017')
  await member.getByRole('button', { name: '我是本人，确认参加' }).click()
  await expect(member.getByText('不是有效的出生日期')).toBeVisible()
  await member.getByLabel('证件号码').fill('52019920000229001X')
  await member.getByRole('button', { name: '我是本人，确认参加' }).click()
  await expect(member.getByText('您已确认参加')).toBeVisible()

  await page.reload()
  await expect(first.getByText('本人已确认')).toBeVisible()
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
