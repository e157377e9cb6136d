// Welcome mails from the run that makes the users to a real mail server: held, released, and sent to the address and with the
// number of the day on which they go.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mailTo } from '../../test/mail-world.ts';
import { day, firstNight, runWorld } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts, remove, update } from '../../test/scripted-tenant.ts';
import { openTestSmtp } from '../../test/smtp.ts';
import type { TestSmtp } from '../../test/smtp.ts';
import { noLog } from '../log.ts';
import { releaseHeld } from '../run/outbox.ts';
import { lookAtPhoneLink } from '../run/phone-link.ts';
import { readMail } from '../run/read-mail.ts';
import { openMailSender } from './mail-sender.ts';

let world: RunWorld;
let smtp: TestSmtp;
beforeEach(async () => void (smtp = await openTestSmtp()));
afterEach(async () => {
  await smtp.close();
  await world.close();
});

const night = (n: number, more = {}) => world.run({ at: firstNight + n * day, ...more });

function send(at: number, origin: string | null = null) {
  const mail = mailTo(smtp.port);
  const sender = openMailSender({
    database: world.database,
    mail: { ...mail, service: { ...mail.service, origin } },
    smtpPassword: null,
    now: () => at,
    log: noLog,
    patience: { connectMs: 1_000, answerMs: 1_000, endMs: 1_000 },
  });
  return sender.sendDue(AbortSignal.timeout(60_000));
}

const release = (at: number) =>
  world.database.kysely.transaction().execute((db) =>
    releaseHeld(
      {
        db,
        companyId: world.companyId,
        actor: { kind: 'cli', id: null, name: 'test' },
        now: at,
        address: null,
      },
      {
        preview: false,
        choice: {
          filter: {
            state: null,
            kind: null,
            templateId: world.templateId,
            user: null,
            run: null,
            notice: null,
            address: null,
          },
        },
      },
    ),
  );

test('a first load is held, and released tells each who is still there the number and address of that day, once', async () => {
  world = await runWorld({ welcomeMail: true, keepDays: 0, welcomeCopyTo: 'it@nordvik.example' });
  for (const n of [1, 2, 3, 4]) hire(world.tenant, `p${n}`, personFacts(n));
  update(world.tenant, 'p4', { preferredLanguage: 'en-GB' });
  await night(0);
  expect(await send(firstNight)).toMatchObject({ sent: 4 });
  expect(new Set(smtp.mails.map(({ to }) => to[0]))).toEqual(new Set(['it@nordvik.example']));
  update(world.tenant, 'p1', { mail: 'annan@nordvik.example', businessPhones: ['+46 8 123 45 077'] });
  remove(world.tenant, 'p2');
  hire(world.tenant, 'p5', personFacts(5));
  await night(7);
  const now = firstNight + 7 * day;
  expect(await release(now)).toMatchObject({ count: 3 });
  expect(await release(now)).toMatchObject({ count: 0 });
  // With p5, who is of no first load any more, and the message about p5.
  expect(await send(now)).toMatchObject({ sent: 5, failed: 0 });
  expect(await send(now + day)).toMatchObject({ sent: 0 });
  const welcomes = smtp.mails.slice(4).filter(({ to }) => to[0] !== 'it@nordvik.example');
  const byAddress = new Map(welcomes.map(({ to, parsed }) => [to[0], parsed]));
  expect([...byAddress.keys()].map(String).toSorted()).toEqual([
    'annan@nordvik.example',
    'namn3@nordvik.example',
    'namn4@nordvik.example',
    'namn5@nordvik.example',
  ]);
  expect(byAddress.get('annan@nordvik.example')?.text).toContain('08-123 450 77');
  expect(byAddress.get('namn3@nordvik.example')?.subject).toMatch(/^Välkommen/);
  expect(byAddress.get('namn4@nordvik.example')?.subject).toMatch(/^Welcome/);
  const rows = await world.database.kysely
    .selectFrom('mails')
    .select(['state', 'to_address'])
    .where('kind', '=', 'welcome')
    .orderBy('to_address')
    .execute();
  expect(rows.map((row) => `${row.state} ${row.to_address ?? ''}`)).toEqual([
    'sent annan@nordvik.example',
    'discarded namn2@nordvik.example',
    'sent namn3@nordvik.example',
    'sent namn4@nordvik.example',
    'sent namn5@nordvik.example',
  ]);
});

test('where phones sign in with a secret, the mail has a link to it that works, and what is kept of the mail has not', async () => {
  const [now, origin] = [firstNight + day, 'https://rollcall.example'];
  world = await runWorld({ welcomeMail: true });
  // The first load is held; whoever comes after it is told at once.
  hire(world.tenant, 'p2', personFacts(2));
  await night(0);
  hire(world.tenant, 'p1', personFacts(1));
  await night(1);
  const db = world.database.kysely;
  const read = async () => {
    const mail = await db
      .selectFrom('mails')
      .select('id')
      .where('kind', '=', 'welcome')
      .where('state', '<>', 'held')
      .executeTakeFirst();
    const about = { service: { name: 'Fjordtel', contact: null, origin }, now };
    const found = mail && (await readMail(db, world.companyId, mail.id, about));
    return found?.words.is === 'gone' || !found
      ? ''
      : `${found.words.subject} ${found.words.text} ${found.words.html}`;
  };
  expect(await read()).not.toContain('/phone/');
  await sql`insert into targets (id, company_id, name, kind, settings, state, created_at)
    values (${randomUUID()}, ${world.companyId}, 'Växeln', 'asterisk', '{"realm": "vaxel.test"}', 'active', now())`.execute(
    db,
  );
  // Whoever only looks makes nothing.
  expect(await read()).toContain(`${origin}/phone/...`);
  expect(await db.selectFrom('phone_links').select('user_id').execute()).toEqual([]);

  expect(await send(now, origin)).toMatchObject({ sent: 1 });
  const sent = smtp.mails.find(({ parsed }) => parsed.subject?.startsWith('Välkommen'))?.parsed;
  const [, token = ''] = /https:\/\/rollcall\.example\/phone\/([\w-]{43})/u.exec(sent?.text ?? '') ?? [];
  expect(await lookAtPhoneLink(db, token, now)).toMatchObject({ is: 'open', name: 'Namn1 Efternamn1' });
  expect(sent?.html).toContain(`${origin}/phone/${token}`);
  expect(await read()).toContain(`${origin}/phone/...`);
  const { rows } = await sql<{ kept: string }>`select json_agg(m)::text as kept from mails m`.execute(db);
  expect(rows[0]?.kept).not.toContain(token);
});
