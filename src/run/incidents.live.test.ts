// Trouble of a sync template over days: told at once or when it has lasted, reminded of with growing pauses, over once; what
// passes, what comes and goes, what somebody approves or stops. All of it in the transaction of the run.
import { afterEach, describe, expect, it } from 'vitest';
import { readMails, testService } from '../../test/mails.ts';
import { day, firstNight, runWorld } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts, remove } from '../../test/scripted-tenant.ts';
import { OutsideError } from '../connectors/outside-error.ts';
import type { OutsideCode } from '../connectors/outside-error.ts';
import { defaultBrakes } from '../plan/sync-template.ts';

let world: RunWorld;
afterEach(() => world.close());

const hour = 3_600_000;
const minute = 60_000;
const to = 'it@nordvik.example';
const failure = (code: OutsideCode, about: Record<string, string | string[]> = {}) =>
  new OutsideError('entra', code, 'It did not work.', 'Look into it.', { about });
const failing = (code: OutsideCode, about = {}) => ({ failAtEnd: failure(code, about) });
const at = (days: number, ms = 0) => firstNight + days * day + ms;

async function openCompany(people = 3, settings = {}): Promise<void> {
  world = await runWorld({ errorMailTo: to, ...settings });
  for (let n = 1; n <= people; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  await world.run();
}

const incidents = () =>
  world.database.kysely.selectFrom('incidents').selectAll().orderBy('opened_at').orderBy('id').execute();
const notices = () => world.database.kysely.selectFrom('notices').selectAll().orderBy('at').execute();
/** Kind and day of each. */
const told = async () =>
  (await readMails(world.database)).map((mail) => [
    mail.kind,
    Math.round((mail.at.getTime() - firstNight) / day),
  ]);

describe('a secret that has expired', () => {
  it('is told at once, after 1 day, 3 and 7, and once when it is over', async () => {
    await openCompany();
    for (let night = 1; night <= 10; night += 1)
      await world.run({ at: at(night), ...failing('credential.expired', { credential: 'secret' }) });
    expect(await told()).toEqual([1, 2, 4, 8].map((night) => ['error', night]));
    await world.run({ at: at(11) });
    await world.run({ at: at(12) });
    expect(await told()).toEqual([...[1, 2, 4, 8].map((night) => ['error', night]), ['allClear', 11]]);
    expect(await incidents()).toMatchObject([
      {
        key: 'credential.expired',
        seen: 10,
        told: 4,
        told_to: to,
        ended: 'over',
        closed_at: new Date(at(11)),
      },
    ]);
  });

  it('is told in words with what to do, since when, and what is unharmed', async () => {
    await openCompany();
    for (const night of [1, 2]) await world.run({ at: at(night), ...failing('credential.expired') });
    await world.run({ at: at(3) });
    const [first, reminder, over] = await readMails(world.database);
    expect(first?.content.subject).toBe('Fel: Alla kontor (Nordvik Energi AB) – hemligheten har gått ut');
    expect(first?.content.text).toContain('Inga användare har ändrats eller tagits bort');
    expect(first?.content.text).toContain('Certificates & secrets > New client secret');
    expect(first?.content.text).toContain(
      `https://rollcall.example/integrations/ad-sync/${world.templateId}`,
    );
    expect(first?.content.text).toContain('3 mars 2026 02:00');
    const { provider } = await world.database.kysely
      .selectFrom('sync_templates')
      .select('provider')
      .executeTakeFirstOrThrow();
    expect(first?.content.text).toContain((provider as { clientId: string }).clientId);
    expect(reminder?.content.subject).toMatch(/^Fel sedan 24 timmar: /);
    expect(over?.content.subject).toBe('Löst: Alla kontor (Nordvik Energi AB) – hemligheten har gått ut');
  });

  it('that is replaced by other trouble further on is over, and the all clear says what is wrong all the same', async () => {
    await openCompany();
    await world.run({ at: at(1), ...failing('credential.expired') });
    await world.run({ at: at(2), ...failing('permission.missing', { permission: 'Group.Read.All' }) });
    expect(await told()).toEqual([
      ['error', 1],
      ['error', 2],
      ['allClear', 2],
    ]);
    const mails = await readMails(world.database);
    expect(mails[1]?.content.subject).toContain('appen saknar behörigheten Group.Read.All');
    expect(mails[2]?.content.text).toContain('appen saknar en behörighet');
  });
});

describe('a brake', () => {
  const gone = async () => {
    await openCompany(40, { brakes: defaultBrakes, keepDays: 30 });
    for (let n = 1; n <= 8; n += 1) remove(world.tenant, `p${n}`);
  };

  it('is told with the list and a link to the run, once, and an approval ends it with one all clear', async () => {
    await gone();
    const braked = await world.run({ at: at(1) });
    expect(braked.state).toBe('withheld');
    const [mail] = await readMails(world.database);
    expect(mail?.content.subject).toBe(
      'Spärr: Alla kontor (Nordvik Energi AB) – 8 användare skulle sluta eller tas bort',
    );
    for (let n = 1; n <= 8; n += 1) expect(mail?.content.text).toContain(`Namn${n} Efternamn${n}`);
    expect(mail?.content.text).not.toContain('Namn9 ');
    expect(mail?.content.text).toContain(`https://rollcall.example/runs/${braked.run}`);
    const [bare] = await readMails(world.database, { ...testService, origin: null });
    expect(bare?.content.text).toContain(`rollcall approve ${braked.run} removals`);
    await world.run({ at: at(1, hour) });
    const approve = { run: (await world.run({ at: at(1, 2 * hour) })).run, kind: 'removals' as const };
    expect(await told()).toEqual([['error', 1]]);
    const approved = await world.run({ at: at(1, 3 * hour), trigger: 'approval', approve });
    expect(approved.counts.leave).toBe(8);
    expect(await told()).toEqual([
      ['error', 1],
      ['allClear', 1],
    ]);
    expect(await incidents()).toMatchObject([{ key: 'brake.removals', seen: 3, ended: 'approved' }]);
  });

  it('that somebody approved is told again when it withholds other people an hour later', async () => {
    await gone();
    const approve = { run: (await world.run({ at: at(1) })).run, kind: 'removals' as const };
    await world.run({ at: at(1, hour), trigger: 'approval', approve });
    for (let n = 9; n <= 16; n += 1) remove(world.tenant, `p${n}`);
    expect((await world.run({ at: at(1, 2 * hour) })).state).toBe('withheld');
    expect((await told()).map(([kind]) => kind)).toEqual(['error', 'allClear', 'error']);
    expect(await incidents()).toHaveLength(2);
  });

  it('stays as it is while runs fail', async () => {
    await gone();
    await world.run({ at: at(1) });
    await world.run({ at: at(2), ...failing('group.notFound') });
    expect((await incidents()).map(({ key, closed_at }) => [key, closed_at])).toEqual([
      ['brake.removals', null],
      ['group.notFound', null],
    ]);
  });
});

describe('what passes by itself', () => {
  it('is not told when it passed, and leaves no mail of its end', async () => {
    await openCompany();
    await world.run({ at: at(1), ...failing('graph.throttled') });
    await world.run({ at: at(1, 20 * minute), ...failing('graph.throttled') });
    await world.run({ at: at(1, hour) });
    expect(await told()).toEqual([]);
    expect(await notices()).toEqual([]);
    expect(await incidents()).toMatchObject([{ key: 'graph.throttled', told: 0, seen: 2, ended: 'over' }]);
  });

  it('is told when Graph has throttled for hours', async () => {
    await openCompany();
    for (const hours of [0, 0.5, 1, 2, 3])
      await world.run({ at: at(1, hours * hour), ...failing('graph.throttled') });
    const [mail, ...more] = await readMails(world.database);
    expect(more).toEqual([]);
    expect(mail?.at).toEqual(new Date(at(1, 2 * hour)));
    expect(mail?.content.subject).toContain('Microsoft bromsar läsningen');
  });
});

describe('trouble that comes and goes', () => {
  it('is one incident: no mail for each time, and told again after a day when it is there then', async () => {
    await openCompany();
    for (let n = 0; n < 10; n += 1) {
      await world.run({ at: at(1, 2 * n * hour), ...failing('group.notFound') });
      await world.run({ at: at(1, (2 * n + 1) * hour) });
    }
    expect(await told()).toHaveLength(2);
    await world.run({ at: at(2), ...failing('group.notFound') });
    expect((await told()).map(([kind]) => kind)).toEqual(['error', 'allClear', 'error']);
    expect(await incidents()).toMatchObject([{ came_back: 10, seen: 11, closed_at: null }]);
    const mails = await readMails(world.database);
    expect(mails.at(-1)?.content.text).toContain('10 gånger');
  });
});

describe('who is told', () => {
  it('nobody by mail without an address; the incident and its notices are there all the same', async () => {
    await openCompany(3, { errorMailTo: null });
    await world.run({ at: at(1), ...failing('app.unknown') });
    await world.run({ at: at(3) });
    expect(await told()).toEqual([]);
    expect((await notices()).map(({ kind }) => kind)).toEqual(['incident.opened', 'incident.closed']);
    expect(await incidents()).toMatchObject([{ key: 'app.unknown', told: 1, told_to: null }]);
  });

  it('another address is told by the next run that meets it', async () => {
    await openCompany();
    await world.run({ at: at(1), ...failing('app.unknown') });
    await world.change({ errorMailTo: 'drift@nordvik.example' });
    await world.run({ at: at(1, hour), ...failing('app.unknown') });
    await world.run({ at: at(1, 2 * hour), ...failing('app.unknown') });
    expect((await readMails(world.database)).map((mail) => mail.to)).toEqual([to, 'drift@nordvik.example']);
  });
});

describe('what opens nothing', () => {
  it('is a preview, a run of one person, a run that was called off and one on a paused template', async () => {
    await openCompany();
    await world.run({ at: at(1), preview: true, ...failing('credential.expired') });
    await world.run({ at: at(1), person: 'p1', lookUps: { p1: { is: 'unreadable', why: 'It broke.' } } });
    await expect(
      world.run({ at: at(1), signal: AbortSignal.abort(new Error('off')) }),
    ).resolves.toMatchObject({
      error: { code: 'run.interrupted' },
    });
    await world.change({ mode: 'paused' });
    expect((await world.run({ at: at(2) })).error?.code).toBe('template.paused');
    expect(await incidents()).toEqual([]);
  });

  it('and closes nothing either', async () => {
    await openCompany();
    await world.run({ at: at(1), ...failing('credential.expired') });
    await world.run({ at: at(2), preview: true });
    await world.run({ at: at(2), person: 'p1' });
    expect(await incidents()).toMatchObject([{ closed_at: null, seen: 1 }]);
  });
});

describe('a template that is stopped', () => {
  it('has no trouble any more, nobody hears that it is over, and it is told anew when it goes on', async () => {
    await openCompany();
    await world.run({ at: at(1), ...failing('credential.expired') });
    await world.change({ mode: 'paused' });
    expect(await incidents()).toMatchObject([{ ended: 'stopped' }]);
    await world.change({ mode: 'full' });
    await world.run({ at: at(2), ...failing('credential.expired') });
    expect((await told()).map(([kind]) => kind)).toEqual(['error', 'error']);
    await world.database.kysely.deleteFrom('sync_templates').where('id', '=', world.templateId).execute();
    expect((await incidents()).map(({ ended }) => ended)).toEqual(['stopped', 'stopped']);
  });
});

describe('a tenant that has changed', () => {
  it('is a refusal that lasts, told like a failure with both tenants', async () => {
    await openCompany();
    const before = world.tenant.id;
    world.tenant.id = '22222222-aaaa-4bbb-8ccc-000000000002';
    expect((await world.run({ at: at(1) })).state).toBe('refused');
    const [mail] = await readMails(world.database);
    expect(mail?.content.text).toContain(before);
    expect(mail?.content.text).toContain(world.tenant.id);
    world.tenant.id = before;
    await world.run({ at: at(2) });
    expect((await told()).map(([kind]) => kind)).toEqual(['error', 'allClear']);
  });
});
