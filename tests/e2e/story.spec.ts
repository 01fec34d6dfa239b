import type { Page } from '@playwright/test'
import { inventedCreditCode, inventedDocument } from '~/core/entrants/invented'
import { DESKTOP, fillAccount, PHONE, scoreNext, signUp, submitOpenSheet, TABLET } from '~tests/support/acts'
import { expect, test } from '~tests/support/browser'
import { seedSmallContest, TEXT } from '~tests/support/seed'

test.use({
  seed: {
    fill: async () => {
      await seedSmallContest()
    },
  },
  // An incomplete submission of the phone form and the like answer with a status that browsers report.
  mayLog: /status of 4\d\d/,
})

const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3_600_000).toISOString().slice(0, 10)
let people = 0

async function fillPerson(page: Page) {
  await page.getByLabel('证件号码', { exact: true }).fill(inventedDocument(++people))
  await page.getByRole('button', { name: '保存证件号码' }).click()
  await expect(page.getByText('证件号码已保存')).toBeVisible()
  await page.getByRole('textbox', { name: '工作单位' }).fill('木叶社工服务社')
  await page.getByLabel('社会工作者证书级别').selectOption('社会工作师（中级）')
  await page.getByLabel('证书管理号').fill('2019001000001')
}

async function fillAgency(page: Page, name: string) {
  await page.getByLabel('机构全称').fill(name)
  await page.getByLabel('统一社会信用代码').fill(inventedCreditCode(++people))
  await page.getByLabel('法定代表人').fill('杨㛃')
  await page.getByLabel('登记日期').fill('2015-06-30')
  await page.getByLabel('年检（年报）年度').fill(daysAgo(365).slice(0, 4))
  await page.getByLabel('年检（年报）结论').selectOption('合格（已报送）')
  const first = page.getByRole('group', { name: '成员1' })
  await first.getByLabel('姓名').fill('吉克·𣲗阿依')
  await first.getByLabel('证书级别').selectOption('助理社会工作师（初级）')
  await first.getByLabel('证书管理号').fill('2019001000002')
}

/** Writes and submits an entry on a phone. */
async function enter(
  page: Page,
  organiser: Page,
  who: { name: string; login: string; track: string; agency?: string; title: string },
) {
  await page.goto('/')
  await page.getByRole('link', { name: '我要报名' }).click()
  await signUp(page, organiser, who)
  await page.getByRole('button', { name: `填写${who.track}作品` }).click()
  await expect(page).toHaveURL(/my\/entries/)
  if (who.agency) await fillAgency(page, who.agency)
  else await fillPerson(page)
  await page.getByLabel('联系电话').fill('138 0013 8000')
  await page.getByLabel('所在市州').selectOption('毕节市')
  await page.getByLabel('所在县').selectOption('黔西市')
  await page.getByLabel('推荐单位').selectOption('毕节市')
  await page.getByRole('textbox', { name: '作品名称' }).fill(who.title)
  await page.getByLabel('服务领域').selectOption('养老服务')
  await page.getByLabel('服务开始日期').fill(daysAgo(300))
  await page.getByLabel('服务结束日期').fill(daysAgo(30))
  for (const section of ['案例背景', '分析预估', '服务计划', '实施过程', '总结评估', '专业反思']) {
    await page.getByRole('textbox', { name: section }).fill(TEXT)
  }
  await page.getByRole('button', { name: '提交作品' }).click()
  await expect(page.getByText('草稿已保存，但内容还不齐')).toBeVisible()
  await page.getByRole('link', { name: '诚信承诺未勾选' }).click()
  await page.getByRole('checkbox', { name: /本人（单位）承诺/ }).check()
  await page.getByRole('checkbox', { name: /已取得服务对象/ }).check()
  await page.getByRole('checkbox', { name: /为组织本次大赛/ }).check()
  if (!who.agency) await page.getByRole('checkbox', { name: /在获奖公示及表彰中公开/ }).check()
  await expect(page.getByText('内容已齐，可以提交')).toBeVisible()
  await page.getByRole('button', { name: '提交作品' }).click()
  await expect(page.getByText(/已提交第1版，回执[0-9A-Z]{4}-[0-9A-Z]{2}/)).toBeVisible()
}

test('a contest from the first account to the published ranking', async ({ product, visitor }) => {
  test.setTimeout(240_000)
  const link = /http:\S+\/join\/\S+/.exec(product.output())?.[0]
  expect(link, 'the first start prints a link').toBeDefined()

  const organiser = await visitor({ viewport: DESKTOP })
  await organiser.goto(link!)
  await fillAccount(organiser, '创建账号', { name: '杜若川', login: 'office@example.org' })
  await expect(organiser.getByRole('heading', { name: '总览' })).toBeVisible()

  const guest = await visitor({ viewport: DESKTOP })
  await guest.goto(link!)
  await expect(guest.getByText('这个链接已经用过或已失效')).toBeVisible()
  await guest.goto('/results')
  await expect(guest.getByText('结果尚未公布')).toBeVisible()

  const judges: Page[] = []
  for (const [at, name] of ['罗砚秋', '龙德安'].entries()) {
    await organiser.goto('/organiser/staff')
    await organiser.getByLabel('姓名').fill(name)
    await organiser.getByLabel('角色').selectOption('评委')
    await organiser.getByRole('button', { name: '生成邀请链接' }).click()
    const invitation = await organiser.getByText(/\/join\//).innerText()
    const judge = await visitor({ viewport: TABLET })
    await judge.goto(invitation)
    await fillAccount(judge, '创建账号', { login: `judge${at}@example.org` })
    await expect(judge.getByText('现在没有分配给您的作品')).toBeVisible()
    judges.push(judge)
  }

  const person = await visitor({ viewport: PHONE })
  await enter(person, organiser, {
    name: '张𣲗',
    login: '138 0000 0001',
    track: '个人组',
    title: '老屋里的第二次见面',
  })
  const agency = await visitor({ viewport: PHONE })
  await enter(agency, organiser, {
    name: '周子墨',
    login: 'agency@example.org',
    track: '机构组',
    agency: '晨禾社会工作事务所',
    title: '慢一点的散步',
  })

  for (const title of ['老屋里的第二次见面', '慢一点的散步']) {
    await organiser.goto('/organiser/entries?state=submitted')
    await organiser.getByRole('link', { name: title }).click()
    await organiser.getByRole('button', { name: '受理', exact: true }).click()
    await expect(organiser.getByText('已受理', { exact: true })).toBeVisible()
  }
  await person.reload()
  await expect(person.getByText('作品已受理，内容不能再改')).toBeVisible()

  for (const stage of ['初赛', '决赛']) {
    await organiser.goto('/organiser')
    await organiser.getByRole('link', { name: `${stage}评分` }).click()
    await organiser.getByRole('button', { name: '为缺评委的作品平均分配' }).click()
    await expect(organiser.getByText('新分配了4份评分')).toBeVisible()
    for (const [at, judge] of judges.entries()) {
      for (let sheet = 0; sheet < 2; sheet++) {
        // The last criterion has 3 points at least; the first takes what makes the judges differ.
        const code = await scoreNext(judge, (place) => (place === 0 ? String(9 + at) : '2.5'))
        await expect(judge.getByText('张𣲗')).toHaveCount(0)
        await expect(judge.getByText('晨禾社会工作事务所')).toHaveCount(0)
        await submitOpenSheet(judge)
        await judge.goto('/judge')
        await expect(judge.getByRole('row', { name: new RegExp(code) }).first()).toContainText('已送达')
      }
      if (stage === '决赛' && at === 0) {
        await organiser.goto('/organiser/ranking')
        await expect(organiser.getByText('评分未齐').first()).toBeVisible()
        await expect(organiser.getByRole('button', { name: '公布', exact: true })).toHaveCount(0)
      }
    }
  }

  await organiser.goto('/organiser/ranking')
  // 个人组: 初赛 (9 + 7 × 2.5 + 10 + 7 × 2.5) ÷ 2 = 27, 决赛 (9 + 6 × 2.5 + 10 + 6 × 2.5) ÷ 2 = 24.5.
  const row = organiser.getByRole('row', { name: /老屋里的第二次见面/ })
  await expect(row).toContainText('27.00')
  await expect(row).toContainText('24.50')
  await expect(row).toContainText('25.50')
  await guest.reload()
  await expect(guest.getByText('结果尚未公布')).toBeVisible()
  await organiser.getByRole('button', { name: '公布', exact: true }).click()
  await expect(organiser.getByText('请先勾选确认')).toBeVisible()
  await organiser.getByRole('checkbox', { name: '我已核对排名' }).check()
  await organiser.getByRole('button', { name: '公布', exact: true }).click()
  await expect(organiser.getByText(/已公布第1版/)).toBeVisible()

  await guest.goto('/')
  await guest.getByRole('link', { name: '查看结果' }).click()
  await expect(guest.getByRole('row', { name: /老屋里的第二次见面/ })).toContainText('张𣲗')
  await expect(guest.getByRole('row', { name: /老屋里的第二次见面/ })).toContainText('一等奖')
  await guest.getByRole('link', { name: /机构组/ }).click()
  await expect(guest.getByRole('row', { name: /慢一点的散步/ })).toContainText('未公开姓名')
  await expect(guest.getByText('晨禾社会工作事务所')).toHaveCount(0)
  await guest.getByLabel('服务领域').selectOption('儿童福利')
  await guest.getByRole('button', { name: '查看' }).click()
  await expect(guest.getByText('没有进入排名的作品')).toBeVisible()

  await organiser.goto('/organiser/journal')
  for (const act of ['公布结果', '提交评分', '分配评委', '受理作品', '提交作品', '评委加入', '创建账号']) {
    await expect(organiser.getByRole('row', { name: new RegExp(act) }).first()).toBeVisible()
  }
})
