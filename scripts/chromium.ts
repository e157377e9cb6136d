// A real browser to look at mails with: Chromium without a window, spoken to over a pipe in its own protocol. It has a profile of
// its own that goes with it, and listens on nothing. Used by the gallery and by the test of how mails look.
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

export interface Look {
  widthPx: number;
  scheme: 'light' | 'dark';
}

export interface Page {
  /** Shows the file and waits until it is loaded. */
  show(url: string): Promise<void>;
  /** How wide and in which scheme it is shown from now on. */
  setLook(look: Look): Promise<void>;
  /** What the expression gives, as JSON. */
  ask<T>(expression: string): Promise<T>;
  /** The whole page as PNG, however long. */
  takePicture(): Promise<Buffer>;
  /** Addresses that were asked for since the last show, beside the file itself and what is in it. */
  requests: string[];
}

export interface Chromium {
  openPage(): Promise<Page>;
  close(): Promise<void>;
}

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

const flags = [
  '--headless=new',
  '--remote-debugging-pipe',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  // Pages are our own files; as root it does not start without.
  '--no-sandbox',
];

export async function openChromium(path: string): Promise<Chromium> {
  const profile = mkdtempSync(join(tmpdir(), 'rollcall-chromium-'));
  const child = spawn(path, [...flags, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const talk = openTalk(child);
  return {
    async openPage() {
      const { targetId } = await talk.send<{ targetId: string }>('Target.createTarget', {
        url: 'about:blank',
      });
      const { sessionId } = await talk.send<{ sessionId: string }>('Target.attachToTarget', {
        targetId,
        flatten: true,
      });
      return openTab(talk, sessionId);
    },
    async close() {
      const ended = child.exitCode === null ? once(child, 'exit') : null;
      talk.send('Browser.close', {}).catch(() => child.kill());
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Message {
  id?: number;
  method?: string;
  sessionId?: string;
  params?: Record<string, unknown>;
  result?: unknown;
  error?: { message: string };
}

interface Talk {
  send: <T>(method: string, params: object, sessionId?: string) => Promise<T>;
  listen: (hear: (message: Message) => void) => void;
}

/** Messages are JSON, each ended by a NUL: to the browser on its descriptor 3, from it on 4. */
function openTalk(child: ChildProcess): Talk {
  const [to, from] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const listeners: ((message: Message) => void)[] = [];
  let [last, rest] = [0, ''];
  from.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\0');
    rest = parts.pop() ?? '';
    for (const message of parts.map((part) => JSON.parse(part) as Message)) {
      const asked = waiting.get(message.id ?? -1);
      waiting.delete(message.id ?? -1);
      if (message.error) asked?.reject(new Error(message.error.message));
      else asked?.resolve(message.result);
      for (const hear of listeners) hear(message);
    }
  });
  to.on('error', () => {});
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('The browser has ended.'));
  });
  return {
    send<T>(method: string, params: object, sessionId?: string) {
      last += 1;
      const id = last;
      to.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
      return new Promise<T>((resolve, reject) =>
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject }),
      );
    },
    listen: (hear) => void listeners.push(hear),
  };
}

async function openTab({ send, listen }: Talk, sessionId: string): Promise<Page> {
  let loaded = () => {};
  const page: Page = {
    requests: [],
    async setLook({ widthPx, scheme }) {
      const size = { width: widthPx, height: 900, deviceScaleFactor: 1, mobile: false };
      const features = [{ name: 'prefers-color-scheme', value: scheme }];
      await Promise.all([
        send('Emulation.setDeviceMetricsOverride', size, sessionId),
        send('Emulation.setEmulatedMedia', { features }, sessionId),
      ]);
    },
    async show(url) {
      page.requests = [];
      const load = new Promise<void>((resolve) => (loaded = resolve));
      await send('Page.navigate', { url }, sessionId);
      await load;
    },
    async ask<T>(expression: string) {
      const asked = { expression, returnByValue: true };
      type Evaluated = { result: { value: T }; exceptionDetails?: object };
      const answer = await send<Evaluated>('Runtime.evaluate', asked, sessionId);
      const { result, exceptionDetails } = answer;
      if (exceptionDetails) throw new Error(`In the page: ${JSON.stringify(exceptionDetails)}`);
      return result.value;
    },
    async takePicture() {
      const height = await page.ask<number>('document.documentElement.scrollHeight');
      const width = await page.ask<number>('innerWidth');
      const clip = { x: 0, y: 0, width, height, scale: 1 };
      const shot = { clip, captureBeyondViewport: true };
      const { data } = await send<{ data: string }>('Page.captureScreenshot', shot, sessionId);
      return Buffer.from(data, 'base64');
    },
  };
  listen(({ sessionId: of, method, params }) => {
    if (of !== sessionId) return;
    if (method === 'Page.loadEventFired') loaded();
    if (method === 'Network.requestWillBeSent') {
      const { request, type } = params as { request: { url: string }; type: string };
      if (type !== 'Document' && !request.url.startsWith('data:')) page.requests.push(request.url);
    }
  });
  await send('Page.enable', {}, sessionId);
  await send('Network.enable', {}, sessionId);
  return page;
}
