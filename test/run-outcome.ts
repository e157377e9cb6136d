// What a world's database holds after runs, comparable between two worlds of the same history.
import type { UsersCreated } from '../src/plan/notice.ts';
import type { RunWorld } from './run-world.ts';

/** Everything that a sync has done, but for ids that are drawn anew and the moments of the computer's clock. */
export async function readOutcome({ database }: RunWorld) {
  const db = database.kysely;
  const users = await db.selectFrom('users').selectAll().orderBy('alias').execute();
  const links = await db.selectFrom('links').selectAll().orderBy('person_id').execute();
  const numbers = await db.selectFrom('numbers').selectAll().orderBy('digits').execute();
  const steps = await db
    .selectFrom('steps')
    .selectAll()
    .orderBy('at')
    .orderBy('person_id')
    .orderBy('do_what')
    .execute();
  const roster = await db.selectFrom('roster').selectAll().orderBy('person_id').execute();
  const mails = await db
    .selectFrom('mails')
    .select(['kind', 'state', 'to_address', 'language', 'created_at', 'user_id'])
    .execute();
  const notices = await db.selectFrom('notices').select(['kind', 'at', 'data']).orderBy('at').execute();
  const aliasOf = new Map(users.map((user) => [user.id, user.alias]));
  // Drawn anew in each world, or told by the computer's clock.
  const drawn = new Set(
    'id run_id company_id template_id user_id last_user created_at createdAt read_at'.split(' '),
  );
  const present = (row: object & { user_id?: string | null }) => ({
    ...JSON.parse(JSON.stringify(row, (key, value: unknown) => (drawn.has(key) ? undefined : value))),
    user: aliasOf.get(row.user_id ?? ''),
  });
  return {
    users: users.map(present),
    links: links.map(present),
    numbers: numbers.map(present),
    steps: steps.map(present),
    roster: roster.map(present),
    mails: mails
      .map((row) => ({ at: row.created_at.toISOString(), ...present(row) }))
      .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    notices: notices.map(({ kind, at, data }) => ({
      kind,
      at: at.toISOString(),
      users: (data as Partial<UsersCreated>).users?.map(({ alias, person }) => [alias, person]),
    })),
  };
}
