/** Browsers and systems that have a name in the catalogues; the first that fits counts. */
const BROWSERS = [
  ['wechat', /MicroMessenger/],
  ['dingtalk', /DingTalk/],
  ['edge', /Edg(e|A|iOS)?\//],
  ['huawei', /HuaweiBrowser/],
  ['xiaomi', /MiuiBrowser/],
  ['qq', /M?QQBrowser/],
  ['uc', /UCBrowser|UCWEB/],
  ['firefox', /Firefox|FxiOS/],
  ['chrome', /Chrome|CriOS|Chromium/],
  ['safari', /Safari/],
] as const
const SYSTEMS = [
  ['harmony', /HarmonyOS|OpenHarmony/],
  ['android', /Android/],
  ['ipad', /iPad/],
  ['iphone', /iPhone|iPod/],
  ['windows', /Windows/],
  ['mac', /Mac OS X|Macintosh/],
  ['linux', /Linux|X11/],
] as const

type Name<T extends readonly (readonly [string, RegExp])[]> = T[number][0]
export type Browser = Name<typeof BROWSERS> | 'other'
export type System = Name<typeof SYSTEMS> | 'other'
export type Device = { readonly browser: Browser; readonly system: System }

const first = <N extends string>(names: readonly (readonly [N, RegExp])[], text: string) =>
  names.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other'

/** Which browser on which system a User-Agent header speaks of. All else in it is forgotten. */
export const deviceOf = (userAgent: string): Device => ({
  browser: first(BROWSERS, userAgent),
  system: first(SYSTEMS, userAgent),
})

export const writeDevice = ({ browser, system }: Device) => `${browser}/${system}`

/** The inverse of {@link writeDevice}; of a text that is none, a device that nothing is known of. */
export function readDevice(text: string): Device {
  const [browser, system] = text.split('/')
  return {
    browser: BROWSERS.find(([name]) => name === browser)?.[0] ?? 'other',
    system: SYSTEMS.find(([name]) => name === system)?.[0] ?? 'other',
  }
}
