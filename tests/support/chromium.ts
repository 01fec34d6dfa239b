import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const WELL_KNOWN: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/usr/bin/chromium',
    '/snap/bin/chromium',
  ],
  darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  ),
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((folder) =>
    ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].map((file) =>
      join(process.env[folder] ?? 'C:\\', file),
    ),
  ),
}

const onPath = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge']

/** A Chrome or Chromium of this machine; CHROME_PATH decides where it is set. */
export function findChromium(env = process.env): string | undefined {
  if (env['CHROME_PATH']) return env['CHROME_PATH']
  const folders = (env['PATH'] ?? '').split(delimiter)
  const onThePath = onPath.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...(WELL_KNOWN[process.platform] ?? []), ...onThePath].find((path) => existsSync(path))
}

/** Debian as root, which is what CI and a container are: the only place where a test run may install anything. */
const mayInstall = () =>
  process.getuid?.() === 0 &&
  existsSync('/etc/os-release') &&
  /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))

function install(...packages: string[]) {
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0
  console.log(`Installing ${packages.join(' and ')} …`)
  return apt('update') && apt('install', '-y', '--no-install-recommends', ...packages)
}

function hasChineseFont() {
  const list = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' })
  return list.status === 0 && list.stdout.trim() !== ''
}

/** The browser for the tests, installed first where that is allowed. */
export function chromiumForTests(): string {
  const chosen = process.env['CHROME_PATH']
  if (chosen && !existsSync(chosen)) throw new Error(`CHROME_PATH names no file: ${chosen}`)
  if (mayInstall()) {
    const wanted = [...(findChromium() ? [] : ['chromium']), ...(hasChineseFont() ? [] : ['fonts-noto-cjk'])]
    // A missing font spoils screenshots, not tests; a missing browser is said below.
    if (wanted.length > 0) install(...wanted)
  }
  const found = findChromium()
  if (found !== undefined) return found
  throw new Error('No browser: install Google Chrome or Chromium, or set CHROME_PATH to one.')
}
