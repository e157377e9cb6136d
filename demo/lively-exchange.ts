// A telephone exchange of the company that has lived for a month: it has let Rollcall in until this morning. Nothing answers at its address,
// and nobody asks there while it is refused; how users stand is as it would have been.
import { sql } from 'kysely';
import type { Product } from './open-product.ts';
import { openProductAsk } from './product-people.ts';

const settings = {
  host: '127.0.0.1',
  port: 5499,
  database: 'asterisk',
  user: 'rollcall',
  realm: 'vaxel.example',
  byDefault: 'internal',
};
const accountTaken = {
  class: 'conflict',
  code: 'target.accountTaken',
  message: 'The exchange has an account of this name that Rollcall did not make.',
  cure: 'Adopt it, or remove it there.',
};
const context = { is: 'different', fields: { context: { wanted: 'internal', there: 'utland' } } };
const credentials = {
  code: 'target.credentials',
  message: 'The database of the exchange refuses role or password: password authentication failed.',
  cure: 'Correct role or password in the settings, and resume.',
};

export async function addExchange(product: Product): Promise<void> {
  const { companyId, database } = product;
  const ask = await openProductAsk(product, 'administrator');
  const made = await ask('POST', `/companies/${companyId}/targets`, {
    name: 'Växeln i Sundsvall',
    kind: 'asterisk',
    settings,
    secrets: { password: 'vad-som-helst' },
    active: false,
  });
  const id = String(made['id']);
  const as = (state: string, column: string, value: object, remainder: number) =>
    sql`update target_users set state = ${state}, ${sql.ref(column)} = ${JSON.stringify(value)}::jsonb, attempts = 1
      where target_id = ${id} and user_id in (select user_id from (select user_id, row_number() over (order by user_id) as nth
        from target_users where target_id = ${id}) t where nth % 97 = ${remainder})`.execute(database.kysely);
  await sql`insert into target_users (target_id, user_id, company_id, state, external_id, entry, fed_at)
    select ${id}, u.id, u.company_id, 'ok', u.alias, '{}', now() from users u where u.company_id = ${companyId}
    on conflict (target_id, user_id) do update set state = 'ok', external_id = excluded.external_id, fed_at = now()`.execute(
    database.kysely,
  );
  await sql`insert into sip_accounts (user_id, company_id, account)
    select id, company_id, alias from users where company_id = ${companyId} and alias ~ '^[a-z0-9._-]{1,40}$'
    on conflict do nothing`.execute(database.kysely);
  await as('failed', 'error', accountTaken, 5);
  await as('drift', 'drift', context, 11);
  await sql`update targets set state = 'refused', state_since = now() - interval '3 hours', wants_everybody = false,
    trouble = ${JSON.stringify(credentials)}::jsonb, fed_at = now() - interval '3 hours', unknown_entries = 4,
    compared_at = now() - interval '9 hours' where id = ${id}`.execute(database.kysely);
}
