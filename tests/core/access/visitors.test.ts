import { describe, expect, test } from 'vitest'
import { networkOf } from '~/core/access/address'
import { deviceOf, readDevice, writeDevice } from '~/core/access/device'
import { lockedUntil, needsCaptcha } from '~/core/access/lock'
import { codeAllowedAt, TypedCode } from '~/core/access/one-time-code'

const now = new Date('2021-07-01T09:00:00+08:00')
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002:ffff::', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['', ''],
])('failures from %s count for %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test.each([
  ['Mozilla/5.0 (Linux; Android 10) AppleWebKit Chrome/87 Mobile MicroMessenger/8.0.2', 'wechat', 'android'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/120.0 Safari/537.36 Edg/120.0', 'edge', 'windows'],
  ['Mozilla/5.0 (iPad; CPU OS 14_0 like Mac OS X) Version/14.0 Safari/604.1', 'safari', 'ipad'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Gecko Firefox/110.0', 'firefox', 'mac'],
  ['Mozilla/5.0 (Phone; OpenHarmony 5.0) Chrome/114 HuaweiBrowser/5', 'huawei', 'harmony'],
  ['Mozilla/5.0 (X11; Linux x86_64) Chrome/120.0 Safari/537.36', 'chrome', 'linux'],
  ['curl/8.0', 'other', 'other'],
  ['', 'other', 'other'],
])('%s is %s on %s', (userAgent, browser, system) => {
  const device = deviceOf(userAgent)
  expect(device).toEqual({ browser, system })
  expect(readDevice(writeDevice(device))).toEqual(device)
})

test('a device that was written down by nobody is one that nothing is known of', () => {
  for (const text of ['', 'x', 'x/y/z'])
    expect(readDevice(text)).toEqual({ browser: 'other', system: 'other' })
})

describe('a lock', () => {
  const at = (...minutes: number[]) => minutes.map(before)

  test('needs its number of failures within half an hour, and lasts half an hour from the last', () => {
    expect(lockedUntil(at(1, 2, 3, 4), 5, now)).toBe(null)
    expect(lockedUntil(at(1, 2, 3, 4, 5), 5, now)).toEqual(before(-29))
    expect(lockedUntil(at(1, 2, 3, 4, 31), 5, now)).toBe(null)
    expect(lockedUntil(at(1, 2, 3, 4, 30.9), 5, now)).toEqual(before(-29))
    expect(lockedUntil(at(29.9, 30, 31, 32, 59), 5, now)).not.toBe(null)
    expect(lockedUntil(at(30, 31, 32, 33, 34), 5, now)).toBe(null)
    expect(lockedUntil([], 5, now)).toBe(null)
  })

  test('comes after a captcha, which needs two', () => {
    expect([needsCaptcha(at(1), now), needsCaptcha(at(1, 29.9), now), needsCaptcha(at(1, 30), now)]).toEqual([
      false,
      true,
      false,
    ])
  })
})

test('the next code may be sent when every limit allows it; the first that does not is named', () => {
  const limits = [
    { count: 1, span: 60_000 },
    { count: 3, span: 3_600_000 },
  ]
  expect(codeAllowedAt([], limits, now)).toBe(null)
  expect(codeAllowedAt([before(0.5)], limits, now)).toEqual({ limit: limits[0], at: before(-0.5) })
  expect(codeAllowedAt([before(1)], limits, now)).toBe(null)
  expect(codeAllowedAt([before(1), before(2), before(59)], limits, now)).toEqual({
    limit: limits[1],
    at: before(-1),
  })
  expect(codeAllowedAt([before(1), before(2), before(60)], limits, now)).toBe(null)
})

test('a code is six digits, however it is pasted', () => {
  const read = (code: string) => TypedCode.safeParse({ intent: 'code', code }).data?.code
  expect(['042042', ' 042 042 ', '０４２０４２', '042-042'].map(read)).toEqual(Array(4).fill('042042'))
  for (const none of ['', '42042', '0420422', 'abcdef', '04204２x']) expect(read(none)).toBeUndefined()
})
