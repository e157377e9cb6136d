// A company of two people in an emulated Entra, and a real exchange that its users are written to by the whole product, which runs as
// operators run it: read, planned and applied; fed by a worker; secrets handed over behind the link in the welcome mail.
import { vi } from 'vitest';
import type { Finding } from '../../src/connectors/target.ts';
import { makePhoneLink } from '../../src/run/phone-link.ts';
import { openDatabase } from '../../src/store/database.ts';
import type { Database } from '../../src/store/database.ts';
import { startService } from '../serving.ts';
import type { Service } from '../serving.ts';
import { openTestSmtp } from '../smtp.ts';
import type { TestSmtp } from '../smtp.ts';
import { openWorld } from '../world.ts';
import type { ListedUser, Report, World } from '../world.ts';
import type { Exchange } from './asterisk.ts';

export const KEEP_DAYS = 30;
const DAY_MS = 24 * 3_600_000;
const patience = { timeout: 30_000, interval: 25 };

export interface CompanyKind {
  name: 'asterisk' | 'kamailio';
  /** What stands for the two settings templates at the exchange. */
  templates: { Intern: unknown; Nationell: unknown };
  /** Beside the connection and realm. */
  settings?: Record<string, unknown>;
}

/** Of an exchange without a trunk for everybody: those who may call out are in a context or group of their own. */
export const companyKinds = {
  asterisk: { name: 'asterisk', templates: { Intern: 'internal', Nationell: 'national' } },
  kamailio: { name: 'kamailio', templates: { Intern: [], Nationell: ['national'] } },
} as const satisfies Record<string, CompanyKind>;

interface HandedOver {
  account: string;
  secret: string;
}

export interface CompanyWorld {
  world: World;
  /** Entra ids. */
  people: { eva: string; bo: string };
  /** So many days from today. */
  sync(inDays: number): Promise<Report>;
  /** What is not right with the exchange, as an administrator is told. */
  probe(): Promise<Finding[]>;
  /** Until everything has reached the exchange. Throws with the reason where it cannot. */
  untilFed(): Promise<void>;
  /** Opens the link in the user's welcome mail and presses the button there. */
  openWelcome(alias: string): Promise<HandedOver>;
  /** The same with a link that an administrator has made. */
  openNewLink(alias: string): Promise<HandedOver>;
  user(alias: string): Promise<ListedUser | undefined>;
  close(): Promise<void>;
}

export async function openCompanyWorld(exchange: Exchange, kind: CompanyKind): Promise<CompanyWorld> {
  const [world, smtp] = [await openWorld(), await openTestSmtp()];
  const environment = presentEnvironment(smtp);
  const people = {
    eva: world.emulator.tenant.hire({ ...person('Eva', 'Bergström'), businessPhones: ['+46 8 465 004 11'] }),
    bo: world.emulator.tenant.hire({ ...person('Bo', 'Lindén'), businessPhones: ['08-465 004 12'] }),
  };
  const template = {
    keepDays: KEEP_DAYS,
    welcomeMail: true,
    defaultSettingsTemplate: 'Intern',
    defaultCallerId: '46846500400',
    brakes: { removals: { count: 100, percent: 100 } },
  };
  const document = world.document(template, {
    settingsTemplates: ['Intern', 'Nationell'].map((name) => ({ name, settings: {} })),
    numbers: [{ from: '46846500400', kind: 'service', note: 'Växelnummer' }],
    targets: [presentTarget(exchange, kind)],
  });
  const imported = await world.importDocument(document, environment);
  if (imported.code !== 0) throw new Error(`${imported.out}${imported.error}`);
  const database = await openDatabase(world.databaseUrl, { applicationName: 'exchange test' });
  const service = await startService(world, environment);
  return {
    world,
    people,
    sync: async (inDays) => {
      const now = new Date(Date.now() + inDays * DAY_MS).toISOString();
      return (await world.cli<Report>(['run', 'Alla'], now, environment)).json;
    },
    async probe() {
      const { json } = await world.cli<{ findings: Finding[] }>(['probe', 'Växeln'], undefined, environment);
      return json.findings.filter(({ is }) => is !== 'right');
    },
    untilFed: () => untilFed(database),
    ...openHandOver({ world, database, service, smtp }),
    async close() {
      await service.stop();
      await database.close();
      await smtp.close();
      await world.close();
    },
  };
}

const presentEnvironment = (smtp: TestSmtp) => ({
  // Exchanges of the test are on this machine, which the server's owner has to allow.
  ROLLCALL_TARGET_HOSTS: '127.0.0.0/8',
  ROLLCALL_SMTP_URL: smtp.url,
  ROLLCALL_MAIL_FROM: 'rollcall@nordvik.example',
  ROLLCALL_MAIL_PER_MINUTE: '6000',
  ROLLCALL_ORIGIN: 'https://rollcall.example',
});

const person = (givenName: string, surname: string) => ({
  givenName,
  surname,
  mailNickname: givenName.toLowerCase(),
  mail: mailOf(givenName.toLowerCase()),
});
const mailOf = (alias: string) => `${alias}@nordvik.example`;

function presentTarget({ database, realm }: Exchange, { name: kind, templates, settings }: CompanyKind) {
  const { host, port, name, rollcall } = database;
  const connection = { host, port, database: name, user: rollcall.user, tls: 'off' };
  const rights = { byDefault: templates.Intern, byTemplate: templates };
  return {
    name: 'Växeln',
    kind,
    settings: { ...connection, realm, ...rights, suspendLeaving: true, ...settings },
    secrets: { password: rollcall.password },
  };
}

/** Nobody is marked any more, and after that nobody waits. */
async function untilFed({ kysely }: Database): Promise<void> {
  await vi.waitUntil(async () => {
    const marks = await kysely.selectFrom('target_marks').select('id').limit(1).execute();
    if (marks.length > 0) return false;
    const waiting = await kysely
      .selectFrom('target_users')
      .select(['state', 'error'])
      .where('state', '<>', 'ok')
      .limit(1)
      .execute();
    const [first] = waiting;
    if (first?.state === 'failed') throw new Error(JSON.stringify(first.error));
    const trouble = await kysely
      .selectFrom('targets')
      .select('trouble')
      .where('trouble', 'is not', null)
      .execute();
    if (trouble.length > 0) throw new Error(JSON.stringify(trouble));
    return first === undefined;
  }, patience);
}

interface Parts {
  world: World;
  database: Database;
  service: Service;
  smtp: TestSmtp;
}

function openHandOver(parts: Parts): Pick<CompanyWorld, 'openWelcome' | 'openNewLink' | 'user'> {
  const { world, database, service, smtp } = parts;
  const user = async (alias: string) => (await world.users()).find((one) => one.alias === alias);
  return {
    user,
    async openWelcome(alias) {
      const mail = await vi.waitUntil(
        () => smtp.mails.find(({ to }) => to.includes(mailOf(alias))),
        patience,
      );
      const [, path] = /https:\/\/rollcall\.example(\/phone\/\S+)/u.exec(mail.parsed.text ?? '') ?? [];
      return pressButton(service, path ?? '/phone/none-in-the-mail');
    },
    async openNewLink(alias) {
      const found = await user(alias);
      const { company_id: companyId } = await database.kysely
        .selectFrom('users')
        .select('company_id')
        .where('id', '=', found?.id ?? '')
        .executeTakeFirstOrThrow();
      const of = { companyId, userId: found?.id ?? '', now: Date.now(), replace: true };
      return pressButton(service, (await makePhoneLink(database.kysely, of)).path);
    },
  };
}

async function pressButton(service: Service, path: string): Promise<HandedOver> {
  // A filter that follows links in mails has been there before.
  await fetch(service.url + path);
  const answer = await fetch(service.url + path, { method: 'POST' });
  const page = await answer.text();
  const [account, secret] = [...page.matchAll(/<dd><code>([^<]+)<\/code>/gu)].map(([, value]) => value);
  if (!account || !secret) throw new Error(`No account behind ${path}: ${answer.status} ${page}`);
  return { account, secret };
}
