// How deliveries and webhooks end, and begin again: switched off when nothing arrives any more and told of by mail, tested, sent
// again, taken over from processes that were killed, and never twice at a time.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeTestTemplate } from '../../test/run-world.ts';
import { eventOf, idOf, isSigned, openWebhookWorld, peopleOf, until } from '../../test/webhook-world.ts';
import type { WebhookWorld } from '../../test/webhook-world.ts';
import { rotateSigning, sendAgain, sendFailedAgain, testWebhook } from '../run/hand-webhooks.ts';
import type { WebhookHand } from '../run/hand-webhooks.ts';
import { saveWebhook } from '../run/save-webhook.ts';
import { watchSeries } from '../run/watch-series.ts';
import { claimWebhooks, takeNextDelivery } from '../store/webhook-line.ts';
import { readWebhook } from '../store/webhooks.ts';
import type { Webhook } from '../store/webhooks.ts';

let world: WebhookWorld;
beforeEach(async () => {
  world = await openWebhookWorld();
});
afterEach(() => world.close());

const hand = (): WebhookHand => ({
  db: world.database.kysely,
  actor: { kind: 'administrator', id: randomUUID(), name: 'Maja Åberg' },
  address: null,
  now: Date.now(),
});

async function stored({ id }: Webhook): Promise<Webhook> {
  const webhook = await readWebhook(world.database.kysely, world.companyId, id);
  if (!webhook) throw new Error(`no webhook ${id}`);
  return webhook;
}

async function switchTo(webhook: Webhook, active: boolean): Promise<Webhook> {
  const before = await stored(webhook);
  const values = { ...before, active, address: 'keep' as const };
  return (await saveWebhook(world.database.kysely, async () => world.box, before, values)).webhook;
}

const incidents = () => world.database.kysely.selectFrom('incidents').selectAll().execute();

const untilOff = (webhook: Webhook) =>
  until(
    () => stored(webhook),
    ({ active }) => !active,
  );

describe('a webhook', () => {
  test('whose receiver says that it is gone is switched off at once, and whoever gets error mails hears of it', async () => {
    await writeTestTemplate(world.database, world.companyId, {
      name: 'A',
      errorMailTo: 'it@nordvik.example',
    });
    await writeTestTemplate(world.database, world.companyId, {
      name: 'B',
      errorMailTo: 'it@nordvik.example',
    });
    const { webhook } = await world.webhook();
    const { webhook: other } = await world.webhook({ name: 'Annan', kinds: ['incident.opened'] });
    world.receiver.answer({ status: 410 });
    for (const people of [1, 2]) await world.tellRun(people);
    world.openSender();
    await untilOff(webhook);
    expect(await world.deliveries(webhook)).toMatchObject([
      { state: 'failed', status: 410 },
      { state: 'failed', answer: expect.stringMatching(/switched off before/) },
    ]);
    expect(await world.health(webhook)).toMatchObject({ off: { code: 'gone' }, waiting: 0 });
    await world.untilStates(other, 'sent');
    const told = world.receiver.received.map(eventOf).at(-1);
    expect(told).toMatchObject({
      type: 'incident.opened',
      data: { code: 'webhook.gone', about: { webhook: 'Larm' } },
    });
    const mails = () => world.database.kysely.selectFrom('mails').select(['kind', 'to_address']).execute();
    expect(await mails()).toEqual([{ kind: 'error', to_address: 'it@nordvik.example' }]);
    // A look at the number series has nothing to say of it.
    await sql`insert into series_watch (company_id, look_at) values (${world.companyId}, 'epoch')`.execute(
      world.database.kysely,
    );
    await watchSeries(world.database, Date.now());
    expect(await incidents()).toMatchObject([{ closed_at: null, template_id: null }]);
    const audit = await world.database.kysely.selectFrom('audit_log').select(['action', 'details']).execute();
    expect(audit).toMatchObject([{ action: 'webhook.switchOff', details: { code: 'gone', status: 410 } }]);
    await switchTo(webhook, true);
    expect(await incidents()).toMatchObject([{ closed_at: expect.any(Date), ended: 'stopped' }]);
    expect((await mails()).map(({ kind }) => kind)).toEqual(['error', 'allClear']);
  });

  test('at which nothing has arrived for two days is switched off with all that waits', async () => {
    const { webhook } = await world.webhook();
    world.receiver.answer({ status: 500 }, { status: 500 });
    world.openSender();
    for (const people of [1, 2]) await world.tellRun(people);
    await world.untilFailures(webhook, 1);
    await sql`update webhooks set failures = 9, failing_since = now() - interval '49 hours'`.execute(
      world.database.kysely,
    );
    await world.passTime();
    await untilOff(webhook);
    await world.untilStates(webhook, 'failed', 'failed');
    expect(await world.health(webhook)).toMatchObject({ off: { code: 'failing' } });
    // What is told from now on is told the others alone.
    await world.tellRun(3);
    expect(await world.deliveries(webhook)).toHaveLength(2);
  });

  test('that is switched on again begins anew, and gets what it has missed when somebody says so', async () => {
    const { webhook } = await world.webhook();
    world.receiver.answer({ status: 410 });
    for (const people of [1, 2, 3]) await world.tellRun(people);
    world.openSender();
    await untilOff(webhook);
    expect(await sendFailedAgain(hand(), await stored(webhook), new Date(0))).toMatchObject({
      code: 'webhook.off',
    });
    const on = await switchTo(webhook, true);
    expect(await world.health(on)).toMatchObject({ off: null, failures: 0, failingSince: null });
    const since = (await world.deliveries(webhook))[1]?.at ?? new Date();
    expect(await sendFailedAgain(hand(), on, since)).toEqual({ ok: true, count: 2 });
    await world.untilStates(webhook, 'failed', 'sent', 'sent');
    expect(world.receiver.received.map(peopleOf)).toEqual([1, 2, 3]);
  });

  test('that somebody switches off gets nothing of what waits', async () => {
    const { webhook } = await world.webhook();
    await world.tellRun(1);
    await switchTo(webhook, false);
    // A run that had begun before.
    await sql`update webhook_deliveries set state = 'waiting'`.execute(world.database.kysely);
    world.openSender();
    await world.untilStates(webhook, 'failed');
    expect(world.receiver.received).toEqual([]);
  });
});

describe('a test', () => {
  test('goes at once, to a webhook that is off or rests too, is tried once and leaves the webhook as it is', async () => {
    const { webhook } = await world.webhook();
    await sql`update webhooks set rests_until = now() + interval '1 hour', failures = 3`.execute(
      world.database.kysely,
    );
    await world.tellRun(1);
    const off = await switchTo(webhook, false);
    world.receiver.answer({ status: 500, body: 'nere' });
    await testWebhook(hand(), off);
    world.openSender();
    await until(
      () => world.deliveries(webhook),
      (rows) => rows.some(({ isTest, state }) => isTest && state === 'failed'),
    );
    expect((await world.deliveries(webhook)).find(({ isTest }) => isTest)).toMatchObject({
      kind: 'test',
      attempts: 1,
      status: 500,
      answer: 'nere',
    });
    expect(await world.health(webhook)).toMatchObject({ failures: 3 });
    await testWebhook(hand(), off);
    const [, second] = await world.receiver.got(2);
    if (!second) throw new Error('the test did not come');
    expect(eventOf(second)).toMatchObject({
      type: 'test',
      text: { sv: { body: expect.stringContaining('Maja Åberg') }, en: {} },
    });
  });

  test.each([
    ['teams', 'application/vnd.microsoft.card.adaptive'],
    ['slack', 'rich_text'],
  ] as const)('to %s has its shape and the company’s language, and no signature', async (shape, part) => {
    const { webhook, signing } = await world.webhook({ shape });
    expect(signing).toBe('');
    await testWebhook(hand(), webhook);
    world.openSender();
    const [received] = await world.receiver.got(1);
    expect(received?.body).toContain(part);
    expect(received?.body).toContain('skickade det här');
    expect(received?.headers['webhook-signature']).toBeUndefined();
  });
});

describe('sending again', () => {
  test('keeps the id, so that a receiver can drop what it has', async () => {
    const { webhook } = await world.webhook();
    world.openSender();
    await world.tellRun(1);
    const [delivery] = await world.untilStates(webhook, 'sent');
    expect(await sendAgain(hand(), webhook, delivery?.id ?? '')).toMatchObject({ ok: true });
    const [first, second] = await world.receiver.got(2);
    expect(first && idOf(first)).toBe(second && idOf(second));
    expect(first?.body).toBe(second?.body);
    await world.untilStates(webhook, 'sent');
  });

  test('of what is forgotten by then tells nothing of it', async () => {
    const { webhook } = await world.webhook();
    world.receiver.answer({ status: 400 });
    world.openSender();
    const notice = await world.tellRun(42);
    const [delivery] = await world.untilStates(webhook, 'failed');
    await sql`update notices set data = data || '{"people": 0}' where id = ${notice}`.execute(
      world.database.kysely,
    );
    await sendAgain(hand(), webhook, delivery?.id ?? '');
    expect((await world.receiver.got(2)).map(peopleOf)).toEqual([42, 0]);
  });

  test('of all that was given up does not wait for the pause of a webhook that had trouble', async () => {
    const { webhook } = await world.webhook();
    world.receiver.answer({ status: 422 });
    world.openSender();
    await world.tellRun(1);
    await world.untilStates(webhook, 'failed');
    await sql`update webhooks set rests_until = now() + interval '1 hour'`.execute(world.database.kysely);
    expect(await sendFailedAgain(hand(), webhook, new Date(0))).toEqual({ ok: true, count: 1 });
    await world.untilStates(webhook, 'sent');
  });
});

describe('processes', () => {
  test('that send side by side send each message once, and each webhook’s in order', async () => {
    const hooks = [];
    for (const name of ['A', 'B', 'C'])
      hooks.push((await world.webhook({ name, url: `${world.receiver.url}/${name}` })).webhook);
    for (let nth = 0; nth < 20; nth += 1) await world.tellRun(nth);
    for (let nth = 0; nth < 3; nth += 1) world.openSender();
    for (const hook of hooks) await world.untilStates(hook, ...Array.from({ length: 20 }, () => 'sent'));
    for (const name of ['A', 'B', 'C']) {
      const ours = world.receiver.received.filter(({ path }) => path.endsWith(`/${name}`));
      expect(ours.map(peopleOf)).toEqual(Array.from({ length: 20 }, (_, nth) => nth));
    }
  });

  test('that are killed in mid-message leave it to others, who send it again with its id', async () => {
    const { webhook } = await world.webhook();
    await world.tellRun(1);
    // Taken up, and nothing is heard of whoever took it.
    const ask = { claim: randomUUID(), limit: 8, perHost: 4 };
    const [held] = await claimWebhooks(world.database.kysely, ask);
    const taken = held && (await takeNextDelivery(world.database.kysely, held));
    expect(taken?.delivery.attempts).toBe(1);
    expect(await claimWebhooks(world.database.kysely, { ...ask, claim: randomUUID() })).toEqual([]);
    await sql`update webhooks set claimed_until = now() - interval '1 s'`.execute(world.database.kysely);
    world.openSender();
    const [sent] = await world.untilStates(webhook, 'sent');
    expect(sent).toMatchObject({ id: taken?.delivery.id, attempts: 2 });
    expect(held && (await takeNextDelivery(world.database.kysely, held))).toBeNull();
  });

  test('that stop put back what they were sending as if it had not been tried', async () => {
    const { webhook } = await world.webhook();
    world.receiver.answer('hang');
    const sender = world.openSender();
    await world.tellRun(1);
    await world.receiver.got(1);
    await sender.close();
    expect(await world.deliveries(webhook)).toMatchObject([{ state: 'waiting', attempts: 0 }]);
    expect(await world.health(webhook)).toMatchObject({ failures: 0 });
    world.openSender();
    await world.untilStates(webhook, 'sent');
  });

  test('hold no more than four webhooks of one host at a time between them', async () => {
    for (let nth = 0; nth < 6; nth += 1) await world.webhook({ name: `W${nth}` });
    await world.tellRun(1);
    const claim = () => claimWebhooks(world.database.kysely, { claim: randomUUID(), limit: 8, perHost: 4 });
    expect(await claim()).toHaveLength(4);
    expect(await claim()).toEqual([]);
  });

  test('find what is next within a moment in a night in which thousands of companies are told of something', async () => {
    const { kysely } = world.database;
    const { companyId } = world;
    await world.tellRun(1);
    await sql`
      insert into webhooks (id, company_id, name, shape, kinds, created_at, shown_url, host)
      select gen_random_uuid(), ${companyId}, 'W' || n, 'slack', '{run.summary}', now(), 'https://hook.example/', 'hook.example'
      from generate_series(1, 10000) n`.execute(kysely);
    await sql`
      insert into webhook_deliveries (id, webhook_id, company_id, notice_id, state, created_at, not_before)
      select gen_random_uuid(), w.id, w.company_id, n.id, 'waiting', now(), now() from webhooks w cross join notices n`.execute(
      kysely,
    );
    const began = performance.now();
    expect(await claimWebhooks(kysely, { claim: randomUUID(), limit: 8, perHost: 4 })).toHaveLength(4);
    // A sixtieth of a second on an idle machine; counted anew for each of them it was half a minute.
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});

describe('a secret', () => {
  test('that is changed signs beside the old one until the old one’s time is over', async () => {
    const { webhook, signing: old } = await world.webhook();
    const rotated = await rotateSigning(hand(), world.box, webhook, 24);
    if (!rotated.ok) throw new Error(rotated.message);
    world.openSender();
    await world.tellRun(1);
    const [both] = await world.receiver.got(1);
    expect([old, rotated.signing].map((secret) => both && isSigned(both, secret))).toEqual([true, true]);
    const again = await rotateSigning(hand(), world.box, await stored(webhook), 0);
    if (!again.ok) throw new Error(again.message);
    await world.tellRun(2);
    const [, one] = await world.receiver.got(2);
    expect([old, rotated.signing, again.signing].map((secret) => one && isSigned(one, secret))).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('and the address lie in the database in no form that can be read', async () => {
    const { webhook, signing } = await world.webhook();
    const { rows } = await sql<{ text: string }>`
      select w::text as text from webhooks w where id = ${webhook.id}`.execute(world.database.kysely);
    const text = rows[0]?.text ?? '';
    expect(text).toContain('Larm');
    for (const secret of ['a-long-secret-path', signing.slice(6)]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(Buffer.from(secret).toString('hex'));
    }
  });
});
