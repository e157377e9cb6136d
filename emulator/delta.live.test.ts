// users/delta: rounds, links, what an item holds and leaves out, deletions, expiry, and the bad manners that can
// be asked for: repeats, disorder, replays, late changes, empty pages, removed users in a first round.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startEmulator, type Emulator } from './emulator.ts';
import { createProbe, type GraphReply, type Item, type Probe } from './graph-probe.ts';

const DAY_MS = 86_400_000;
let emulator: Emulator;
let probe: Probe;

beforeEach(async () => {
  emulator = await startEmulator({ people: 25, pageSizeDelta: 10 });
  probe = createProbe(emulator);
});
afterEach(() => emulator.close());

interface Round {
  pages: GraphReply[];
  items: Item[];
  link: string;
}

async function readRound(url: string, headers: Record<string, string> = {}): Promise<Round> {
  const pages = await probe.pages(url, headers);
  const link = pages.at(-1)?.body['@odata.deltaLink'];
  for (const page of pages.slice(0, -1)) expect(page.body).not.toHaveProperty('@odata.deltaLink');
  expect(link).toMatch(/\/users\/delta\?\$deltatoken=[\w-]+$/);
  return { pages, items: pages.flatMap(({ body }) => body.value ?? []), link: link ?? '' };
}

const startLatest = async (select: string): Promise<string> =>
  (await readRound(`users/delta?$select=${select}&$deltatoken=latest`)).link;
const idAt = (ordinal: number): string => emulator.tenant.directory.people.all[ordinal]?.id ?? '';
const allIds = (): string[] => emulator.tenant.directory.people.all.flatMap((person) => person?.id ?? []);
const idsOf = (items: readonly Item[]): string[] => items.map(({ id }) => id);

describe('a first round', () => {
  test('tells everybody in small pages, without repeating the options in its links', async () => {
    const { pages, items } = await readRound('users/delta?$select=displayName');
    expect(pages.map(({ body }) => body.value?.length)).toEqual([10, 10, 5]);
    expect(idsOf(items).toSorted()).toEqual(allIds().toSorted());
    expect(pages[0]?.body['@odata.nextLink']).toMatch(/\/users\/delta\?\$skiptoken=[\w-]+$/);
    for (const item of items) expect(Object.keys(item)).toEqual(['id', 'displayName']);
  });

  test.each(['users/delta', 'users/delta()', 'users/microsoft.graph.delta', 'users/microsoft.graph.delta()'])(
    'begins at %s',
    async (path) => {
      expect((await readRound(`${path}?$select=id`)).items).toHaveLength(25);
    },
  );

  test('takes no notice of $top and refuses $orderby and $expand', async () => {
    expect((await probe.get('users/delta?$top=3')).body.value).toHaveLength(10);
    expect((await probe.get('users/delta?$top=5000')).status).toBe(200);
    expect((await probe.get('users/delta?$orderby=displayName')).body.error?.code).toBe(
      'Request_UnsupportedQuery',
    );
    expect((await probe.get('users/delta?$expand=manager')).body.error?.code).toBe(
      'Request_UnsupportedQuery',
    );
  });

  test('leaves out what was never set and says null to what was cleared', async () => {
    const never = emulator.tenant.hire({ displayName: 'Aldrig' });
    const cleared = emulator.tenant.hire({
      displayName: 'Tömd',
      department: 'Drift',
      businessPhones: ['08'],
    });
    emulator.tenant.update(cleared, { department: null, businessPhones: [] });
    const { items } = await readRound(
      'users/delta?$select=displayName,department,businessPhones,mobilePhone',
    );
    expect(items.find(({ id }) => id === never)).toEqual({ id: never, displayName: 'Aldrig' });
    expect(items.find(({ id }) => id === cleared)).toEqual({
      id: cleared,
      displayName: 'Tömd',
      department: null,
      businessPhones: [],
    });
  });

  test('of "latest" gives only a link, from which later changes are told', async () => {
    const { pages, link } = await readRound('users/delta?$select=displayName&$deltatoken=latest');
    expect(pages.map(({ body }) => body.value)).toEqual([[]]);
    expect((await readRound(link)).items).toEqual([]);
    const id = emulator.tenant.hire({ displayName: 'Ny' });
    expect((await readRound(link)).items).toEqual([{ id, displayName: 'Ny' }]);
  });

  test('can be held to up to 50 ids and no other filter', async () => {
    const wanted = [idAt(3), idAt(17)];
    const filter = wanted.map((id) => `id eq '${id}'`).join(' or ');
    const { items, link } = await readRound(`users/delta?$select=displayName&$filter=${filter}`);
    expect(idsOf(items)).toEqual(wanted);
    emulator.tenant.update(idAt(3), { displayName: 'A' });
    emulator.tenant.update(idAt(4), { displayName: 'B' });
    expect(idsOf((await readRound(link)).items)).toEqual([idAt(3)]);
    const many = Array.from({ length: 51 }, () => `id eq '${idAt(1)}'`).join(' or ');
    expect((await probe.get(`users/delta?$filter=${many}`)).status).toBe(400);
    expect((await probe.get("users/delta?$filter=department eq 'IT'")).body.error?.code).toBe(
      'Request_UnsupportedQuery',
    );
  });

  test('refuses what a list refuses: unknown properties and those outside the directory', async () => {
    expect((await probe.get('users/delta?$select=shoeSize')).status).toBe(400);
    expect((await probe.get('users/delta?$select=skills')).status).toBe(501);
  });

  test('that changes meet on the way tells them again in the next round', async () => {
    const first = await probe.get('users/delta?$select=displayName');
    emulator.tenant.update(idAt(2), { displayName: 'Under tiden' });
    const rest = await readRound(first.body['@odata.nextLink'] ?? '');
    expect(idsOf((await readRound(rest.link)).items)).toEqual([idAt(2)]);
  });

  test('must end within 30 days', async () => {
    const first = await probe.get('users/delta?$select=displayName');
    emulator.tenant.clock.advance(31 * DAY_MS);
    await probe.renewToken();
    const late = await probe.get(first.body['@odata.nextLink'] ?? '');
    expect([late.status, late.body.error?.message]).toEqual([
      400,
      'Sync must reach steady state within 30 days.',
    ]);
  });
});

describe('a later round', () => {
  test('tells only changes of selected properties, with all selected ones', async () => {
    const link = await startLatest('displayName,department');
    emulator.tenant.update(idAt(1), { mobilePhone: '070' });
    expect((await readRound(link)).items).toEqual([]);
    emulator.tenant.update(idAt(1), { department: 'Nytt' });
    const { items } = await readRound(link);
    expect(items).toMatchObject([{ id: idAt(1), department: 'Nytt' }]);
    expect(items[0]).toHaveProperty('displayName');
  });

  test('with return=minimal tells only what changed', async () => {
    const link = await startLatest('displayName,department');
    emulator.tenant.update(idAt(1), { department: 'Nytt' });
    const { items, pages } = await readRound(link, { Prefer: 'return=minimal' });
    expect(items).toEqual([{ id: idAt(1), department: 'Nytt' }]);
    expect(pages[0]?.headers.get('preference-applied')).toBe('return=minimal');
  });

  test('tells a disabled user as an ordinary change, and only when accountEnabled was selected', async () => {
    const [seeing, blind] = [await startLatest('accountEnabled'), await startLatest('displayName')];
    emulator.tenant.disable(idAt(1));
    expect((await readRound(seeing)).items).toEqual([{ id: idAt(1), accountEnabled: false }]);
    expect((await readRound(blind)).items).toEqual([]);
  });

  test('tells a soft delete as changed, its purge as deleted, and both when both happened', async () => {
    const link = await startLatest('displayName');
    emulator.tenant.remove(idAt(1));
    const soft = await readRound(link);
    expect(soft.items).toEqual([{ id: idAt(1), '@removed': { reason: 'changed' } }]);
    const id = idAt(1);
    emulator.tenant.purge(id);
    expect((await readRound(soft.link)).items).toEqual([{ id, '@removed': { reason: 'deleted' } }]);
    expect((await readRound(link)).items.map((item) => item['@removed'])).toEqual([
      { reason: 'changed' },
      { reason: 'deleted' },
    ]);
  });

  test('tells a restored user as a plain item', async () => {
    const link = await startLatest('displayName');
    emulator.tenant.remove(idAt(1));
    emulator.tenant.restore(idAt(1));
    const { items } = await readRound(link);
    expect(items).toEqual([
      { id: idAt(1), displayName: emulator.tenant.directory.people.all[1]?.props['displayName'] },
    ]);
  });

  test('tells a new manager, and the former one as removed', async () => {
    const id = emulator.tenant.hire({ displayName: 'Underställd', manager: idAt(1) });
    const first = await readRound('users/delta?$select=displayName,manager');
    const entry = (manager: string): Record<string, unknown> => ({
      '@odata.type': '#microsoft.graph.user',
      id: manager,
    });
    expect(first.items.find((item) => item.id === id)?.['manager@delta']).toEqual([entry(idAt(1))]);
    emulator.tenant.update(id, { manager: idAt(2) });
    const moved = await readRound(first.link);
    const left = { ...entry(idAt(1)), '@removed': { reason: 'deleted' } };
    expect(moved.items[0]?.['manager@delta']).toEqual([left, entry(idAt(2))]);
    emulator.tenant.update(id, { manager: null });
    const cleared = await readRound(moved.link);
    expect(cleared.items[0]?.['manager@delta']).toEqual([
      { ...entry(idAt(2)), '@removed': { reason: 'deleted' } },
    ]);
  });

  test('comes in pages too, and its first page may be asked for again', async () => {
    const link = await startLatest('displayName');
    for (let i = 0; i < 23; i++) emulator.tenant.update(idAt(i), { displayName: `Namn ${i}` });
    const once = await readRound(link);
    expect(once.pages.map(({ body }) => body.value?.length)).toEqual([10, 10, 3]);
    expect(idsOf((await readRound(link)).items)).toEqual(idsOf(once.items));
    expect(new Set(idsOf(once.items)).size).toBe(23);
  });
});

describe('a delta token', () => {
  test('lives seven days and is then syncStateNotFound', async () => {
    const link = await startLatest('displayName');
    emulator.tenant.clock.advance(7 * DAY_MS - 60_000);
    await probe.renewToken();
    expect((await probe.get(link)).status).toBe(200);
    emulator.tenant.clock.advance(120_000);
    const late = await probe.get(link);
    expect([late.status, late.body.error?.code]).toEqual([400, 'syncStateNotFound']);
  });

  test('that was called back is 410 with a Location where a full round begins', async () => {
    const link = await startLatest('displayName');
    emulator.tenant.resetDelta();
    const gone = await probe.get(link);
    expect(gone.status).toBe(410);
    const location = gone.headers.get('location') ?? '';
    expect(location).toMatch(/\/users\/delta\?\$select=displayName&\$deltatoken=$/);
    expect((await readRound(location)).items).toHaveLength(25);
  });

  test('that nobody gave out is refused', async () => {
    expect((await probe.get('users/delta?$deltatoken=abcdefghijklmnopqrstuvwxyz')).status).toBe(400);
    const link = await startLatest('displayName');
    expect((await probe.get(link.replace('/users/', '/groups/'))).status).toBe(400);
  });
});

describe('bad manners on demand', () => {
  test('repeats users on later pages of a first round', async () => {
    emulator.tenant.settings.deltaDuplicates = 0.5;
    const { items } = await readRound('users/delta?$select=id');
    expect(items.length).toBeGreaterThan(25);
    expect(new Set(idsOf(items)).size).toBe(25);
  });

  test('shuffles a first round and still tells everybody once', async () => {
    emulator.tenant.settings.deltaShuffle = true;
    const { items } = await readRound('users/delta?$select=id');
    const inOrder = allIds();
    expect(idsOf(items)).not.toEqual(inOrder);
    expect(idsOf(items).toSorted()).toEqual(inOrder.toSorted());
  });

  test('replays earlier changes in later rounds', async () => {
    emulator.tenant.settings.deltaReplays = 5;
    const link = await startLatest('displayName');
    emulator.tenant.update(idAt(1), { displayName: 'Ett' });
    const once = await readRound(link);
    emulator.tenant.update(idAt(2), { displayName: 'Två' });
    expect(idsOf((await readRound(once.link)).items)).toEqual([idAt(1), idAt(2)]);
  });

  test('tells changes late, and never loses them', async () => {
    emulator.tenant.settings.deltaLagMs = 60_000;
    const link = await startLatest('displayName');
    emulator.tenant.update(idAt(1), { displayName: 'Sent' });
    const early = await readRound(link);
    expect(early.items).toEqual([]);
    emulator.tenant.clock.advance(60_001);
    expect((await readRound(early.link)).items).toEqual([{ id: idAt(1), displayName: 'Sent' }]);
  });

  test('lists removed users in a first round', async () => {
    emulator.tenant.remove(idAt(1));
    expect((await readRound('users/delta?$select=id')).items).toHaveLength(24);
    emulator.tenant.settings.deltaRemovedFirst = true;
    const { items } = await readRound('users/delta?$select=id');
    expect(items).toContainEqual({ id: idAt(1), '@removed': { reason: 'changed' } });
  });

  test('sends empty pages with either link', async () => {
    emulator.tenant.settings.emptyPages = 1;
    const { pages, items, link } = await readRound('users/delta?$select=id');
    expect(pages.map(({ body }) => body.value?.length)).toEqual([0, 10, 0, 10, 0, 5]);
    expect(items).toHaveLength(25);
    expect((await readRound(link)).pages.map(({ body }) => body.value?.length)).toEqual([0, 0]);
  });
});
