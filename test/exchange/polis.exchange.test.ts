// The SCIM target against a receiver with its own storage that nobody here wrote (Polis): users come, change, stop and go.
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import type { Applied, Found, Target } from '../../src/connectors/target.ts';
import { aTargetUser } from '../../src/connectors/scim/testing/a-target-user.ts';
import { errorOf, openAgainst } from '../../src/connectors/scim/testing/open-against.ts';
import { openPolis } from './polis.ts';
import type { Polis } from './polis.ts';

const DEPARTMENT = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department';
const eva = aTargetUser();
const otto = aTargetUser({
  user: '22222222-2222-4222-8222-222222222222',
  name: 'Otto',
  surname: 'Berg',
  email: 'otto.berg@nordvik.example',
  pstnFixed: '4684650041',
  mobile: null,
});

let polis: Polis;
let target: Target;
beforeEach(async () => {
  polis = await openPolis(inject('polis'));
});
afterEach(async () => {
  await target.close();
  await polis.close();
});

async function write(view = eva, before: Applied | null = null): Promise<Applied> {
  const [outcome] = await target.upsert([{ view, before }]);
  if (outcome?.is !== 'done') throw new Error(JSON.stringify(outcome));
  return { user: outcome.user, externalId: outcome.externalId, entry: outcome.entry, origin: 'made' };
}
async function listAll(): Promise<Found[]> {
  const all: Found[] = [];
  for await (const page of target.list()) all.push(...page);
  return all;
}
const methods = () => polis.asked.map((what) => what.split(' ')[0]).filter((method) => method !== 'GET');

test('two people come, change, stop and go, by whole users', async () => {
  target = openAgainst(polis.url, polis.token, { changes: 'put' });
  const first = await write();
  const second = await write(otto);
  expect((await listAll()).map(({ account }) => account).toSorted()).toEqual([
    'eva.lind@nordvik.example',
    'otto.berg@nordvik.example',
  ]);
  expect((await target.read([first.externalId])).get(first.externalId)?.entry).toEqual(first.entry);

  const moved = await write({ ...eva, pstnFixed: '4684650049', mobile: null, department: 'Inköp' }, first);
  expect((await target.read([first.externalId])).get(first.externalId)?.entry).toEqual(moved.entry);
  expect(moved.entry).toMatchObject({ [DEPARTMENT]: 'Inköp', 'phoneNumbers[type eq "mobile"].value': null });

  const stopped = await write({ ...eva, state: 'suspended' }, moved);
  expect((await target.read([first.externalId])).get(first.externalId)?.entry['active']).toBe('false');
  expect(await target.remove([stopped, second])).toMatchObject([{ is: 'done' }, { is: 'done' }]);
  expect(await listAll()).toEqual([]);
  expect(await target.remove([stopped])).toMatchObject([{ is: 'done' }]);
});

test('single changes arrive where it knows their paths', async () => {
  target = openAgainst(polis.url, polis.token, {
    attributes: {
      userName: { field: 'userName' },
      'name.givenName': { field: 'name' },
      'name.familyName': { field: 'surname' },
      'emails[type eq "work"].value': { field: 'email' },
      'phoneNumbers[type eq "work"].value': { field: 'pstnFixed' },
      'phoneNumbers[type eq "mobile"].value': { field: 'mobile' },
      title: { field: 'title' },
    },
  });
  const first = await write(otto);
  polis.asked.length = 0;
  const married = { ...otto, surname: 'Lind', mobile: '46701740602', pstnFixed: '4684650042', title: 'Chef' };
  const changed = await write(married, first);
  expect(methods()).toEqual(['PATCH']);
  expect((await target.read([first.externalId])).get(first.externalId)?.entry).toEqual(changed.entry);
  await write({ ...married, state: 'suspended' }, changed);
  expect((await target.read([first.externalId])).get(first.externalId)?.entry['active']).toBe('false');
});

test('an answer that was lost makes nobody twice, though it can not search by our id', async () => {
  target = openAgainst(polis.url, polis.token);
  const first = await write();
  const again = await write();
  expect(again.externalId).toBe(first.externalId);
  expect(await listAll()).toHaveLength(1);
});

test('somebody with the same user name who is not ours is left alone', async () => {
  target = openAgainst(polis.url, polis.token);
  await write();
  const twin = { ...eva, user: otto.user, title: 'Chef' };
  const [outcome] = await target.upsert([{ view: twin, before: null }]);
  expect(outcome).toMatchObject({ is: 'failed', error: { is: 'conflict', code: 'target.accountTaken' } });
  expect((await listAll())[0]?.entry['title']).toBe('Ekonom');
});

test('a wrong token is refused, and looking tells what it does not say of itself', async () => {
  target = openAgainst(polis.url, 'a-wrong-token-of-22-ch');
  expect(await errorOf(target.probe())).toMatchObject({ is: 'refused' });
  await target.close();
  target = openAgainst(polis.url, polis.token);
  const looked = await target.probe();
  expect(Object.fromEntries(looked.map(({ code, is }) => [code, is]))).toMatchObject({
    connected: 'right',
    version: 'warning',
    schema: 'warning',
  });
});
