// A mail server whose trouble lasts, comes in the middle of a mail, or is over without anybody being told: no mail is given up for it,
// and nobody is alarmed about what is no more.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMailWorld } from '../../test/mail-world.ts';
import type { MailWorld } from '../../test/mail-world.ts';
import { readMailFigures } from '../store/mail-figures.ts';
import { readMailServer } from '../store/mail-server.ts';
import { openMailSender } from './mail-sender.ts';

let world: MailWorld;
beforeEach(async () => void (world = await openMailWorld()));
afterEach(() => world.close());

const minutes = (count: number) => void (world.clock.now += count * 60_000);
const troubleNow = async () => (await readMailServer(world.database.kysely)).trouble;
const readOldest = async () =>
  (await readMailFigures(world.database.kysely, new Date(world.clock.now))).oldestWaitingSeconds;
const sendWithout = () =>
  openMailSender({ ...world.parts(), mail: { ...world.mail, sending: null } }).sendDue(
    AbortSignal.timeout(10_000),
  );

test.each([
  [{ sender: '550 5.7.60 Not allowed to send as' }],
  [{ recipients: { '*': '421 4.3.2 Not today' } }],
  [{ atRecipient: 'drop' }],
  [{ afterData: '421 4.3.2 Closing' }],
] as const)(
  'a server that behaves as %j for eight days, over Christmas, has no mail given up',
  async (behaviour) => {
    await world.write(['bo', 'eva']);
    await world.write(['kim'], { kind: 'welcome' });
    world.smtp.behave(behaviour);
    for (let hour = 0; hour < 8 * 24; hour += 16) {
      await world.send();
      minutes(16 * 60);
    }
    expect(await world.states()).toEqual({ bo: 'waiting', eva: 'waiting', kim: 'waiting' });
    // What it refuses for now when it is back has its five days before it.
    world.smtp.behave({ recipients: { 'bo@nordvik.example': '451 4.7.1 Greylisted' } });
    expect(await world.send()).toMatchObject({ sent: 2, later: 1, failed: 0, trouble: null });
    world.smtp.behave();
    minutes(5);
    expect(await world.send()).toMatchObject({ sent: 1 });
  },
  30_000,
);

test('a mail that breaks the line for five days while others go is given up with the reason', async () => {
  await world.write(['gift']);
  world.smtp.behave({ recipients: { 'gift@nordvik.example': '421 4.7.0 I do not like it' } });
  for (let hour = 0; hour < 6 * 24; hour += 16) {
    await world.write([`dag${hour}`]);
    await world.send();
    minutes(2);
    await world.send();
    minutes(16 * 60 - 2);
  }
  const states = await world.states();
  expect(states['gift']).toBe('failed');
  expect(Object.values(states).filter((state) => state === 'sent')).toHaveLength(9);
  const gift = await world.database.kysely
    .selectFrom('mails')
    .select('answer')
    .where('state', '=', 'failed')
    .executeTakeFirst();
  expect(gift?.answer).toContain('421 4.7.0 I do not like it');
}, 30_000);

test('a server that was silent about a welcome mail is well again as soon as it answers, though no mail is left', async () => {
  await world.write(['kim'], { kind: 'welcome' });
  world.smtp.behave({ afterData: 'hang' });
  expect(await world.send()).toMatchObject({ uncertain: 1, trouble: { code: 'mail.silent' } });
  world.smtp.behave({ greeting: '421 4.3.2 Busy' });
  minutes(1);
  expect(await world.send()).toMatchObject({ trouble: { code: 'mail.busy' } });
  world.smtp.behave();
  minutes(1);
  expect(await world.send()).toMatchObject({ sent: 0, trouble: null });
  expect(await troubleNow()).toBeNull();
});

test('a server that is silent about every mail is not called well because it greets', async () => {
  await world.write(['kim']);
  world.smtp.behave({ atRecipient: 'hang' });
  await world.send();
  // The mail is to be tried in a minute, the server in ten seconds.
  world.clock.now += 20_000;
  await world.send();
  expect(await troubleNow()).toMatchObject({ code: 'mail.silent', tries: 1 });
  minutes(1);
  await world.send();
  expect(await troubleNow()).toMatchObject({ tries: 2 });
});

test('where the mail server is taken away, its trouble and what a killed sender left end with it', async () => {
  await world.write(['bo']);
  await world.write(['kim'], { kind: 'welcome' });
  await world.smtp.stop();
  await world.send();
  const inHand = { state: 'sending', handed_over: true };
  await world.database.kysely.updateTable('mails').set(inHand).where('kind', '=', 'welcome').execute();
  expect(await sendWithout()).toMatchObject({ kept: 1, uncertain: 1, trouble: null });
  expect(await world.states()).toEqual({ bo: 'kept', kim: 'uncertain' });
  expect(await troubleNow()).toBeNull();
});

test('how long the oldest mail has waited counts from its release, or from when it was sent again, and over its tries', async () => {
  await world.write(['kim'], { kind: 'welcome', state: 'held' });
  minutes(14 * 24 * 60);
  expect(await readOldest()).toBe(0);
  const released = { state: 'waiting', state_at: new Date(world.clock.now) };
  await world.database.kysely.updateTable('mails').set(released).execute();
  minutes(10);
  expect(await readOldest()).toBe(600);
  world.smtp.behave({ recipients: { '*': '450 4.2.2 Mailbox full' } });
  await world.send();
  minutes(10);
  expect(await readOldest()).toBe(1_200);
  world.smtp.behave({ atRecipient: 'drop' });
  await world.send();
  minutes(10);
  expect(await readOldest()).toBe(1_800);
});

test('a process that is told to stop does not wait for a server that says nothing, and calls it no trouble', async () => {
  await world.write(['bo']);
  world.smtp.behave({ greeting: 'silent' });
  const patient = { connectMs: 60_000, answerMs: 60_000, endMs: 60_000 };
  const closing = new AbortController();
  const sending = openMailSender({ ...world.parts(), patience: patient }).sendDue(closing.signal);
  await expect.poll(() => world.smtp.sessions()).toBe(1);
  const began = performance.now();
  closing.abort();
  await sending;
  expect(performance.now() - began).toBeLessThan(3_000);
  expect(await troubleNow()).toBeNull();
  expect(await world.states()).toEqual({ bo: 'waiting' });
});
