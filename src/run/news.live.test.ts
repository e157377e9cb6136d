// Digests of people left out and summaries of runs, over nights: when they are written, whom they name, what they cost a night in
// which nothing has changed.
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { readMails } from '../../test/mails.ts';
import { day, firstNight, runWorld } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts, remove, update } from '../../test/scripted-tenant.ts';

let world: RunWorld;
afterEach(() => world.close());

const to = 'it@nordvik.example';
const at = (days: number, hours = 0) => firstNight + days * day + hours * 3_600_000;
const told = async () =>
  (await readMails(world.database)).map((mail) => [
    mail.kind,
    Math.round((mail.at.getTime() - firstNight) / day),
  ]);
const lastText = async () => (await readMails(world.database)).at(-1)?.content.text ?? '';

async function openCompany(settings = {}): Promise<void> {
  world = await runWorld({ errorMailTo: to, errorMailLevel: 'warning', ...settings });
  for (let n = 1; n <= 3; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  hire(world.tenant, 'p4', personFacts(4, { businessPhones: [] }));
  hire(world.tenant, 'guest', personFacts(5, { userType: 'Guest' }));
}

describe('a digest of people left out', () => {
  it('names who and why with the cure, at once; again only when that has changed; and once that all is well', async () => {
    await openCompany();
    for (const night of [0, 1, 2]) await world.run({ at: at(night) });
    expect(await told()).toEqual([['warning', 0]]);
    const first = await lastText();
    expect(first).toContain('PSTN Fixed saknas (1)');
    expect(first).toContain('Namn4 Efternamn4');
    expect(first).toContain('Fyll i fältet för personen i Entra');
    // A guest is left out on purpose.
    expect(first).not.toContain('Namn5');
    update(world.tenant, 'p2', { jobTitle: 'Montör' });
    await world.run({ at: at(3) });
    expect(await told()).toEqual([['warning', 0]]);
    hire(world.tenant, 'p6', personFacts(6, { surname: null }));
    await world.run({ at: at(4) });
    expect(await lastText()).toContain('Namn6');
    update(world.tenant, 'p4', { businessPhones: ['+46 8 123 45 004'] });
    update(world.tenant, 'p6', { surname: 'Ek' });
    await world.run({ at: at(5) });
    await world.run({ at: at(6) });
    expect(await told()).toEqual([
      ['warning', 0],
      ['warning', 4],
      ['warning', 5],
    ]);
    expect(await lastText()).toContain('Alla har en användare');
  });

  it('is written about once a day however often people come and go', async () => {
    await openCompany();
    for (let hours = 0; hours < 24; hours += 2) {
      hire(world.tenant, `h${hours}`, personFacts(20 + hours, { businessPhones: [] }));
      await world.run({ at: at(0, hours) });
    }
    await world.run({ at: at(1) });
    expect(await told()).toHaveLength(2);
    expect(await lastText()).toContain('13 personer får ingen användare');
  });

  it('is not written at level error, without an address, or by previews and runs of one person', async () => {
    await openCompany({ errorMailLevel: 'error' });
    await world.run();
    await world.change({ errorMailLevel: 'warning', errorMailTo: null });
    await world.run({ at: at(1) });
    await world.change({ errorMailTo: to });
    await world.run({ at: at(2), preview: true });
    await world.run({ at: at(2), person: 'p4' });
    expect(await told()).toEqual([]);
    expect(await world.database.kysely.selectFrom('notices').selectAll().execute()).toEqual([]);
    await world.run({ at: at(3) });
    expect(await told()).toEqual([['warning', 3]]);
  });

  it('comes in the next night when a run of one person has changed who is left out', async () => {
    await openCompany();
    await world.run();
    update(world.tenant, 'p4', { businessPhones: ['+46 8 123 45 004'] });
    const one = await world.run({ at: at(1, -10), person: 'p4' });
    expect(one.counts.create).toBe(1);
    expect(await told()).toHaveLength(1);
    await world.run({ at: at(1) });
    expect(await told()).toHaveLength(2);
    expect(await lastText()).toContain('Alla har en användare');
    await world.run({ at: at(2) });
    expect(await told()).toHaveLength(2);
  });

  it('comes in the next night when a preview has planned them before', async () => {
    await openCompany();
    await world.run();
    hire(world.tenant, 'p6', personFacts(6, { surname: null }));
    await world.run({ at: at(1), preview: true });
    await world.run({ at: at(2) });
    expect(await lastText()).toContain('Namn6');
    expect(await told()).toHaveLength(2);
  });

  it('says that all is well when whoever was left out has gone from Entra', async () => {
    await openCompany();
    await world.run();
    remove(world.tenant, 'p4');
    await world.run({ at: at(1) });
    expect(await lastText()).toContain('Alla har en användare');
    await world.run({ at: at(2) });
    expect(await told()).toHaveLength(2);
  });

  it('tells what changed while nobody was to hear of warnings, once somebody is again', async () => {
    await openCompany();
    await world.run();
    await world.change({ errorMailLevel: 'error' });
    hire(world.tenant, 'p6', personFacts(6, { surname: null }));
    await world.run({ at: at(1) });
    await world.change({ errorMailLevel: 'warning' });
    await world.run({ at: at(5) });
    await world.run({ at: at(6) });
    expect(await told()).toEqual([
      ['warning', 0],
      ['warning', 5],
    ]);
    expect(await lastText()).toContain('Namn6');
  });

  it('lists who is deleted within seven days, and not whoever is held', async () => {
    await openCompany({ keepDays: 10 });
    for (let n = 10; n <= 20; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
    await world.run();
    remove(world.tenant, 'p1');
    remove(world.tenant, 'p2');
    await world.run({ at: at(1) });
    await world.database.kysely
      .updateTable('links')
      .set({ held: true })
      .where('person_id', '=', 'p2')
      .execute();
    hire(world.tenant, 'p6', personFacts(6, { surname: null }));
    await world.run({ at: at(3) });
    expect(await lastText()).not.toContain('närmaste 7 dagarna');
    hire(world.tenant, 'p7', personFacts(7, { surname: null }));
    await world.run({ at: at(5) });
    expect(await lastText()).toContain('närmaste 7 dagarna');
    expect(await lastText()).toMatch(/Namn1 Efternamn1\s+13 mars 2026/);
    expect(await lastText()).not.toContain('Namn2');
  });
});

describe('a summary', () => {
  it('is written at level info of each run that did something, and of no other', async () => {
    await openCompany({ errorMailLevel: 'info' });
    await world.run();
    await world.run({ at: at(1) });
    update(world.tenant, 'p2', { jobTitle: 'Montör' });
    await world.run({ at: at(2) });
    expect((await told()).filter(([kind]) => kind === 'summary')).toEqual([
      ['summary', 0],
      ['summary', 2],
    ]);
    const mails = await readMails(world.database);
    expect(mails.find(({ kind }) => kind === 'summary')?.content.subject).toBe(
      'Synkronisering: Alla kontor (Nordvik Energi AB) – 3 skapade',
    );
    expect(await lastText()).toMatch(/Ändrade:?\s+1/);
    // By its number in the company, as the portal calls it: the one that changed nothing has one as well.
    expect(await lastText()).toContain('Synkronisering #3 är klar');
  });

  it('is written once of steps that a brake goes on withholding', async () => {
    await openCompany({ errorMailLevel: 'info' });
    await world.run();
    await world.change({
      brakes: {
        removals: { count: 0, percent: 0 },
        numbers: { count: 5, percent: 20 },
        creates: { count: null },
      },
    });
    for (const n of [1, 2]) remove(world.tenant, `p${n}`);
    for (const hours of [0, 1, 2]) await world.run({ at: at(1, hours) });
    expect((await told()).filter(([kind, night]) => kind === 'summary' && night === 1)).toHaveLength(1);
  });
});

it('webhooks alone hear of digests and summaries as well', async () => {
  await openCompany({ errorMailTo: null });
  const hook = {
    company_id: world.companyId,
    shape: 'json',
    shown_url: 'https://hook.example/…',
    host: 'hook.example',
    created_at: new Date(),
  };
  await world.database.kysely
    .insertInto('webhooks')
    .values({
      id: '11111111-aaaa-4bbb-8ccc-00000000000a',
      name: 'Teams',
      kinds: ['people.leftOut', 'run.summary'],
      ...hook,
    })
    .execute();
  await world.run();
  expect(await told()).toEqual([]);
  const deliveries = await world.database.kysely.selectFrom('webhook_deliveries').selectAll().execute();
  expect(deliveries).toHaveLength(2);
});

it('a night in which nothing has changed asks and writes nothing for mails, beside what it reads of its template', async () => {
  await openCompany({ errorMailLevel: 'info' });
  for (const night of [0, 1]) await world.run({ at: at(night) });
  const statements = await statementsOf(() => world.run({ at: at(2) }));
  expect(statements.length).toBeGreaterThan(10);
  const ofNews = statements.filter((one) => /\b(incidents|notices|mails|webhooks|series_watch)\b/.test(one));
  expect(ofNews).toHaveLength(1);
  expect(ofNews[0]).toContain('has_incident');
  expect(
    statements.filter((one) => /"digest"/.test(one) || (/standing in/.test(one) && /hashtext/.test(one))),
  ).toEqual([]);
});

/** The texts of the statements that were sent meanwhile. */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const { prototype } = pg.Client;
  const send = Reflect.get(prototype, 'query') as (this: pg.Client, ...args: unknown[]) => unknown;
  Reflect.set(prototype, 'query', function (this: pg.Client, ...args: unknown[]) {
    const [statement] = args as [string | { text?: string }];
    sent.push(typeof statement === 'string' ? statement : (statement.text ?? ''));
    return send.apply(this, args);
  });
  try {
    await work();
  } finally {
    Reflect.set(prototype, 'query', send);
  }
  return sent;
}
