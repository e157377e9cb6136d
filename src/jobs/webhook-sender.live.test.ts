// Notices on their way to real receivers: in order, with growing patience, and never held up by a webhook that is broken.
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { writeTestTemplate } from '../../test/run-world.ts';
import { openReceiver } from '../../test/webhook-receiver.ts';
import { eventOf, idOf, isSigned, openWebhookWorld, peopleOf, until } from '../../test/webhook-world.ts';
import type { WebhookWorld } from '../../test/webhook-world.ts';

const hour = 3_600_000;
let world: WebhookWorld;
beforeEach(async () => {
  world = await openWebhookWorld();
});
afterEach(() => world.close());

describe('a notice', () => {
  test('goes to every webhook that wants its kind, signed and in words, and to no other', async () => {
    const templateId = await writeTestTemplate(world.database, world.companyId, { name: 'Alla kontor' });
    const { webhook, signing } = await world.webhook();
    await world.webhook({ name: 'Bara larm', kinds: ['incident.opened'] });
    world.openSender();
    const notice = await world.tellRun(7, { templateId });
    const [received] = await world.receiver.got(1);
    if (!received) throw new Error('nothing came');
    expect(isSigned(received, signing)).toBe(true);
    expect(isSigned({ ...received, body: `${received.body} ` }, signing)).toBe(false);
    expect(Math.abs(Number(received.headers['webhook-timestamp']) * 1_000 - Date.now())).toBeLessThan(60_000);
    expect(eventOf(received)).toMatchObject({
      type: 'run.summary',
      id: notice,
      severity: 'info',
      company: { id: world.companyId, name: 'Nordvik Energi AB' },
      template: { id: templateId, name: 'Alla kontor' },
      data: { people: 7 },
      links: { template: `https://rollcall.example/integrations/ad-sync/${templateId}` },
    });
    const [delivery] = await world.untilStates(webhook, 'sent');
    expect(delivery).toMatchObject({ id: idOf(received), status: 200, attempts: 1, answer: null });
    expect(world.receiver.received).toHaveLength(1);
  });

  test('of a run that was undone by a fault is told nobody', async () => {
    const { webhook } = await world.webhook();
    const failing = world.database.kysely.transaction().execute(async (db) => {
      await world.tellRun(1, { db });
      throw new Error('the run was killed');
    });
    await expect(failing).rejects.toThrow(/killed/);
    expect(await world.deliveries(webhook)).toEqual([]);
  });

  test('that no words can be made of is given up and says so, and stops nobody’s sending', async () => {
    const { webhook } = await world.webhook();
    const broken = await world.tellRun(1);
    await sql`update notices set data = '{}' where id = ${broken}`.execute(world.database.kysely);
    await world.tellRun(2);
    world.openSender();
    const [first] = await world.untilStates(webhook, 'failed', 'sent');
    expect(first).toMatchObject({
      status: null,
      answer: expect.stringMatching(/could not make the message/),
    });
    expect(await world.health(webhook)).toMatchObject({ failures: 0 });
    expect(world.receiver.received.map(peopleOf)).toEqual([2]);
  });
});

describe('a receiver that has trouble', () => {
  test('gets the same message again later, with its id and a new signature', async () => {
    const { webhook, signing } = await world.webhook();
    world.receiver.answer({ status: 500, body: 'nere' });
    world.openSender();
    await world.tellRun();
    await world.untilFailures(webhook, 1);
    expect(await world.deliveries(webhook)).toMatchObject([
      { state: 'waiting', status: 500, answer: 'nere' },
    ]);
    expect(world.receiver.received).toHaveLength(1);
    await world.passTime();
    const [first, second] = await world.receiver.got(2);
    expect(first && second && [idOf(first), first.body]).toEqual(second && [idOf(second), second.body]);
    expect(second && isSigned(second, signing)).toBe(true);
    await world.untilStates(webhook, 'sent');
    expect(await world.health(webhook)).toMatchObject({
      failures: 0,
      failingSince: null,
      last: { state: 'sent', status: 200 },
    });
  });

  test.each(['hang', 'drop'] as const)('by a %s is tried again', async (how) => {
    const { webhook } = await world.webhook();
    world.receiver.answer(how);
    world.openSender({ timeoutMs: 200 });
    await world.tellRun();
    await world.untilFailures(webhook, 1);
    await world.passTime();
    await world.untilStates(webhook, 'sent');
    expect(world.receiver.received).toHaveLength(2);
  });

  test('is waited for as long as it asks', async () => {
    const { webhook } = await world.webhook();
    world.receiver.answer({ status: 429, headers: { 'retry-after': '7200' } });
    world.openSender();
    await world.tellRun();
    await world.untilFailures(webhook, 1);
    const [delivery] = await world.deliveries(webhook);
    const waits = (delivery?.notBefore?.getTime() ?? 0) - Date.now();
    expect(waits).toBeGreaterThan(1.9 * hour);
    expect(waits).toBeLessThan(2.1 * hour);
  });

  test('holds up what comes after it, so that the order is kept, and nobody else', async () => {
    const { webhook } = await world.webhook();
    const other = await openReceiver();
    onTestFinished(() => other.close());
    await world.webhook({ name: 'Annan', url: other.url });
    world.receiver.answer({ status: 503 });
    world.openSender();
    for (const people of [1, 2, 3]) await world.tellRun(people);
    expect((await other.got(3)).map(peopleOf)).toEqual([1, 2, 3]);
    await world.untilFailures(webhook, 1);
    expect(world.receiver.received.map(peopleOf)).toEqual([1]);
    await world.passTime();
    await world.untilStates(webhook, 'sent', 'sent', 'sent');
    expect(world.receiver.received.map(peopleOf)).toEqual([1, 1, 2, 3]);
  });

  test('with one message alone lets the others pass after a while, and gets it again by and by', async () => {
    const { webhook } = await world.webhook();
    world.receiver.answer(...Array.from({ length: 4 }, () => ({ status: 500 })));
    world.openSender();
    for (const people of [1, 2]) await world.tellRun(people);
    for (const failures of [1, 2, 3, 4]) {
      await world.untilFailures(webhook, failures);
      // Of the webhook as a whole: what has been put aside keeps its own, longer pause.
      if (failures < 4) await world.passTime();
      else await sql`update webhooks set rests_until = now()`.execute(world.database.kysely);
    }
    await sql`update webhook_deliveries set not_before = now() where attempts < 4`.execute(
      world.database.kysely,
    );
    await world.untilStates(webhook, 'waiting', 'sent');
    expect(world.receiver.received.map(peopleOf)).toEqual([1, 1, 1, 1, 2]);
    await world.passTime();
    await world.untilStates(webhook, 'sent', 'sent');
  });

  test('and was away for long gets all that waits at once when it is back, in order', async () => {
    const { webhook } = await world.webhook();
    world.receiver.answer(...Array.from({ length: 6 }, () => 'drop' as const));
    world.openSender();
    for (const people of [1, 2, 3]) await world.tellRun(people);
    for (const failures of [1, 2, 3, 4, 5, 6]) {
      await world.untilFailures(webhook, failures);
      await world.passTime();
    }
    await world.untilStates(webhook, 'sent', 'sent', 'sent');
    const seen = world.receiver.received.map(peopleOf);
    expect(seen.slice(0, 6)).toEqual([1, 1, 1, 1, 2, 2]);
    expect(new Set(seen.slice(6))).toEqual(new Set([1, 2, 3]));
  });

  test('that will never take it is not asked again, and gets what comes next', async () => {
    const { webhook } = await world.webhook();
    world.receiver.answer({ status: 400, body: 'invalid_blocks' });
    world.openSender();
    for (const people of [1, 2]) await world.tellRun(people);
    await until(
      async () => (await world.deliveries(webhook))[0]?.state,
      (state) => state === 'failed',
    );
    await world.passTime();
    const rows = await world.untilStates(webhook, 'failed', 'sent');
    expect(rows[0]).toMatchObject({ status: 400, answer: 'invalid_blocks', attempts: 1 });
  });

  test('that sends on to another address is told to be so, and not followed', async () => {
    const { webhook } = await world.webhook();
    world.receiver.answer({ status: 302, headers: { location: `${world.receiver.url}/annan` } });
    world.openSender();
    await world.tellRun();
    await world.untilFailures(webhook, 1);
    expect(await world.deliveries(webhook)).toMatchObject([
      { status: 302, answer: expect.stringMatching(/not followed/) },
    ]);
    expect(world.receiver.received).toHaveLength(1);
  });

  test('that sends back what it was sent is not quoted', async () => {
    const { webhook } = await world.webhook();
    world.receiver.answer(
      { status: 500, body: 'unknown state "succe\\u0065ded"' },
      { status: 500, body: 'nere' },
    );
    world.openSender();
    await world.tellRun();
    await world.untilFailures(webhook, 1);
    expect((await world.deliveries(webhook))[0]?.answer).toMatch(/not kept/);
  });
});
