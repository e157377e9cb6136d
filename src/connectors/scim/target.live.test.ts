// Users in a SCIM service that nobody here wrote (scimmy, over HTTP): made, changed, suspended, removed, found and listed.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openScimmy, PHONE, TOKEN } from '../../../test/scimmy-service.ts';
import type { ScimService } from '../../../test/scimmy-service.ts';
import type { Applied, Found, Outcome, Target } from '../target.ts';
import { standardAttributes } from './attributes.ts';
import { aTargetUser } from './testing/a-target-user.ts';
import { errorOf, openAgainst } from './testing/open-against.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const attributes = {
  ...standardAttributes,
  [`${PHONE}:callingPlan`]: { templateValue: true },
  [`${PHONE}:extension`]: { field: 'extension' },
};
const settings = { attributes, byDefault: 'Bas', byTemplate: { standard: 'Stor' } };
const eva = aTargetUser();
const otto = aTargetUser({
  user: '22222222-2222-4222-8222-222222222222',
  name: 'Otto',
  surname: 'O\'Neil "Östen"',
  alias: 'otto',
  email: 'otto@nordvik.example',
  pstnFixed: '4684650041',
  mobile: null,
  extension: '4041',
  settingsTemplate: null,
});

let service: ScimService;
let target: Target;
beforeEach(async () => {
  service = await openScimmy();
  target = openAgainst(service.url, TOKEN, settings);
});
afterEach(async () => {
  await target.close();
  await service.close();
});

const doneOf = (outcome: Outcome | undefined): Extract<Outcome, { is: 'done' }> => {
  if (outcome?.is !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome;
};
const errorIn = (outcome: Outcome | undefined) => (outcome?.is === 'failed' ? outcome.error : null);
async function write(view = eva, before: Applied | null = null): Promise<Applied> {
  const { user, externalId, entry } = doneOf((await target.upsert([{ view, before }]))[0]);
  return { user, externalId, entry, origin: before?.origin ?? 'made' };
}
const writes = () => service.asked.filter(({ what }) => !what.startsWith('GET'));

describe('a user', () => {
  test('is made as the map says, with our id', async () => {
    const applied = await write();
    expect(service.users.get(applied.externalId)).toMatchObject({
      externalId: eva.user,
      userName: 'eva.lind@nordvik.example',
      name: { givenName: 'Eva', familyName: 'Lind' },
      displayName: 'Eva Lind',
      emails: [{ type: 'work', value: 'eva.lind@nordvik.example' }],
      phoneNumbers: [
        { type: 'work', value: '+4684650040' },
        { type: 'mobile', value: '+46701740601' },
      ],
      title: 'Ekonom',
      active: true,
      [ENTERPRISE]: { department: 'Ekonomi' },
      [PHONE]: { callingPlan: 'Stor', extension: '4040' },
    });
    expect(applied.entry).toEqual(target.present(eva));
  });

  test('reads back as what was written, so that nothing of ours is drift', async () => {
    const applied = await write();
    const found = await target.read([applied.externalId, 'nobody']);
    expect([...found.keys()]).toEqual([applied.externalId]);
    expect(found.get(applied.externalId)).toEqual({
      externalId: applied.externalId,
      account: 'eva.lind@nordvik.example',
      displayName: 'Eva Lind',
      numbers: ['+4684650040', '+46701740601'],
      email: 'eva.lind@nordvik.example',
      entry: applied.entry,
    });
  });

  test('is changed by what differs alone, and by nothing when nothing does', async () => {
    const applied = await write();
    service.asked.length = 0;
    await write(eva, applied);
    expect(writes()).toEqual([]);
    const moved = aTargetUser({
      pstnFixed: '4684650049',
      mobile: null,
      title: null,
      department: 'Inköp',
      settingsTemplate: null,
    });
    await write(moved, applied);
    expect(writes()).toHaveLength(1);
    expect(service.users.get(applied.externalId)).toMatchObject({
      phoneNumbers: [{ type: 'work', value: '+4684650049' }],
      [ENTERPRISE]: { department: 'Inköp' },
      [PHONE]: { callingPlan: 'Bas' },
    });
    expect(service.users.get(applied.externalId)).not.toHaveProperty('title');
  });

  test('gets a number that she had none of, beside those that others gave her', async () => {
    const applied = await write(otto);
    const stored = service.users.get(applied.externalId);
    const fax = { type: 'fax', value: 'tel:+46313900601' };
    Object.assign(stored ?? {}, { phoneNumbers: [{ type: 'work', value: '+4684650041' }, fax] });
    await write({ ...otto, mobile: '46701740602' }, applied);
    expect(service.users.get(applied.externalId)?.['phoneNumbers']).toEqual([
      { type: 'work', value: '+4684650041' },
      { type: 'fax', value: 'tel:+46313900601' },
      { type: 'mobile', value: '+46701740602' },
    ]);
  });

  test('whose values were changed there gets them back when she is written again', async () => {
    const applied = await write();
    const stored = service.users.get(applied.externalId);
    Object.assign(stored ?? {}, { title: 'Chef', nickName: 'Evis' });
    const [found] = [...(await target.read([applied.externalId])).values()];
    expect(found?.entry['title']).toBe('Chef');
    await write(eva, applied);
    expect(service.users.get(applied.externalId)).toMatchObject({ title: 'Ekonom', nickName: 'Evis' });
  });

  test('is switched off while she leaves, and on again', async () => {
    const applied = await write();
    const off = await write({ ...eva, state: 'suspended' }, applied);
    expect(service.users.get(applied.externalId)).toMatchObject({ active: false });
    expect(off.entry['active']).toBe('false');
    await write(eva, off);
    expect(service.users.get(applied.externalId)).toMatchObject({ active: true });
  });

  test('whom somebody deleted there is made anew', async () => {
    const applied = await write();
    service.users.delete(applied.externalId);
    const again = await write(eva, applied);
    expect(again.externalId).not.toBe(applied.externalId);
    expect([...service.users.values()]).toHaveLength(1);
  });

  test('with quotes in her name is found by a filter that holds', async () => {
    const odd = { ...otto, alias: 'o"neil\\', email: null };
    const applied = await write(odd);
    expect(service.users.get(applied.externalId)).toMatchObject({ userName: 'o"neil\\' });
    const twin = aTargetUser({ alias: 'o"neil\\', email: null });
    expect(errorIn((await target.upsert([{ view: twin, before: null }]))[0])).toMatchObject({
      is: 'conflict',
    });
  });
});

describe('somebody who is there already', () => {
  test('with the user name is a conflict, and stays as she is', async () => {
    const id = service.plant({
      userName: 'eva.lind@nordvik.example',
      displayName: 'Eva (gammal)',
      title: 'Chef',
    });
    const before = structuredClone(service.users.get(id));
    const [outcome] = await target.upsert([{ view: eva, before: null }]);
    expect(errorIn(outcome)).toMatchObject({ is: 'conflict', code: 'target.accountTaken' });
    expect(errorIn(outcome)?.message).toContain('Eva (gammal)');
    expect(service.users.get(id)).toEqual(before);
    expect(writes()).toEqual([]);
  });

  test('with our id is ours: an answer that was lost makes nobody twice', async () => {
    service.instead = (what) => (what.startsWith('POST') ? 'lose' : null);
    expect(await errorOf(target.upsert([{ view: eva, before: null }]))).toMatchObject({ is: 'retry' });
    expect(service.users.size).toBe(1);
    service.instead = null;
    const applied = await write(aTargetUser({ title: 'Chef' }));
    expect([...service.users.values()]).toMatchObject([{ id: applied.externalId, title: 'Chef' }]);
  });

  test('more than once with our id is told of', async () => {
    service.plant({ userName: 'eva1', externalId: eva.user });
    service.plant({ userName: 'eva2', externalId: eva.user });
    const [outcome] = await target.upsert([{ view: eva, before: null }]);
    expect(errorIn(outcome)).toMatchObject({ is: 'conflict', code: 'target.twice' });
  });

  test('and was adopted is changed, and keeps the id that another program gave her', async () => {
    const id = service.plant({
      userName: 'eva.lind@nordvik.example',
      externalId: 'another-program',
      nickName: 'Evis',
    });
    const before: Applied = { user: eva.user, externalId: id, entry: {}, origin: 'adopted' };
    await write(eva, before);
    expect(service.users.get(id)).toMatchObject({
      externalId: 'another-program',
      nickName: 'Evis',
      title: 'Ekonom',
    });
  });

  test('and is found by nobody’s id is told of by the service', async () => {
    service.plant({ userName: 'eva.lind@nordvik.example' });
    service.instead = (what) =>
      what.includes('filter=')
        ? { status: 400, body: { scimType: 'invalidFilter', detail: 'no filters here' } }
        : null;
    const [outcome] = await target.upsert([{ view: eva, before: null }]);
    expect(errorIn(outcome)).toMatchObject({ is: 'conflict', code: 'target.accountTaken' });
  });

  test('among others in a call stops nobody else', async () => {
    service.plant({ userName: 'eva.lind@nordvik.example' });
    const outcomes = await target.upsert([
      { view: eva, before: null },
      { view: otto, before: null },
    ]);
    expect(outcomes.find(({ user }) => user === eva.user)).toMatchObject({ is: 'failed' });
    expect(outcomes.find(({ user }) => user === otto.user)).toMatchObject({ is: 'done' });
  });
});

describe('a removed user', () => {
  test('is switched off first and deleted then, and may be removed again', async () => {
    const applied = await write();
    service.asked.length = 0;
    expect(await target.remove([applied])).toMatchObject([{ is: 'done' }]);
    expect(writes().map(({ what }) => what.split(' ')[0])).toEqual(['PATCH', 'DELETE']);
    expect(service.users.size).toBe(0);
    expect(await target.remove([applied])).toMatchObject([{ is: 'done' }]);
  });

  test('is only switched off where that is what is wanted', async () => {
    await target.close();
    target = openAgainst(service.url, TOKEN, { ...settings, remove: 'deactivate' });
    const applied = await write();
    expect(await target.remove([applied])).toMatchObject([{ is: 'done' }]);
    expect(service.users.get(applied.externalId)).toMatchObject({ active: false });
  });

  test('is deleted by a service that knows nothing of switching off, too', async () => {
    const applied = await write();
    service.instead = (what) =>
      what.startsWith('PATCH') ? { status: 400, body: { detail: 'no such thing' } } : null;
    expect(await target.remove([applied])).toMatchObject([{ is: 'done' }]);
    expect(service.users.size).toBe(0);
  });
});

describe('a user who was made without an answer', () => {
  const triedOf = () => ({ user: eva.user, account: eva.account, entry: target.present(eva) });

  test('is known by our id, and removed; nobody else is', async () => {
    const applied = await write();
    await write(otto);
    service.plant({ userName: 'somebody@nordvik.example' });
    expect(await target.readTried([{ ...triedOf(), user: 'somebody' }])).toEqual([]);
    const found = await target.readTried([triedOf()]);
    expect(found).toEqual([applied]);
    expect(await target.remove(found)).toMatchObject([{ is: 'done' }]);
    expect([...service.users.values()].map(({ userName }) => userName)).toEqual([
      'otto@nordvik.example',
      'somebody@nordvik.example',
    ]);
  });

  test('is found by the user name where nobody is found by an id, if the id is ours', async () => {
    const applied = await write();
    service.instead = (what) =>
      what.includes('filter=externalId') ? { status: 400, body: { scimType: 'invalidFilter' } } : null;
    expect(await target.readTried([triedOf()])).toEqual([applied]);
    Object.assign(service.users.get(applied.externalId) ?? {}, { externalId: 'another-program' });
    expect(await target.readTried([triedOf()])).toEqual([]);
  });

  test('is not taken for one who is not there while the service can not tell', async () => {
    service.instead = () => ({ status: 500 });
    expect(await errorOf(target.readTried([triedOf()]))).toMatchObject({ is: 'retry' });
  });
});

describe('a service that takes whole users only', () => {
  test('gets them by PUT, with what it knew beside ours', async () => {
    await service.close();
    service = await openScimmy({ patch: false });
    await target.close();
    target = openAgainst(service.url, TOKEN, settings);
    const applied = await write();
    Object.assign(service.users.get(applied.externalId) ?? {}, { nickName: 'Evis', locale: 'sv-SE' });
    service.asked.length = 0;
    await write(aTargetUser({ title: 'Chef', mobile: null }), applied);
    expect(writes().map(({ what }) => what.split(' ')[0])).toEqual(['PUT']);
    expect(service.users.get(applied.externalId)).toMatchObject({
      externalId: eva.user,
      title: 'Chef',
      nickName: 'Evis',
      locale: 'sv-SE',
      phoneNumbers: [{ type: 'work', value: '+4684650040' }],
    });
  });
});

describe('everybody there', () => {
  const listPages = async (): Promise<Found[][]> => {
    const pages: Found[][] = [];
    for await (const page of target.list()) pages.push(page);
    return pages;
  };

  test('is listed page by page, whoever made them', async () => {
    const applied = await write();
    for (let at = 0; at < 230; at += 1) service.plant({ userName: `user${at}@nordvik.example` });
    const pages = await listPages();
    expect(pages.map((page) => page.length)).toEqual([100, 100, 31]);
    const all = pages.flat();
    expect(new Set(all.map(({ externalId }) => externalId)).size).toBe(231);
    expect(all.find(({ externalId }) => externalId === applied.externalId)?.entry).toEqual(applied.entry);
  });

  test.each([
    ['a list that ends too early', { totalResults: 3, Resources: [] }],
    ['no list', { hello: 'world' }],
    ['somebody without an id', { totalResults: 1, Resources: [{ userName: 'a' }] }],
  ])('is never %s', async (_, body) => {
    service.instead = () => ({ status: 200, body });
    expect(await errorOf(listPages())).toMatchObject({ is: 'retry', code: 'target.protocol' });
  });

  test('is never the same page for ever', async () => {
    service.instead = () => ({
      status: 200,
      body: { totalResults: 9, Resources: [{ id: 'a', userName: 'a' }] },
    });
    expect(await errorOf(listPages())).toMatchObject({ is: 'retry', code: 'target.protocol' });
  });

  test('is nobody in a service that has nobody', async () => {
    expect(await listPages()).toEqual([]);
  });
});

test('what a user lacks is told before anything is written', () => {
  expect(target.validate(eva)).toEqual([]);
  expect(target.validate(aTargetUser({ email: null, alias: '' }))).toMatchObject([
    { code: 'target.userNameMissing' },
  ]);
});

test('an attribute that is never given back is written, and is no difference', async () => {
  await target.close();
  target = openAgainst(service.url, TOKEN, {
    attributes: { ...standardAttributes, [`${PHONE}:callingPlan`]: { templateValue: true, writeOnly: true } },
    byDefault: 'Bas',
  });
  const applied = await write();
  expect(applied.entry[`${PHONE}:callingPlan`]).toBe('Bas');
  const [found] = [...(await target.read([applied.externalId])).values()];
  expect(found?.entry).not.toHaveProperty([`${PHONE}:callingPlan`]);
});
