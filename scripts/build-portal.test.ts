// Building the portal, on a small one of its own: only when it has to be, once for all who want it at once, and whole or not at all.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { makeTemporaryFolder } from '../test/temporary-folder.ts';

const here = resolve(import.meta.dirname, '..');

async function openCheckout() {
  const root = await makeTemporaryFolder();
  for (const file of ['scripts/build-portal.ts', 'scripts/portal-stamp.ts', 'vite.config.ts', 'package.json'])
    cpSync(join(here, file), join(root, file));
  symlinkSync(join(here, 'node_modules'), join(root, 'node_modules'));
  mkdirSync(join(root, 'web'));
  const write = (name: string, text: string) => writeFileSync(join(root, 'web', name), text);
  write('index.html', '<!doctype html><script type="module" src="/main.ts"></script>');
  const portal = join(root, 'dist/portal');
  return {
    writeMain: (says: string) => write('main.ts', `document.title = ${JSON.stringify(says.repeat(200))};`),
    write,
    async build(...words: string[]) {
      const child = spawn(process.execPath, [join(root, 'scripts/build-portal.ts'), ...words]);
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
      const [code] = (await once(child, 'close')) as [number];
      return { code, said };
    },
    /** The script that the page loads; null: there is no page. */
    readScript(ending = '') {
      const page = join(portal, 'index.html');
      if (!existsSync(page)) return null;
      const [, name = ''] = /src="\/(assets\/[\w.-]+)"/u.exec(readFileSync(page, 'utf8')) ?? [];
      return readFileSync(join(portal, name + ending));
    },
    writeLock: (pid: number) => {
      mkdirSync(join(root, 'dist'), { recursive: true });
      writeFileSync(join(root, 'dist/portal.lock'), String(pid));
    },
    hasLock: () => existsSync(join(root, 'dist/portal.lock')),
  };
}

test('whoever needs it gets it built once, and again when its sources are others', async () => {
  const checkout = await openCheckout();
  checkout.writeMain('first ');
  // What a killed build has left is in nobody's way: no process has such a number.
  checkout.writeLock(2 ** 22 + 1);
  const both = await Promise.all([checkout.build('--if-needed'), checkout.build('--if-needed')]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(
    both
      .map(({ said }) => said)
      .join('')
      .match(/is built/gu),
  ).toEqual(['is built']);
  const script = checkout.readScript() ?? Buffer.from('');
  expect(script.toString()).toContain('first first');
  expect(brotliDecompressSync(checkout.readScript('.br') ?? script)).toEqual(script);
  expect(gunzipSync(checkout.readScript('.gz') ?? script)).toEqual(script);
  expect(await checkout.build('--if-needed')).toEqual({ code: 0, said: '' });
  checkout.writeMain('second ');
  expect((await checkout.build('--if-needed')).said).toContain('is built');
  expect(checkout.readScript()?.toString()).toContain('second second');
  expect(checkout.hasLock()).toBe(false);
});

test('sources that do not build leave the last bundle as it was', async () => {
  const checkout = await openCheckout();
  checkout.writeMain('whole ');
  await checkout.build();
  checkout.write('main.ts', 'import "./nowhere.ts";');
  const { code, said } = await checkout.build('--if-needed');
  expect([code, said]).toEqual([1, expect.stringContaining('nowhere.ts')]);
  expect(checkout.readScript()?.toString()).toContain('whole whole');
  expect(checkout.hasLock()).toBe(false);
});
