// The sender of mails before a real mail server that is well, away, picky, silent or breaks off: whatever happens, no mail is lost
// and none comes twice that should not.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMailWorld } from '../../test/mail-world.ts';
import type { MailWorld } from '../../test/mail-world.ts';
import { readMailServer } from '../store/mail-server.ts';
import { openMailTurn } from '../store/mail-turn.ts';
import { openMailSender } from './mail-sender.ts';

let world: MailWorld;
beforeEach(async () => void (world = await openMailWorld()));
afterEach(() => world.close());

const minutes = (count: number) => void (world.clock.now += count * 60_000);
const days = (count: number) => minutes(count * 24 * 60);
const arrived = () => world.smtp.mails.map(({ to }) => to[0]?.split('@')[0] ?? '').toSorted();
const warnings = () => world.logged.map(({ fields }) => fields.code);
const rows = () => world.database.kysely.selectFrom('mails').selectAll().orderBy('to_address').execute();

test('what waits is sent once, by one line, and is kept as it was handed over; what is held stays', async () => {
  await world.write(['bo', 'eva']);
  await world.write(['held'], { state: 'held' });
  expect(await world.send()).toMatchObject({ sent: 2, failed: 0, trouble: null });
  expect(await world.send()).toMatchObject({ sent: 0 });
  expect(arrived()).toEqual(['bo', 'eva']);
  expect(await world.states()).toEqual({ bo: 'sent', eva: 'sent', held: 'held' });
  const [bo] = await rows();
  expect(bo).toMatchObject({
    subject: 'Testmejl från Nordvik Energi AB',
    handed_over: true,
    claim: null,
    sent_at: new Date(world.clock.now),
    answer: expect.stringMatching(/^250/),
  });
  expect(bo?.body_text).toContain('Ada Berg');
  expect(world.smtp.sessions()).toBe(1);
});

test('a mail says whom it is from, to and about, that a machine wrote it, and is known again by its id', async () => {
  const replyTo = 'växeln@nordvik.example';
  await world.database.kysely
    .updateTable('companies')
    .set({ mail: JSON.stringify({ replyTo }) })
    .execute();
  const [id] = await world.write(['eva@räka.example']);
  await world.send();
  const [mail] = await world.smtp.received(1);
  expect(mail?.from).toBe('studsar@nordvik.example');
  expect(mail?.raw).toMatch(/^To: eva@xn--rka-qla\.example\r$/m);
  const { parsed } = mail ?? {};
  expect(parsed?.messageId).toBe(`<${id}@nordvik.example>`);
  expect(parsed?.from?.text).toBe('"Rollcall" <rollcall@nordvik.example>');
  expect(parsed?.replyTo?.value).toMatchObject([{ address: replyTo }]);
  expect(parsed?.date).toEqual(new Date(world.clock.now));
  expect(parsed?.headers.get('auto-submitted')).toBe('auto-generated');
  expect(parsed?.headers.get('x-auto-response-suppress')).toBe('All');
  expect(parsed?.text).toContain('Ada Berg');
  expect(parsed?.html).toContain('Ada Berg');
});

test('nothing that a name says becomes a header, an address or a command', async () => {
  await world.database.kysely
    .updateTable('companies')
    .set({
      name: 'Nord\r\nBcc: bo@x.example\r\n\r\nvik',
      mail: JSON.stringify({ replyTo: 'a@x.example\r\nBcc: bo@x.example' }),
    })
    .execute();
  await world.write(['eva', 'bo@x.example>\r\nRCPT TO:<c@x.example', 'ingen', 'a@x.example, b@x.example']);
  expect(await world.send()).toMatchObject({ sent: 2, failed: 2 });
  for (const { to, parsed } of world.smtp.mails) {
    expect(to).toHaveLength(1);
    expect(parsed.headers.has('bcc')).toBe(false);
    expect(parsed.headers.has('reply-to')).toBe(false);
    expect(parsed.subject).toBe('Testmejl från Nord Bcc: bo@x.example vik');
  }
  const failed = (await rows()).filter(({ state }) => state === 'failed');
  expect(failed.map(({ answer }) => answer)).toEqual([
    '"a@x.example, b@x.example" is no e-mail address.',
    expect.stringMatching(/is no e-mail address\.$/),
  ]);
});

test('a recipient refused for good fails with the server’s answer, and nobody else does', async () => {
  await world.write(['bo', 'eva']);
  world.smtp.behave({ recipients: { 'bo@nordvik.example': '550 5.1.1 No such user here' } });
  expect(await world.send()).toMatchObject({ sent: 1, failed: 1, trouble: null });
  const [bo] = await rows();
  expect(bo).toMatchObject({ state: 'failed', answer: '550 5.1.1 No such user here' });
  days(9);
  expect(await world.send()).toMatchObject({ sent: 0 });
});

test('a recipient refused for now is tried again with growing pauses for five days, and then fails with the answer', async () => {
  await world.write(['bo']);
  world.smtp.behave({ recipients: { '*': '450 4.2.2 Mailbox full' } });
  const tries: number[] = [];
  const start = world.clock.now;
  while ((await world.states())['bo'] === 'waiting') {
    const { later, failed } = await world.send();
    if (later + failed > 0) tries.push(Math.round((world.clock.now - start) / 60_000));
    minutes(5);
  }
  expect(tries).toEqual([
    0, 5, 20, 50, 110, 230, 470, 950, 1670, 2390, 3110, 3830, 4550, 5270, 5990, 6710, 7200,
  ]);
  expect(await rows()).toMatchObject([{ state: 'failed', answer: '450 4.2.2 Mailbox full' }]);
});

test('a recipient refused for now gets the mail when the server has thought better of it', async () => {
  await world.write(['bo', 'eva']);
  world.smtp.behave({ recipients: { 'bo@nordvik.example': '451 4.7.1 Greylisted' } });
  expect(await world.send()).toMatchObject({ sent: 1, later: 1 });
  world.smtp.behave();
  minutes(4);
  expect(await world.send()).toMatchObject({ sent: 0 });
  minutes(1);
  expect(await world.send()).toMatchObject({ sent: 1 });
  expect(arrived()).toEqual(['bo', 'eva']);
});

test('a server that is away for a week costs no mail a try, is told once, and everything goes when it is back', async () => {
  await world.write(['bo', 'eva']);
  await world.write(['kim'], { kind: 'welcome' });
  await world.smtp.stop();
  for (let day = 0; day < 7; day += 1) {
    const { trouble } = await world.send();
    expect(trouble).toMatchObject({
      code: 'mail.unreachable',
      since: new Date(world.clock.now - day * 86_400_000),
    });
    days(1);
  }
  expect(await rows()).toMatchObject(Array(3).fill({ state: 'waiting', attempts: 0, first_tried_at: null }));
  expect(warnings()).toEqual(['mail.unreachable']);
  await world.smtp.start();
  expect(await world.send()).toMatchObject({ sent: 3, trouble: null });
  expect(arrived()).toEqual(['bo', 'eva', 'kim']);
});

test('a server in trouble is tried again after growing pauses, and at once by a process that was just started', async () => {
  await world.write(['bo']);
  world.smtp.behave({ greeting: '421 4.3.2 Busy' });
  const pauses: number[] = [];
  for (let nth = 0; nth < 9; nth += 1) {
    const { trouble } = await world.send();
    const wait = (trouble?.tryAfter.getTime() ?? 0) - world.clock.now;
    pauses.push(wait / 1_000);
    world.clock.now += wait - 1;
    const sessions = world.smtp.sessions();
    await world.send();
    expect(world.smtp.sessions()).toBe(sessions);
    world.clock.now += 1;
  }
  expect(pauses).toEqual([10, 30, 60, 120, 300, 600, 900, 900, 900]);
  world.clock.now -= 1;
  world.smtp.behave();
  expect(await world.send('new')).toMatchObject({ sent: 1, trouble: null });
});

test('trouble is over when the server answers again, also when no mail is left to show it', async () => {
  await world.write(['bo']);
  await world.smtp.stop();
  await world.send();
  await world.database.kysely.updateTable('mails').set({ state: 'discarded' }).execute();
  minutes(1);
  expect(await world.send()).toMatchObject({ trouble: { code: 'mail.unreachable', tries: 2 } });
  await world.smtp.start();
  minutes(1);
  expect(await world.send()).toMatchObject({ trouble: null });
  expect(await readMailServer(world.database.kysely)).toMatchObject({ sent: 0, trouble: null });
});

test.each([
  [{ atRecipient: 'hang' }, 'mail.silent'],
  [{ atRecipient: 'drop' }, 'mail.unreachable'],
  [{ recipients: { '*': '421 4.7.0 Too fast' } }, 'mail.busy'],
  [{ sender: '550 5.7.60 Not allowed to send as' }, 'mail.senderRefused'],
  [{ greeting: 'silent' }, 'mail.silent'],
  [{ afterData: '421 4.3.2 Closing' }, 'mail.busy'],
] as const)(
  'with a server that behaves as %j nothing is lost or doubled, welcome mails too',
  async (behaviour, code) => {
    await world.write(['kim', 'robin'], { kind: 'welcome' });
    world.smtp.behave(behaviour);
    expect(await world.send()).toMatchObject({ sent: 0, trouble: { code } });
    expect(await world.states()).toEqual({ kim: 'waiting', robin: 'waiting' });
    world.smtp.behave();
    minutes(2);
    expect(await world.send()).toMatchObject({ sent: 2, trouble: null });
    expect(arrived()).toEqual(['kim', 'robin']);
  },
);

test.each(['drop', 'hang'] as const)(
  'a welcome mail that the server had whole before it came to %s is uncertain and never sent again by itself',
  async (afterData) => {
    await world.write(['kim'], { kind: 'welcome' });
    world.smtp.behave({ afterData });
    expect(await world.send()).toMatchObject({ sent: 0, uncertain: 1, trouble: { code: 'mail.silent' } });
    world.smtp.behave();
    days(30);
    await world.send();
    expect(arrived()).toEqual(['kim']);
    expect(await rows()).toMatchObject([
      { state: 'uncertain', answer: expect.stringContaining('before the mail server had answered') },
    ]);
  },
);

test.each(['drop', 'hang'] as const)(
  'an alarm that the server had whole before it came to %s is sent again under the same Message-ID',
  async (afterData) => {
    const [id] = await world.write(['bo']);
    world.smtp.behave({ afterData });
    expect(await world.send()).toMatchObject({ sent: 0, later: 1 });
    world.smtp.behave();
    minutes(6);
    expect(await world.send()).toMatchObject({ sent: 1 });
    expect(world.smtp.mails.map(({ parsed }) => parsed.messageId)).toEqual(
      Array(2).fill(`<${id}@nordvik.example>`),
    );
  },
);

test('an alarm that is never answered for is not sent for ever', async () => {
  await world.write(['bo']);
  world.smtp.behave({ afterData: 'drop' });
  for (let day = 0; day < 9; day += 1) {
    await world.send();
    days(1);
  }
  expect(world.smtp.mails).toHaveLength(3);
  expect(await world.states()).toEqual({ bo: 'uncertain' });
});

test('one mail that always breaks the line does not keep the others from going', async () => {
  const ids = await world.write(['bo', 'eva', 'kim']);
  const poison = ids.toSorted()[0] ?? '';
  const { to_address: to } = await world.database.kysely
    .selectFrom('mails')
    .select('to_address')
    .where('id', '=', poison)
    .executeTakeFirstOrThrow();
  world.smtp.behave({ recipients: { [to ?? '']: '421 4.7.0 I do not like it' } });
  expect(await world.send()).toMatchObject({ sent: 0, trouble: { code: 'mail.busy' } });
  world.clock.now += 10_000;
  expect(await world.send()).toMatchObject({ sent: 2, trouble: null });
  expect(Object.values(await world.states()).toSorted()).toEqual(['sent', 'sent', 'waiting']);
});

test('a server that has hung up on an idle line is called again, and nobody hears of it', async () => {
  const ids = await world.write(['bo', 'eva']);
  const sender = openMailSender({ ...world.parts(), mail: { ...world.mail, perMinute: 20 } });
  const sending = sender.sendDue(AbortSignal.timeout(20_000));
  // Answered too: a mail that is cut off before that is another matter.
  await expect.poll(async () => Object.values(await world.states())).toContain('sent');
  await world.smtp.stop();
  await world.smtp.start();
  expect(await sending).toMatchObject({ sent: ids.length, trouble: null });
  expect(arrived()).toEqual(['bo', 'eva']);
  expect(world.logged).toEqual([]);
});

test('a server that refuses everybody with words about us stops the sending before thousands have failed', async () => {
  const names = Array.from({ length: 40 }, (_, n) => `anna${n}`);
  await world.write(names, { kind: 'welcome' });
  world.smtp.behave({
    recipients: { '*': '554 5.7.1 <anna7@nordvik.example>: Relay access denied' },
  });
  expect(await world.send()).toMatchObject({
    failed: 5,
    // Trouble is shown to whoever runs the server, of all companies.
    trouble: {
      code: 'mail.refusesAll',
      message: expect.stringContaining('554 5.7.1 <…>: Relay access denied'),
    },
  });
  for (let nth = 0; nth < 5; nth += 1) {
    minutes(20);
    expect(await world.send('new')).toMatchObject({ failed: 0, trouble: { code: 'mail.refusesAll' } });
  }
  world.smtp.behave();
  days(1);
  expect(await world.send()).toMatchObject({ sent: 35, trouble: null });
});

test('five addresses in a row that are nobody’s are the addresses’ fault', async () => {
  const names = Array.from({ length: 9 }, (_, n) => `anna${n}`);
  await world.write(names);
  world.smtp.behave({ recipients: { '*': '550 5.1.1 No such user' } });
  expect(await world.send()).toMatchObject({ failed: 9, trouble: null });
});

test('alarms go before welcome mails, and companies take turns', async () => {
  const small = await world.company('Söderort AB');
  await world.write(
    Array.from({ length: 60 }, (_, n) => `stor${n}`),
    { kind: 'welcome' },
  );
  await world.write(['liten1', 'liten2'], { kind: 'welcome', company: small });
  await world.write(['larm'], { company: small });
  await world.send();
  const order = world.smtp.mails.map(({ to }) => to[0]?.replace(/\d*@.*/, ''));
  expect(order[0]).toBe('larm');
  expect(order.slice(1, 5).filter((name) => name === 'liten')).toHaveLength(2);
  expect(order).toHaveLength(63);
});

test('without a mail server what waits is kept, and what is held stays held', async () => {
  await world.write(['bo']);
  await world.write(['kim'], { kind: 'welcome', state: 'held' });
  const none = openMailSender({ ...world.parts(), mail: { ...world.mail, sending: null } });
  expect(await none.sendDue(AbortSignal.timeout(5_000))).toMatchObject({ kept: 1, sent: 0 });
  expect(await world.states()).toEqual({ bo: 'kept', kim: 'held' });
});

test('a mail whose user is gone is set aside, and one that can not be made fails without stopping the others', async () => {
  const [gone = ''] = await world.write(['borta'], { kind: 'welcome' });
  const [broken = ''] = await world.write(['trasig']);
  await world.write(['bo']);
  const { kysely } = world.database;
  const { user_id: user } = await kysely
    .selectFrom('mails')
    .select('user_id')
    .where('id', '=', gone)
    .executeTakeFirstOrThrow();
  await kysely
    .deleteFrom('users')
    .where('id', '=', user ?? '')
    .execute();
  const { notice_id: notice } = await kysely
    .selectFrom('mails')
    .select('notice_id')
    .where('id', '=', broken)
    .executeTakeFirstOrThrow();
  await kysely
    .updateTable('notices')
    .set({ kind: 'users.created', data: JSON.stringify({ users: 7 }) })
    .where('id', '=', notice ?? '')
    .execute();
  expect(await world.send()).toMatchObject({ sent: 1, discarded: 1, later: 1 });
  for (let nth = 0; nth < 2; nth += 1) {
    minutes(30);
    await world.send();
  }
  expect(await world.states()).toEqual({ bo: 'sent', borta: 'discarded', trasig: 'failed' });
  expect(world.logged.map(({ sentence, fields }) => [sentence, fields.mailId])).toEqual(
    Array(3).fill(['A mail could not be made.', broken]),
  );
});

test('a welcome mail is kept with the address that it went to, which is that day’s', async () => {
  await world.write(['kim'], { kind: 'welcome' });
  await world.database.kysely.updateTable('users').set({ email: 'kim.ny@nordvik.example' }).execute();
  await world.send();
  expect(world.smtp.mails[0]?.to).toEqual(['kim.ny@nordvik.example']);
  expect(await world.states()).toEqual({ 'kim.ny': 'sent' });
});

test('no faster than the set rate, whichever process sends', async () => {
  await world.write(Array.from({ length: 6 }, (_, n) => `anna${n}`));
  const slow = { ...world.parts(), mail: { ...world.mail, perMinute: 600 } };
  const closing = new AbortController();
  const first = openMailSender(slow).sendDue(closing.signal);
  await world.smtp.received(3);
  closing.abort();
  await first;
  await openMailSender(slow).sendDue(AbortSignal.timeout(20_000));
  const times = world.smtp.mails.map(({ at }) => at);
  expect(times).toHaveLength(6);
  // Nobody's clock is exact, but half a second for five pauses of a tenth each it takes.
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(450);
});

test('one process sends at a time, and the others know it', async () => {
  await world.write(['bo', 'eva']);
  const turn = await openMailTurn(world.database);
  expect(await world.send()).toMatchObject({ sent: 0, isBusy: true });
  await turn?.close();
  const [one, other] = await Promise.all([world.send('new'), world.send('new')]);
  expect(one.sent + other.sent).toBe(2);
  expect(arrived()).toEqual(['bo', 'eva']);
});

test('a sender whose connection to the database is cut off hands nothing over that another might send', async () => {
  await world.write(['kim'], { kind: 'welcome' });
  world.smtp.behave({ slowMs: 300 });
  const patient = { connectMs: 5_000, answerMs: 5_000, endMs: 5_000 };
  const cut = openMailSender({ ...world.parts(), patience: patient }).sendDue(AbortSignal.timeout(20_000));
  await expect.poll(async () => (await world.states())['kim']).toBe('sending');
  await world.database.pool.query(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid() and granted
     and database = (select oid from pg_database where datname = current_database())`,
  );
  await expect(cut).rejects.toThrow(/connection|terminat/i);
  expect(world.smtp.mails).toEqual([]);
  world.smtp.behave();
  expect(await world.send()).toMatchObject({ sent: 1 });
  expect(arrived()).toEqual(['kim']);
});

test('a process that is told to stop ends within seconds, and leaves a mail in the middle as it stands', async () => {
  await world.write(['kim', 'robin'], { kind: 'welcome' });
  world.smtp.behave({ afterData: 'hang' });
  const patient = { connectMs: 60_000, answerMs: 60_000, endMs: 60_000 };
  const closing = new AbortController();
  const sending = openMailSender({ ...world.parts(), patience: patient }).sendDue(closing.signal);
  await world.smtp.received(1);
  const began = performance.now();
  closing.abort();
  await sending;
  expect(performance.now() - began).toBeLessThan(4_000);
  expect(Object.values(await world.states()).toSorted()).toEqual(['uncertain', 'waiting']);
});
