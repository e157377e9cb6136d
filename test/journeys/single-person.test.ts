// One person by the command line, against an emulated tenant with groups (SPEC §3): somebody new, somebody in a group in a group,
// somebody in an excluded group and somebody deleted, each in at most five seconds and six requests.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorld } from '../world.ts';
import type { Report, World } from '../world.ts';

let world: World;
afterEach(() => world.close());
beforeEach(async () => {
  world = await openWorld();
});

let hired = 0;
function hire(givenName: string): string {
  hired += 1;
  return world.emulator.tenant.hire({
    givenName,
    surname: 'Ek',
    mailNickname: `${givenName.toLowerCase()}.ek`,
    userPrincipalName: `${givenName.toLowerCase()}.ek@nordvik.example`,
    businessPhones: [`08-465 004 ${String((hired % 90) + 10)}`],
  });
}

interface Counted extends Report {
  startedAt: string;
  finishedAt: string;
  person: string | null;
  trigger: string;
}

/** The command's answer, and what it asked of Graph. */
async function ask(args: string[], now: string) {
  world.emulator.requests.reset();
  const { code, json } = await world.cli<Counted>(args, now);
  const { graph } = world.emulator.requests.counts();
  expect(graph, args.join(' ')).toBeLessThanOrEqual(6);
  // The run itself; how long a process takes to start is the machine's.
  const tookMs = Date.parse(json.finishedAt) - Date.parse(json.startedAt);
  expect(tookMs, args.join(' ')).toBeLessThan(5_000);
  if (json.read) expect(json.read.requests).toBe(graph);
  return { code, graph, ...json };
}

const aliases = async () => (await world.users()).map((user) => user.alias);
const onDay = (nth: number, hour = 1) => new Date(Date.UTC(2026, 4, nth, hour)).toISOString();
const openBrakes = { brakes: { removals: { count: 100, percent: 100 } } };

test('with groups in groups and an excluded one, one person at a time, by whatever she is called', async () => {
  const { tenant } = world.emulator;
  const [outer, inner, apart] = ['Telefoni', 'Kundtjänst', 'Inhyrda'].map((displayName) =>
    tenant.createGroup({ displayName }),
  ) as [string, string, string];
  tenant.addMember(outer, inner);
  const [ada, bo, cilla, doris] = ['Ada', 'Bo', 'Cilla', 'Doris'].map(hire) as [
    string,
    string,
    string,
    string,
  ];
  const others = ['Egon', 'Frida', 'Gun', 'Hugo', 'Ida'].map(hire);
  for (const one of [ada, bo, cilla, ...others]) tenant.addMember(outer, one);
  const { provider } = (world.document()['syncTemplates'] as { provider: object }[])[0] as {
    provider: object;
  };
  const user_filter = { memberOf: ['Telefoni'], notMemberOf: ['Inhyrda'] };
  await world.importDocument(
    world.document({ keepDays: 3, ...openBrakes, provider: { ...provider, user_filter } }),
  );
  expect((await world.cli<Report>(['run', 'Alla'], onDay(1))).json.counts.create).toBe(8);

  // Hired a minute ago, and in a group in the group: by her sign-in name, then by her number.
  expect(await ask(['run', 'Alla', 'doris.ek@nordvik.example'], onDay(1, 2))).toMatchObject({
    reasons: [{ code: 'scope.left', count: 1 }],
  });
  tenant.addMember(inner, doris);
  const eskil = hire('Eskil');
  tenant.addMember(inner, eskil);
  expect(await ask(['plan', 'Alla', doris], onDay(1, 3))).toMatchObject({
    counts: { create: 1 },
    person: doris,
  });
  const made = await ask(['run', 'Alla', 'doris.ek@nordvik.example'], onDay(1, 3));
  expect(made).toMatchObject({ code: 0, trigger: 'person', person: doris, counts: { create: 1 } });
  expect((await aliases()).slice(0, 5)).toEqual(['ada.ek', 'bo.ek', 'cilla.ek', 'doris.ek', 'egon.ek']);
  tenant.update(ada, { jobTitle: 'Chef' });
  expect(await ask(['run', 'Alla', 'ada.ek'], onDay(1, 4))).toMatchObject({ counts: { change: 1 } });

  // An excluded group wins; whoever is deleted is gone; nobody else is touched.
  tenant.addMember(apart, bo);
  tenant.remove(cilla);
  expect(await ask(['run', 'Alla', 'bo.ek'], onDay(2))).toMatchObject({ counts: { leave: 1, unchanged: 0 } });
  expect(await ask(['run', 'Alla', 'cilla.ek'], onDay(2))).toMatchObject({ counts: { leave: 1 } });
  const leaving = (await world.users()).filter(({ state }) => state === 'leaving');
  expect(leaving.map(({ alias }) => alias)).toEqual(['bo.ek', 'cilla.ek']);
  tenant.removeMember(apart, bo);
  expect(await ask(['run', 'Alla', 'bo.ek'], onDay(3))).toMatchObject({ counts: { return: 1 } });
  expect(await ask(['run', 'Alla', 'cilla.ek'], onDay(5, 3))).toMatchObject({ counts: { delete: 1 } });

  // The next run of everybody has only the one left that nobody asked for.
  const all = await world.cli<Report>(['run', 'Alla'], onDay(5, 4));
  expect(all.json.counts).toMatchObject({ create: 1, change: 0, leave: 0, delete: 0, unchanged: 8 });
});

test('members of the group itself alone count where nested groups are off', async () => {
  const { tenant } = world.emulator;
  const [outer, inner] = ['Telefoni', 'Kundtjänst'].map((displayName) =>
    tenant.createGroup({ displayName }),
  ) as [string, string];
  tenant.addMember(outer, inner);
  const [ada, bo] = ['Ada', 'Bo'].map(hire) as [string, string];
  tenant.addMember(outer, ada);
  tenant.addMember(inner, bo);
  const { provider } = (world.document()['syncTemplates'] as { provider: object }[])[0] as {
    provider: object;
  };
  const user_filter = { memberOf: ['Telefoni'] };
  await world.importDocument(world.document({ nestedGroups: false, provider: { ...provider, user_filter } }));
  // No run has read anybody yet, so the group is looked for by its name.
  expect(await ask(['run', 'Alla', ada], onDay(1))).toMatchObject({ counts: { create: 1 } });
  expect(await ask(['run', 'Alla', bo], onDay(1))).toMatchObject({
    counts: { create: 0 },
    reasons: [{ code: 'scope.left' }],
  });
  expect(await aliases()).toEqual(['ada.ek']);
});

test('forty groups are no more requests than one may take, and a group that is gone ends the run', async () => {
  const { tenant } = world.emulator;
  const groups = Array.from({ length: 40 }, (_, nth) => tenant.createGroup({ displayName: `Grupp ${nth}` }));
  const ada = hire('Ada');
  tenant.addMember(groups[39] ?? '', ada);
  const { provider } = (world.document()['syncTemplates'] as { provider: object }[])[0] as {
    provider: object;
  };
  await world.importDocument(
    world.document({ ...openBrakes, provider: { ...provider, user_filter: { memberOf: groups } } }),
  );
  const made = await ask(['run', 'Alla', 'ada.ek@nordvik.example'], onDay(1));
  expect(made).toMatchObject({ counts: { create: 1 } });
  expect(made.graph).toBe(5);
  tenant.deleteGroup(groups[3] ?? '');
  expect(await ask(['run', 'Alla', ada], onDay(1))).toMatchObject({
    code: 1,
    error: { code: 'group.notFound' },
  });
  expect(await aliases()).toEqual(['ada.ek']);
});

test('somebody whom nobody knows is told so, with what to write instead', async () => {
  await world.importDocument(world.document());
  const typed = await world.cli<{ error: { code: string; cure: string } }>(['run', 'Alla', 'ingen alls']);
  expect(typed).toMatchObject({ code: 2, json: { error: { code: 'person.unknown' } } });
  expect(await ask(['run', 'Alla', 'ingen@nordvik.example'], onDay(1))).toMatchObject({
    code: 1,
    state: 'refused',
    error: { code: 'person.unknown' },
  });
});
