// What a welcome mail says is what stands when it is made, and it speaks to whoever reads it: the new user, or somebody else who
// has the address as well (R15).
import { afterEach, expect, it } from 'vitest';
import { day, firstNight, runWorld } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts, remove, update } from '../../test/scripted-tenant.ts';
import { mapMail } from '../store/mails.ts';
import { composeMail } from './compose-mail.ts';
import type { Composed } from './compose-mail.ts';
import type { Hand } from './hand-deed.ts';
import { unlinkUser } from './hand-links.ts';

let world: RunWorld;
afterEach(() => world.close());

const night = (n: number, more = {}) => world.run({ at: firstNight + n * day, ...more });
const service = { name: 'Nordvik Telefoni AB', contact: null, origin: null };
const hand = (): Hand => ({
  database: world.database,
  companyId: world.companyId,
  actor: { kind: 'cli', id: null, name: 'test' },
  now: firstNight,
});

async function open(settings = {}): Promise<void> {
  world = await runWorld({ welcomeMail: true, ...settings });
}

/** The mails of the outbox as they would be made now, by the person they are about. */
async function made(person: string): Promise<Composed> {
  const db = world.database.kysely;
  const { user_id: user } = await db
    .selectFrom('steps')
    .select('user_id')
    .where('person_id', '=', person)
    .where('do_what', '=', 'create')
    .orderBy('id')
    .executeTakeFirstOrThrow();
  const row = await db.selectFrom('mails').selectAll().where('user_id', '=', user).executeTakeFirstOrThrow();
  return composeMail(db, mapMail(row), service, firstNight);
}

/** Address, and the mail's text. */
async function text(person: string): Promise<{ to: string; text: string; subject: string }> {
  const composed = await made(person);
  if (composed.is === 'void') throw new Error(composed.why);
  return { to: composed.to, text: composed.content.text, subject: composed.content.subject };
}

/** To whom it speaks. */
async function reader(person: string): Promise<'her' | 'shared'> {
  return (await text(person)).subject.startsWith('Välkommen') ? 'her' : 'shared';
}

it('tells the number, extension and address of the day it is made, not of the day it was written', async () => {
  await open();
  hire(world.tenant, 'p1', personFacts(1));
  await night(0);
  const before = await text('p1');
  expect(before.to).toBe('namn1@nordvik.example');
  expect(before.text).toContain('08-123 450 01');
  expect(before.text).toContain('5001');
  expect(before.text).toContain('namn1');
  update(world.tenant, 'p1', { businessPhones: ['+46 8 123 45 077'], mail: 'ny@nordvik.example' });
  await night(1);
  const after = await text('p1');
  expect(after.to).toBe('ny@nordvik.example');
  expect(after.text).toContain('08-123 450 77');
  expect(after.text).not.toContain('08-123 450 01');
});

it('is not sent any more when the user or her address is gone', async () => {
  await open({ keepDays: 0 });
  for (const n of [1, 2, 3]) hire(world.tenant, `p${n}`, personFacts(n));
  await night(0);
  remove(world.tenant, 'p1');
  update(world.tenant, 'p2', { mail: null });
  await night(1);
  expect(await made('p1')).toEqual({ is: 'void', why: 'The user was deleted before the mail was sent.' });
  expect(await made('p2')).toMatchObject({ is: 'void' });
});

it('goes where somebody chose to send it, and speaks about its user where that is another’s address', async () => {
  await open();
  for (const n of [1, 2]) hire(world.tenant, `p${n}`, personFacts(n));
  await night(0);
  const choose = (to: string) =>
    world.database.kysely.updateTable('mails').set({ to_address: to, to_by_hand: true }).execute();
  await choose('privat@hemma.example');
  expect(await text('p1')).toMatchObject({ to: 'privat@hemma.example' });
  expect(await reader('p1')).toBe('her');
  await choose('namn2@nordvik.example');
  expect(await reader('p1')).toBe('shared');
});

it('speaks about its user in the third person where her mail is another user’s or another person’s own', async () => {
  await open();
  hire(world.tenant, 'boss', personFacts(1, { mail: 'Chef@nordvik.example' }));
  hire(world.tenant, 'p2', personFacts(2, { mail: 'chef@nordvik.example' }));
  hire(world.tenant, 'p3', personFacts(3));
  // A person who can not be a user has the address as well.
  hire(world.tenant, 'p4', personFacts(4, { mail: 'butik@nordvik.example' }));
  hire(world.tenant, 'till', personFacts(5, { mail: 'BUTIK@nordvik.example', businessPhones: [] }));
  await night(0);
  expect(await Promise.all(['boss', 'p2', 'p3', 'p4'].map(reader))).toEqual([
    'shared',
    'shared',
    'her',
    'shared',
  ]);
  const { text: told } = await text('p2');
  expect(told).toContain('Namn2 Efternamn2');
  remove(world.tenant, 'till');
  await night(1);
  expect(await reader('p4')).toBe('her');
});

it('takes her own entry in Entra for nobody else’s, also while no template keeps her', async () => {
  await open();
  hire(world.tenant, 'p1', personFacts(1));
  await night(0);
  const [{ id } = { id: '' }] = await world.database.kysely.selectFrom('users').select('id').execute();
  expect((await unlinkUser(hand(), id)).ok).toBe(true);
  expect(await reader('p1')).toBe('her');
});
