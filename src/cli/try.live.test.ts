// rollcall try as it is typed: what it prints for people and for scripts, what it says while it reads, and its refusals.
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorld } from '../../test/world.ts';
import type { World } from '../../test/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  const names = ['Åsa Ångström', 'Björn Öberg', 'Östen Ärlig', 'Märta Sjögren-Håkansson af Källby', 'Bo Ek'];
  for (const [nth, name] of names.entries()) {
    const [givenName = '', ...rest] = name.split(' ');
    world.emulator.tenant.hire({
      givenName,
      surname: rest.join(' '),
      displayName: nth === 4 ? 'Bo\u001B[31m\nEk' : name,
      mailNickname: `person${nth}`,
      businessPhones: [`+46812345${100 + nth}`],
      department: nth === 4 ? null : 'Försäljning',
      city: nth < 2 ? 'Luleå' : 'Åre',
    });
  }
  await world.importDocument(world.document());
  await world.cli(['run', 'Alla']);
  world.emulator.requests.reset();
});
afterEach(() => world.close());

async function write(changes: object): Promise<string> {
  const file = join(world.dataFolder, '..', 'try.json');
  await writeFile(file, JSON.stringify(changes));
  return file;
}

async function typed(...args: string[]) {
  const child = world.start(['try', ...args]);
  let [out, error] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (error += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, error };
}

const shared = {
  userFieldMapping: { Ort: { expression: 'upper(city)' } },
  filter: 'department != ""',
};

test('a trial prints a table that lines up, people by name without anything that drives a terminal, and no colour', async () => {
  const mapping = {
    alias: { expression: 'lower(ascii(surname))' },
    name: 'displayName',
    department: 'department',
  };
  const { code, out, error } = await typed('Alla', await write({ ...shared, fieldMapping: mapping }));
  expect(code).toBe(0);
  expect(error).toMatch(/^Reading city of everybody; the template has not read it yet …\n$/);
  expect(out).not.toContain('\u001B');
  const [about, table, people, plan] = out.trimEnd().split('\n\n');
  expect(about).toMatch(
    /^Tried on 5 people as they were read .{16}: 4 in scope, 1 left out by the filter\.\n/,
  );
  expect(about).toMatch(
    /\nThe template does not read city yet: read of 5 people for this, with one request\.$/,
  );
  expect(table?.split('\n')).toEqual([
    'FIELD       USABLE  EMPTY  UNUSABLE  COLLIDING  DIFFERENT',
    'Alias            3      0         1          0          3',
    'Name             4      0         0          0          4',
    'Department       4      0         0          0          0',
    'Ort              4      0         0          0          4',
  ]);
  // By object id, which is another every time.
  const lines = people?.split('\n') ?? [];
  expect(lines.slice(0, 3)).toEqual([
    "Alias can not be used for 1: only letters, digits and . _ - ' + @ # are allowed:",
    '  Märta Sjögren-Håkansson af Källby: "sjogren-hakansson af kallby"',
    'Alias differs for 3:',
  ]);
  expect(lines).toContain('  Åsa Ångström: person0 → angstrom');
  expect(lines).toContain('  Björn Öberg: empty → LULEÅ');
  expect(plan?.split('\n').slice(0, 2)).toEqual([
    'A full run would come to: change 4, leave 1.',
    '  4 × The mapping was changed.',
  ]);
  const all = await typed(
    'Alla',
    await write({ fieldMapping: { ...mapping, alias: 'displayName' }, filter: null }),
  );
  expect(all.out).toMatch(/^ {2}Bo Ek: "Bo/m);
  expect(all.out).not.toContain('\u001B');
});

test('a script gets one value, and a second trial reads nothing', async () => {
  const file = await write(shared);
  const first = await world.cli(['try', 'Alla', file]);
  expect(first.json).toMatchObject({ people: 5, read: { fields: ['city'], people: 5, requests: 1 } });
  const second = await world.cli(['try', 'Alla', file]);
  expect(second.json).toMatchObject({ read: { fields: ['city'], requests: 0 }, unread: [] });
  expect(second.error).toBe('');
  expect(world.emulator.requests.counts().graph).toBe(1);
});

test('a Graph that is down is told with what to do, and what can not be saved with its place', async () => {
  world.emulator.faults.add({ effect: 'status', status: 503 });
  const down = await typed('Alla', await write(shared));
  expect(down).toMatchObject({ code: 1, out: '' });
  expect(down.error).toMatch(/Nothing was tried: city is not read yet, and could not be read now\./);
  expect(down.error).toMatch(/save the mapping and make a preview/);
  const wrong = await typed('Alla', await write({ filter: 'lowr(mail) == ""' }));
  expect(wrong).toMatchObject({ code: 2, out: '' });
  expect(wrong.error).toMatch(
    /try\.json has one fault; nothing was tried: filter: .*lower.*line 1, column \d+/s,
  );
});
