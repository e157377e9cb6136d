// A real browser to look with: finds a Chromium, installs one where it may, and starts it without a window and with a profile of its
// own that goes with it. Used by the gallery of mails, the pictures of the portal, and every test that looks.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { LaunchOptions } from 'playwright-core';

/** Where it is. Installed when it is nowhere, on Debian and as root; elsewhere people know better how they install things. */
export function ensureChromium(): string {
  const found = findChromium() ?? installChromium();
  if (found === null)
    throw new Error('There is no Chromium to look with: install it, or set CHROMIUM to where a Chrome is.');
  return found;
}

function installChromium(): string | null {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return null;
  const apt = (...words: string[]) => spawnSync('apt-get', words, { stdio: ['ignore', 2, 2] });
  apt('update', '-q');
  apt('install', '-q', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
  return findChromium();
}

/** null: nowhere. */
function findChromium(): string | null {
  const set = process.env['CHROMIUM'];
  if (set) return set;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const places = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  return [...places, mac].find((place) => existsSync(place)) ?? null;
}

/** For playwright's launch. Pages are our own; as root it does not start without its sandbox being off. */
export const launchOptions = (): LaunchOptions => ({
  executablePath: ensureChromium(),
  chromiumSandbox: false,
  args: [
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--no-first-run',
    '--hide-scrollbars',
  ],
});
