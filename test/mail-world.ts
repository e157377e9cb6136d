// Companies with mails that wait, a mail server to send them to, and a sender with a clock that a test moves.
import { randomUUID } from 'node:crypto';
import { openMailSender } from '../src/jobs/mail-sender.ts';
import type { MailSenderParts, SendReport } from '../src/jobs/mail-sending.ts';
import { noLog } from '../src/log.ts';
import type { Log, LogFields } from '../src/log.ts';
import type { MailConfig } from '../src/mail/mail-options.ts';
import type { MailKind } from '../src/plan/mail-states.ts';
import type { Database } from '../src/store/database.ts';
import { writeMails } from '../src/store/mails.ts';
import { writeNotice } from '../src/store/notices.ts';
import { testDatabase } from './database.ts';
import { firstNight, writeTestCompany } from './run-world.ts';
import { openTestSmtp } from './smtp.ts';
import type { TestSmtp } from './smtp.ts';

export interface MailWorld {
  url: string;
  database: Database;
  companyId: string;
  smtp: TestSmtp;
  /** ms; the sender's clock. */
  clock: { now: number };
  mail: MailConfig;
  /** Warnings and errors. */
  logged: { level: string; sentence: string; fields: LogFields }[];
  company(name: string): Promise<string>;
  /** Mails that wait, each to its own name at nordvik.example; gives their ids. */
  write(names: readonly string[], options?: WriteOptions): Promise<string[]>;
  /** A time of sending by the same process, or a new one. */
  send(as?: 'same' | 'new'): Promise<SendReport>;
  /** name → state of every mail. */
  states(): Promise<Record<string, string>>;
  parts(): MailSenderParts;
  close(): Promise<void>;
}

interface WriteOptions {
  kind?: MailKind;
  company?: string;
  state?: 'waiting' | 'held';
}

/** As fast as it goes, on this machine and without TLS. */
export function mailTo(port: number): MailConfig {
  const server = { host: '127.0.0.1', port, tls: 'never', user: null, ca: null } as const;
  return {
    sending: {
      server,
      from: { name: 'Rollcall', address: 'rollcall@nordvik.example' },
      returnPath: 'studsar@nordvik.example',
    },
    perMinute: 600_000,
    service: { name: 'Nordvik Telefoni AB', contact: null, origin: null },
  };
}

export async function openMailWorld(): Promise<MailWorld> {
  const { url, database, close } = await testDatabase();
  const smtp = await openTestSmtp();
  const companyId = randomUUID();
  await writeTestCompany(database, companyId, 'Nordvik Energi AB');
  const clock = { now: firstNight };
  const logged: MailWorld['logged'] = [];
  const log = logInto(logged);
  const mail = mailTo(smtp.port);
  const parts = (): MailSenderParts => ({
    database,
    mail,
    smtpPassword: null,
    now: () => clock.now,
    log,
    patience: { connectMs: 2_000, answerMs: 1_000, endMs: 1_000 },
  });
  const same = openMailSender(parts());
  return {
    url,
    database,
    companyId,
    smtp,
    clock,
    mail,
    logged,
    parts,
    async company(name) {
      const id = randomUUID();
      await writeTestCompany(database, id, name);
      return id;
    },
    write: (names, options = {}) => writeTestMails(database, names, { company: companyId, ...options }),
    send: (as = 'same') =>
      (as === 'same' ? same : openMailSender(parts())).sendDue(AbortSignal.timeout(60_000)),
    states: () => readStates(database),
    async close() {
      await smtp.close();
      await close();
    },
  };
}

async function readStates({ kysely }: Database): Promise<Record<string, string>> {
  const rows = await kysely
    .selectFrom('mails')
    .select(['to_address', 'state'])
    .orderBy('to_address')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.to_address?.split('@')[0] ?? '', row.state]));
}

function logInto(logged: MailWorld['logged']): Log {
  const at =
    (level: string) =>
    (sentence: string, fields: LogFields = {}) =>
      void logged.push({ level, sentence, fields });
  return { ...noLog, warn: at('warn'), error: at('error') };
}

/** But for welcome mails they say what a test mail says: the sender looks at none of it. */
async function writeTestMails(
  database: Database,
  names: readonly string[],
  { kind = 'error', company, state = 'waiting' }: WriteOptions & { company: string },
): Promise<string[]> {
  const at = new Date(firstNight);
  const about = { companyId: company, templateId: null, runId: null };
  const noticeId = randomUUID();
  await writeNotice(database.kysely, {
    id: noticeId,
    ...about,
    kind: 'test',
    severity: 'info',
    at,
    data: { by: 'Ada Berg' },
  });
  const mails = names.map((name) => ({
    id: randomUUID(),
    ...about,
    userId: randomUUID(),
    noticeId: kind === 'welcome' ? null : noticeId,
    kind,
    state,
    to: name.includes('@') ? name : `${name}@nordvik.example`,
    language: 'sv' as const,
    at,
  }));
  if (kind === 'welcome') await writeWelcomed(database, company, mails);
  await writeMails(database.kysely, mails);
  return mails.map(({ id }) => id);
}

async function writeWelcomed(
  { kysely }: Database,
  companyId: string,
  mails: readonly { userId: string; to: string }[],
): Promise<void> {
  const users = mails.map(({ userId, to }) => ({
    id: userId,
    company_id: companyId,
    alias: to,
    alias_key: to.toLowerCase(),
    name: 'Eva',
    surname: 'Lund',
    email: to,
    pstn_fixed: null,
    mobile: null,
    extension: null,
    title: null,
    department: null,
    caller_id: null,
    settings_template_id: null,
  }));
  await kysely.insertInto('users').values(users).execute();
}
