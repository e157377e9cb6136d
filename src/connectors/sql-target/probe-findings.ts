// What is looked at while testing the connection to any exchange kept as tables: the server, the tables, the role's rights – too few and
// too many –, and that it takes changes. Changes nothing.
import type { Finding } from '../target.ts';
import { findLacks } from './catalogue.ts';
import type { Catalogue, Needs } from './catalogue.ts';
import type { Query } from './connection.ts';

export const right = (code: string, message: string): Finding => ({ code, is: 'right', message, cure: null });
export const warning = (code: string, message: string, cure: string): Finding => ({
  code,
  is: 'warning',
  message,
  cure,
});
export const fault = (code: string, message: string, cure: string): Finding => ({
  code,
  is: 'fault',
  message,
  cure,
});

export async function probeServer(query: Query, where: string): Promise<Finding[]> {
  const [row] = await query(
    `select current_setting('server_version') as version, current_database()::text as database, current_user::text as role,
            current_setting('server_encoding') as encoding, pg_is_in_recovery() as standby, r.rolsuper as super,
            coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as encrypted
       from pg_roles r where r.rolname = current_user`,
  );
  const text = (key: string) => String(row?.[key]);
  const findings = [
    right(
      'connected',
      `Connected to ${text('database')} at ${where} as ${text('role')}, PostgreSQL ${text('version')}, ${row?.['encrypted'] === true ? 'encrypted' : 'not encrypted'}.`,
    ),
  ];
  if (row?.['standby'] === true)
    findings.push(
      fault(
        'writable',
        'The server is a standby and takes no changes.',
        'Point the host to the primary server.',
      ),
    );
  if (row?.['super'] === true)
    findings.push(
      warning(
        'rights',
        `The role ${text('role')} is a superuser: a mistake or a thief could do anything there.`,
        'Make a role with only the rights that docs/exchanges.md lists.',
      ),
    );
  if (text('encoding') !== 'UTF8')
    findings.push(
      warning(
        'encoding',
        `The database is encoded in ${text('encoding')}: names with other characters cannot be written.`,
        'Move the exchange’s tables to a database in UTF8.',
      ),
    );
  return findings;
}

export function probeSchema(catalogue: Catalogue, needs: Needs): Finding {
  const lacks = findLacks(catalogue, needs);
  return lacks.length === 0
    ? right('schema', `All of ${Object.keys(needs).join(', ')} are there.`)
    : fault(
        'schema',
        `The database lacks ${lacks.join(', ')}.`,
        'Correct database and schema in the settings, or load the exchange’s own tables.',
      );
}

/** needs: privileges by table; sequences: those that new rows take numbers from, of columns `id` of these tables. */
export async function probeRights(
  query: Query,
  catalogue: Catalogue,
  needs: Readonly<Record<string, readonly string[]>>,
): Promise<Finding[]> {
  const lacks = Object.entries(needs).flatMap(([table, privileges]) => {
    const may = catalogue.get(table)?.may;
    return may ? privileges.filter((one) => !may.has(one)).map((one) => `${one} on ${table}`) : [];
  });
  const tables = Object.keys(needs).filter(
    (table) => needs[table]?.includes('insert') && catalogue.has(table),
  );
  const closed = await query(
    `select s.name from unnest($1::text[]) t, pg_get_serial_sequence(quote_ident(t), 'id') s(name)
      where exists (select from pg_attribute where attrelid = quote_ident(t)::regclass and attname = 'id')
        and s.name is not null and not has_sequence_privilege(s.name, 'usage')`,
    [tables.filter((table) => catalogue.get(table)?.columns.has('id'))],
  );
  lacks.push(...closed.map((row) => `usage on sequence ${String(row['name'])}`));
  if (lacks.length === 0) return [right('writable', 'The role may write what is needed.')];
  return [
    fault(
      'rights',
      `The role lacks ${lacks.join(', ')}.`,
      'Grant it the rights that docs/exchanges.md lists.',
    ),
  ];
}

/** tables: of the exchange's own configuration, which nobody needs for users. */
export async function probeTooMuch(query: Query, tables: readonly string[]): Promise<Finding[]> {
  const rows = await query(
    `select c.relname::text as name from pg_class c join pg_roles r on r.rolname = current_user
      where c.relnamespace = current_schema()::regnamespace and c.relname = any($1) and not r.rolsuper
        and has_table_privilege(c.oid, 'insert, update, delete') order by 1`,
    [tables],
  );
  if (rows.length === 0) return [];
  const names = rows.map((row) => String(row['name'])).join(', ');
  return [
    warning(
      'rights',
      `The role may change ${names}, which Rollcall never writes.`,
      'Revoke insert, update and delete on them.',
    ),
  ];
}
