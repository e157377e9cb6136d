// The first command a newcomer types: the demonstration, with the database that the product brings.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('npm run demo -- --once syncs 1,200 people, names everybody left out, and ends well', async () => {
  const demo = join(import.meta.dirname, '..', '..', 'demo', 'demo.ts');
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
