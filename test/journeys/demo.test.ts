// The first command a newcomer types: the demonstration, with the database that the product brings.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openBrowser } from '../browser.ts';

const demo = join(import.meta.dirname, '..', '..', 'demo', 'demo.ts');

test('npm run demo -- --once syncs 1,200 people, names everybody left out, and ends well', async () => {
  const child = spawn(process.execPath, [demo, '--once'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code, output).toBe(0);
  const created = Number(/([\d,]+)\s+created/u.exec(output)?.[1]?.replace(',', ''));
  const leftOut = Number(/([\d,]+)\s+left out/u.exec(output)?.[1]?.replace(',', ''));
  expect(created + leftOut).toBe(1200);
  expect(output).toContain(`Everybody who was left out (${leftOut}), and why:`);
  // The administrator hears of them at once; so many welcome mails wait for somebody to release them.
  const caught = [...output.matchAll(/^Caught a mail to (\S+): /gmu)].map(([, to]) => to);
  expect(caught).toEqual(['it@nordvik.example', 'it@nordvik.example']);
  expect(output).toMatch(/[\d,]+ welcome mails are held until released/u);
});

test('npm run demo stands up with somebody to sign in as, who sees in a preview that 13 of 300 are left out', async () => {
  const child = spawn(process.execPath, [demo], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  onTestFinished(() => void child.kill('SIGINT'));
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      const found = /Sign in at +(\S+)[\s\S]*Ctrl-C/u.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then(() => reject(new Error(output)));
  });
  const [, email = ''] = /^ +as +(\S+)$/mu.exec(output) ?? [];
  const [, password = ''] = /^ +password +(.+)$/mu.exec(output) ?? [];
  const browser = openBrowser(url);
  expect((await browser.signIn(email, password)).status, output).toBe(200);
  const { company } = (await browser.ask<{ company: { id: string } }>('GET', '/me')).body;
  const path = `/companies/${company.id}`;
  type Listed = { items: { id: string; mode: string }[] };
  const [template] = (await browser.ask<Listed>('GET', `${path}/sync-templates`)).body.items;
  expect(template?.mode).toBe('paused');
  const runs = `${path}/sync-templates/${template?.id ?? ''}/runs`;
  const { run: id } = (await browser.ask<{ run: string }>('POST', runs, { preview: true })).body;
  const run = await vi.waitUntil(
    async () => {
      const { body } = await browser.ask<Record<string, unknown>>('GET', `${path}/runs/${id}`);
      return body['finishedAt'] === null ? null : body;
    },
    { timeout: 30_000, interval: 200 },
  );
  expect(run).toMatchObject({ state: 'succeeded', counts: { create: 287, skip: 13 } });
  expect((run['reasons'] as object[]).length).toBe(4);
  child.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
});
