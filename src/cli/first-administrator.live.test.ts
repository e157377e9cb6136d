// The very first start: serve prints a link, the link makes the first administrator, once; the command makes another
// link as long as there is none.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../../test/browser.ts';
import { openWorld } from '../../test/world.ts';
import type { World } from '../../test/world.ts';

const person = {
  email: 'maja.aberg@nordvik.example',
  firstName: 'Maja',
  lastName: 'Åberg',
  password: 'fyra hästar äter hö',
};
let world: World;
let server: ChildProcess;
let said: string[];
beforeAll(async () => {
  world = await openWorld({ people: 3 });
  ({ server, said } = await startServer());
});
afterAll(async () => {
  server.kill('SIGTERM');
  await once(server, 'exit');
  await world.close();
});

/** Starts `serve` and waits until it says that it is up. */
async function startServer(): Promise<{ server: ChildProcess; said: string[] }> {
  const child = world.start(['serve', '--no-work']);
  const lines: string[] = [];
  if (!child.stderr) throw new Error('no standard error');
  for await (const line of createInterface({ input: child.stderr })) {
    lines.push(line);
    if (line.includes('Rollcall is up')) break;
  }
  child.stderr.resume();
  return { server: child, said: lines };
}

const urlOf = (lines: readonly string[]): string => /"address":"([^"]+)"/.exec(lines.join('\n'))?.[1] ?? '';
const tokenOf = (text: string): string => /#first=(rl_[\w-]+)/.exec(text)?.[1] ?? '';

test('the server says where it is and by which link the first administrator is made; the link works once', async () => {
  const url = urlOf(said);
  expect(said.join('\n')).toContain(
    `IMPORTANT: there is no administrator yet. Make the first one at ${url}/welcome#first=`,
  );
  const page = await fetch(`${url}/welcome`);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('/welcome.js');
  const other = await world.cli<{ url: string }>(['first-administrator']);
  expect(other.code).toBe(0);
  const browser = openBrowser(url);
  const weak = await browser.ask('POST', '/first-administrator', {
    token: tokenOf(said.join()),
    ...person,
    firstName: '',
    password: 'kort',
  });
  expect(weak).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'firstName' }, { path: 'password' }] },
  });
  const tokens = [tokenOf(said.join()), tokenOf(other.json.url), tokenOf(said.join())];
  const made = await Promise.all(
    tokens.map((token, n) =>
      openBrowser(url).ask('POST', '/first-administrator', {
        token,
        ...person,
        email: `p${n}@nordvik.example`,
      }),
    ),
  );
  const statuses = made.map(({ status }) => status).toSorted((a, b) => a - b);
  expect(statuses).toEqual([201, 404, 404]);
  const email = `p${made.findIndex(({ status }) => status === 201)}@nordvik.example`;
  await browser.signIn(email, person.password);
  expect(await browser.ask('GET', '/me')).toMatchObject({
    status: 200,
    body: { role: 'operator', company: null },
  });
});

test('with an administrator there is no further first one, by command or at the next start', async () => {
  const { code, json } = await world.cli<{ error: { code: string } }>(['first-administrator']);
  expect(code).toBe(1);
  expect(json.error.code).toBe('firstAdministrator.exists');
  const again = await startServer();
  expect(again.said.join('\n')).not.toContain('IMPORTANT: there is no administrator');
  again.server.kill('SIGTERM');
  const [exitCode] = (await once(again.server, 'exit')) as [number | null];
  expect(exitCode).toBe(0);
});

test('what opens doors stands nowhere in the database', async () => {
  const { Client } = (await import('pg')).default;
  const client = new Client({ connectionString: world.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ text: string }>(
    'select (select json_agg(a)::text from audit_log a) || coalesce((select json_agg(l)::text from one_time_links l), $1) as text',
    [''],
  );
  await client.end();
  expect(rows[0]?.text).not.toContain(tokenOf(said.join()).slice(3));
  expect(rows[0]?.text).toContain('firstAdministrator.invite');
});
