// A company with 5,000 users who were made by hand adopts them in one sitting, through the API: a preview on a paused
// template, everybody by mail, then by number, the rest one by one; the run after it makes only the truly new.
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Facts } from '../../src/plan/facts.ts';
import { defaultBrakes } from '../../src/plan/sync-template.ts';
import { runTemplate } from '../../src/run/run.ts';
import type { RunReport } from '../../src/run/report.ts';
import { setMode } from '../../src/run/set-mode.ts';
import { openTestApi } from '../api.ts';
import type { Ask } from '../api.ts';
import { firstNight, scriptedDeps, writeTestTemplate } from '../run-world.ts';
import { hire, personFacts, scriptedTenant } from '../scripted-tenant.ts';

interface Pair {
  person: string;
  user: string;
  changes: { field: string; from: string | null; to: string | null; stays: unknown }[];
}

interface Adoption {
  batch: string | null;
  fingerprint: string;
  count: number;
  pairs: Pair[];
  ambiguousCount: number;
  ambiguous: { person: string; code: string; message: string }[];
  changed: number;
  numbers: number;
  next: string;
}

interface Conflicts {
  items: {
    person: string;
    mayCreateAnyway: boolean;
    createAnyway: unknown;
    candidates: { user: string; alias: string; evidence: string[]; origin: { kind: string } }[];
  }[];
  next: string | null;
  total?: number;
  counts?: Record<string, number>;
}

const number = (n: number) => String(46_812_000_000 + n);
const written = (n: number) => `08-${number(n).slice(3, 5)} ${number(n).slice(5, 8)} ${number(n).slice(8)}`;
const who = (n: number): Facts =>
  personFacts(n, {
    businessPhones: [written(n)],
    mail: `namn${n}@nordvik.example`,
    mailNickname: `namn${n}`,
  });

// Users 1 to 5,000, as people have typed them in over the years: 1–3,000 have the right mail, 3,001–4,600 the right
// number and no mail, 4,601–4,700 only the name, and the rest are switchboards, doors and lifts.
async function fillByHand(db: Awaited<ReturnType<typeof openTestApi>>['database'], companyId: string) {
  await sql`
    insert into users (id, company_id, alias, alias_key, name, surname, email, pstn_fixed)
    select gen_random_uuid(), ${companyId}, 'hand.' || n, 'HAND.' || n,
      case when n <= 4700 then 'Namn' || n else 'Växel' end, case when n <= 4700 then 'Efternamn' || n else 'Nummer' || n end,
      case when n <= 3000 then 'NAMN' || n || '@nordvik.example' end,
      case when n > 3000 and n <= 4600 then (46812000000 + n)::text else (46813000000 + n)::text end
    from generate_series(1, 5000) n`.execute(db.kysely);
  await sql`
    insert into numbers (company_id, digits, state, user_id, changed_at)
    select company_id, pstn_fixed, 'assigned', id, now() from users where company_id = ${companyId}`.execute(
    db.kysely,
  );
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const done = await work();
  process.stdout.write(`adoption: ${what} ${Math.round(performance.now() - started)} ms\n`);
  return done;
}

async function adopt(ask: Ask, path: string, evidence: string): Promise<Adoption> {
  const body = { evidence: [evidence], limit: 5000 };
  const seen = await timed(`preview by ${evidence}`, () =>
    ask<Adoption>('POST', `${path}/adopt`, { ...body, preview: true }),
  );
  expect([seen.status, seen.body.batch]).toEqual([200, null]);
  const asked = { ...body, preview: false, expected: seen.body.fingerprint };
  const done = await timed(`adoption by ${evidence}`, () => ask<Adoption>('POST', `${path}/adopt`, asked));
  expect(done.status).toBe(200);
  expect(done.body).toMatchObject({ count: seen.body.count, pairs: seen.body.pairs });
  return done.body;
}

test('a company with 5,000 users by hand adopts them in one sitting', { timeout: 120_000 }, async () => {
  const api = await openTestApi();
  try {
    const { database } = api;
    const companyId = await api.company('Nordvik Energi AB');
    const ask = await api.asPerson('companyAdministrator', companyId);
    const templateId = await writeTestTemplate(database, companyId, {
      mode: 'paused',
      brakes: defaultBrakes,
    });
    const path = `/companies/${companyId}/sync-templates/${templateId}`;
    await fillByHand(database, companyId);
    const tenant = scriptedTenant();
    // 4,700 who have a user, 300 who are new; one of the new has somebody's old mail as well, two have one name.
    for (let n = 1; n <= 4_700; n += 1) hire(tenant, `p${n}`, who(n));
    for (let n = 5_001; n <= 5_300; n += 1) hire(tenant, `p${n}`, who(n));
    hire(tenant, 'p5001', { ...who(5_001), mail: 'namn1@nordvik.example' });
    hire(tenant, 'p5002', { ...who(5_002), givenName: 'Namn4601', surname: 'Efternamn4601' });
    const run = (preview: boolean, nights: number, approved?: string): Promise<RunReport> =>
      runTemplate(scriptedDeps(database, tenant, { pageSize: 999 }), {
        templateId,
        trigger: 'cli',
        preview,
        nominalAt: firstNight + nights * 86_400_000,
        ...(approved !== undefined && { approve: { run: approved, kind: 'numbers' as const } }),
      });

    expect((await run(true, 0)).counts).toMatchObject({ create: 298, conflict: 4_702 });
    const first = await timed('first page of conflicts', () =>
      ask<Conflicts>('GET', `${path}/conflicts?limit=200`),
    );
    expect(first.body).toMatchObject({
      total: 4_702,
      counts: { alias: 0, pstnFixed: 1_600, email: 3_001, name: 4_701 },
    });

    const byMail = await adopt(ask, path, 'email');
    expect(byMail).toMatchObject({ count: 2_999, ambiguousCount: 2, changed: 2_999, numbers: 2_999 });
    const unclear = byMail.ambiguous.map(({ person, code }) => `${person} ${code}`);
    expect(unclear.toSorted()).toEqual(['p1 adoption.severalPeople', 'p5001 adoption.severalPeople']);
    expect(byMail.next).toContain('the brake on numbers withholds');
    const byNumber = await adopt(ask, path, 'pstnFixed');
    expect(byNumber).toMatchObject({ count: 1_600, ambiguousCount: 0 });
    const again = await ask('POST', `${path}/adopt`, {
      evidence: ['pstnFixed'],
      preview: false,
      expected: byNumber.fingerprint,
    });
    expect(again).toMatchObject({ status: 409, body: { code: 'adoption.changed' } });

    const left = await ask<Conflicts>('GET', `${path}/conflicts?limit=200`);
    expect(left.body).toMatchObject({ total: 103, counts: { alias: 0, pstnFixed: 0, email: 2, name: 102 } });
    const byName = await adopt(ask, path, 'name');
    expect(byName.count).toBe(99);
    const rest = (await ask<Conflicts>('GET', `${path}/conflicts`)).body.items;
    expect(rest.map(({ person }) => person).toSorted()).toEqual(['p1', 'p4601', 'p5001', 'p5002']);
    for (const person of ['p1', 'p4601']) {
      const found = rest.find((one) => one.person === person)?.candidates[0]?.user;
      const linked = await ask('PUT', `/companies/${companyId}/users/${found}/link`, {
        templateId,
        person,
      });
      expect(linked.status).toBe(200);
    }
    // Nobody is like them any more, so the next run makes them users without a word.
    expect((await ask<Conflicts>('GET', `${path}/conflicts`)).body.items).toEqual([]);

    await setMode(database, { ...deed(companyId, templateId), mode: 'full' });
    const night = await timed('run', () => run(false, 1));
    expect(night).toMatchObject({
      state: 'withheld',
      counts: { create: 300, change: 4_700, conflict: 0, skip: 0, delete: 0 },
      withheld: [{ kind: 'numbers', count: 3_100 }],
    });
    expect(await run(false, 1, night.run)).toMatchObject({ state: 'succeeded', counts: { change: 3_100 } });
    const { rows } = await sql<{ hand: number; kept: number; all: number }>`
      select count(*) filter (where u.surname like 'Nummer%') as hand, count(l.user_id) as kept, count(*) as all
      from users u left join links l on l.user_id = u.id where u.company_id = ${companyId}`.execute(
      database.kysely,
    );
    expect(rows).toEqual([{ hand: 300, kept: 5_000, all: 5_300 }]);
    expect((await run(false, 2)).counts).toMatchObject({ create: 0, change: 0, unchanged: 5_000 });
  } finally {
    await api.close();
  }
});

const deed = (companyId: string, templateId: string) => ({
  companyId,
  templateId,
  actor: { kind: 'system', id: null, name: 'test' } as const,
  now: firstNight,
});
