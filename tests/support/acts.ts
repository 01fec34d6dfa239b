import { expect, type Locator, type Page } from '@playwright/test'
import { PASSWORD } from './seed'

/** Sizes that people use: a contestant's phone, a judge's tablet lying and upright, an office screen. */
export const PHONE = { width: 390, height: 844 }
export const TABLET = { width: 1024, height: 768 }
export const UPRIGHT = { width: 768, height: 1024 }
export const DESKTOP = { width: 1440, height: 900 }

/** Waits until the page answers to typing: what was typed before would not be heard. */
export async function alive(element: Locator) {
  await expect
    .poll(() => element.evaluate((node) => Object.keys(node).some((key) => key.startsWith('__reactProps'))))
    .toBe(true)
}

/** Signs in with the form; if others failed from this address before, the sum is answered too. */
export async function signIn(page: Page, login: string, password = PASSWORD) {
  await page.goto('/signin')
  await page.getByLabel('手机号或电子邮箱').fill(login)
  await page.getByLabel('密码', { exact: true }).fill(password)
  if ((await sumOn(page).count()) > 0) await answerSum(page)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page).not.toHaveURL(/signin/)
}

export const sumOn = (page: Page) => page.getByText(/算一算：.加.等于几/)

/** Does what somebody who cannot see the picture does: adds the two numbers in words. */
export async function answerSum(page: Page) {
  const [, a, b] = /：(.)加(.)等于几/.exec(await sumOn(page).innerText())!
  const number = (word: string) => '零一二三四五六七八九'.indexOf(word)
  await page.getByLabel('图中的5个数字，或算式的结果').fill(String(number(a!) + number(b!)))
}

/** The code that was sent to a login last, as the organiser reads it in the outbox. */
export async function codeInOutbox(organiser: Page, login: string) {
  await organiser.goto('/organiser/outbox')
  const line = organiser.getByRole('row', { name: login.replaceAll(' ', '') }).first()
  return /(?<!\d)\d{6}(?!\d)/.exec(await line.innerText())![0]
}

/** Signs up from the page that asks for the login on; the organiser tells the code. */
export async function signUp(page: Page, organiser: Page, { name, login }: { name: string; login: string }) {
  await page.getByLabel('手机号或电子邮箱').fill(login)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('填写验证码')
  await page.getByLabel('验证码').fill(await codeInOutbox(organiser, login))
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByLabel('姓名').fill(name)
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: '注册并登录' }).click()
}

/** Fills the form of a new account and sends it. */
export async function fillAccount(page: Page, button: string, account: { name?: string; login: string }) {
  if (account.name !== undefined) await page.getByLabel('姓名').fill(account.name)
  await page.getByLabel('手机号或电子邮箱').fill(account.login)
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: button }).click()
}

export const markField = (page: Page) => page.getByRole('textbox', { name: /得分/ })

/** Opens the next sheet of the desk, gives each criterion a mark by typing and Enter. @returns the entry's code. */
export async function scoreNext(page: Page, marks: (place: number) => string) {
  await page.goto('/judge')
  await page.getByRole('link', { name: /(开始评|继续评)/ }).click()
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toHaveText(/作品 [AB]-\d+/)
  await expect(markField(page)).toBeFocused()
  const criteria = await page.getByRole('button', { expanded: false }).count()
  for (let place = 0; place <= criteria; place++) {
    await markField(page).fill(marks(place))
    if (place < criteria) await markField(page).press('Enter')
  }
  return (await heading.innerText()).replace('作品 ', '')
}

/** Checks and submits the sheet that is open. */
export async function submitOpenSheet(page: Page) {
  await page.getByRole('button', { name: '提交前核对' }).click()
  await page.getByRole('button', { name: '提交评分' }).click()
  await expect(page.getByText('已送达')).toBeVisible()
}
