// Watching a run over the line: resumed after the last event that came, kept awake by a word every few seconds, and over when
// the right to watch is, when the watcher goes, and when the server stops.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApi } from '../../../test/api.ts';
import type { TestApi } from '../../../test/api.ts';
import { openBrowser } from '../../../test/browser.ts';
import type { Browser } from '../../../test/browser.ts';
import { writeRunEvent } from '../../store/run-events.ts';

const PASSWORD = 'fyra hästar äter hö';
let api: TestApi;
let company: string;
let run: string;
let listening = 0;
const stopping = new AbortController();
beforeAll(async () => {
  api = await openTestApi({ watching: { stopping: stopping.signal, metricsToken: null } });
  const { feed } = api.parts.queue;
  const listen = feed.listen.bind(feed);
  feed.listen = (hear) => {
    listening += 1;
    const deaf = listen(hear);
    return () => {
      listening -= 1;
      deaf();
    };
  };
  company = await api.company();
  const boss = await api.asPerson('companyAdministrator', company);
  const provider = { tenant_id: randomUUID(), client_id: randomUUID(), client_secret: 'nothing~to~see' };
  const body = { name: 'Alla', provider: { ...provider, user_filter: { memberOf: [''] } } };
  const made = await boss('POST', `/companies/${company}/sync-templates`, body);
  const path = `/companies/${company}/sync-templates/${String(made.body['id'])}/runs`;
  run = String((await boss('POST', path, { preview: true })).body['run']);
  for (const people of [1, 2, 3])
    await writeRunEvent(api.database.kysely, run, 'progress', { stage: 'read', people, total: 3 });
});
afterAll(() => api.close());

const headersOf = (browser: Browser) => ({
  cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
});
async function signedIn(): Promise<Browser> {
  const { email } = await api.person('viewer', company, PASSWORD);
  const browser = openBrowser(api.url);
  await browser.signIn(email, PASSWORD);
  return browser;
}

interface Line {
  status: number;
  /** What came up to the first text that fits, or to the end. */
  until(found: RegExp): Promise<string>;
  leave(): void;
}
async function watch(headers: Record<string, string>, method = 'GET'): Promise<Line> {
  const going = new AbortController();
  const answer = await fetch(`${api.url}/api/v1/companies/${company}/runs/${run}/events`, {
    method,
    headers,
    signal: going.signal,
  });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    status: answer.status,
    async until(found) {
      while (!found.test(text)) {
        const next = await reader?.read();
        if (!next || next.done) break;
        text += next.value;
      }
      return text;
    },
    leave: () => going.abort(),
  };
}
const never = /a text that never comes/;

describe('a run that goes', () => {
  test('tells what it says with ids, and to whoever comes back only what came after', async () => {
    const browser = await signedIn();
    const line = await watch(headersOf(browser));
    const text = await line.until(/"people":3/);
    line.leave();
    const ids = [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
    expect(ids.length).toBeGreaterThanOrEqual(4);
    const again = await watch({ ...headersOf(browser), 'last-event-id': String(ids.at(-2)) });
    const rest = await again.until(/"people":3/);
    again.leave();
    expect(rest).not.toMatch(/"people":[12]/);
    expect(rest).toContain(`id: ${ids.at(-1)}`);
  });

  test('says a word now and then that a page can hear and nobody resumes from', async () => {
    const line = await watch(headersOf(await signedIn()));
    expect(await line.until(/event: alive/)).toMatch(/event: alive\ndata: \{\}\n(?!id)/);
    line.leave();
  }, 12_000);

  test('is watched no longer once the session has ended, and is left when the watcher goes', async () => {
    const [browser, other] = [await signedIn(), await signedIn()];
    const [line, stays] = [await watch(headersOf(browser)), await watch(headersOf(other))];
    await stays.until(/"people":3/);
    const changed = { currentPassword: PASSWORD, newPassword: 'sju getter äter bark' };
    expect((await browser.ask('POST', '/me/password', changed)).status).toBe(204);
    await line.until(never);
    await expect.poll(() => listening, { timeout: 8_000 }).toBe(1);
    stays.leave();
    await expect.poll(() => listening, { timeout: 8_000 }).toBe(0);
  }, 20_000);

  test('asked for by HEAD answers its headers, and watches nothing', async () => {
    const line = await watch(headersOf(await signedIn()), 'HEAD');
    expect(line.status).toBe(200);
    expect(listening).toBe(0);
  });

  test('is watched by two hundred at once', async () => {
    const headers = headersOf(await signedIn());
    const lines = await Promise.all(Array.from({ length: 200 }, () => watch(headers)));
    expect(lines.every(({ status }) => status === 200)).toBe(true);
    await Promise.all(lines.map((line) => line.until(/"people":3/)));
    await writeRunEvent(api.database.kysely, run, 'progress', { stage: 'read', people: 99, total: 99 });
    await Promise.all(lines.map((line) => line.until(/"people":99/)));
    expect(listening).toBe(200);
    for (const line of lines) line.leave();
    await expect.poll(() => listening, { timeout: 10_000 }).toBe(0);
    expect(api.logged).toEqual([]);
  }, 60_000);

  test('ends the line when the database fails, and tells the log and not the watcher', async () => {
    const line = await watch(headersOf(await signedIn()));
    await line.until(/"people":3/);
    await api.database.pool.query('alter table run_events rename to run_events_gone');
    try {
      await api.database.pool.query(`select pg_notify('rollcall_runs', '')`);
      expect(await line.until(never)).not.toMatch(/relation|run_events/);
    } finally {
      await api.database.pool.query('alter table run_events_gone rename to run_events');
    }
    expect(api.logged.splice(0)).toMatchObject([
      { message: 'Watching a run failed.', fields: { runId: run } },
    ]);
  }, 20_000);

  test('is watched no longer when the server stops', async () => {
    const line = await watch(headersOf(await signedIn()));
    await line.until(/"people":3/);
    stopping.abort();
    await line.until(never);
    expect(listening).toBe(0);
  });
});
