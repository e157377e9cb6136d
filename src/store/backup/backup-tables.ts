// Which tables a backup has and how their rows are read and put back, from the database's own catalog: a table that a
// later migration adds is in the backup without anybody thinking of it. Every value goes as the text PostgreSQL writes for it
// and reads back as the same, under the session settings below.
import pg from 'pg';

/** What is worth nothing later: what a run has read so far, and whoever is signed in or being slowed down. */
const leftOut = new Set([
  'schema_migrations',
  'staged_people',
  'staged_excluded',
  'staged_memberships',
  'sessions',
  'oidc_sign_ins',
  'sign_in_failures',
]);

export interface BackupTable {
  name: string;
  columns: { name: string; type: string }[];
}

export interface BackupSequence {
  name: string;
  value: string;
  isCalled: boolean;
}

export const sessionSettings =
  "set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local bytea_output = 'hex'; set local extra_float_digits = 1";

/** In an order in which each comes after those it refers to. */
export async function readBackupTables(client: pg.ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<{ table: string; column: string; type: string }>(
    `select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = current_schema::regnamespace and c.relkind = 'r'
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     order by c.relname, a.attnum`,
  );
  const tables = [...Map.groupBy(rows, ({ table }) => table)]
    .filter(([name]) => !leftOut.has(name))
    .map(([name, columns]) => ({
      name,
      columns: columns.map(({ column, type }) => ({ name: column, type })),
    }));
  return orderTables(tables, await readReferences(client));
}

async function readReferences(client: pg.ClientBase): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ from: string; to: string }>(
    `select f.relname as from, t.relname as to from pg_constraint k
     join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
     where k.contype = 'f' and f.relnamespace = current_schema::regnamespace`,
  );
  return new Map(
    [...Map.groupBy(rows, ({ from }) => from)].map(([from, to]) => [from, to.map((one) => one.to)]),
  );
}

function orderTables(tables: BackupTable[], references: Map<string, string[]>): BackupTable[] {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const done = new Set<BackupTable>();
  const visit = (table: BackupTable, path: readonly string[]) => {
    if (path.includes(table.name) || done.has(table)) return;
    for (const to of references.get(table.name) ?? []) {
      const parent = byName.get(to);
      if (parent) visit(parent, [...path, table.name]);
    }
    done.add(table);
  };
  for (const table of tables) visit(table, []);
  return [...done];
}

/** Sequences of identity columns: an id that was given is not given again, also when its row is gone. */
export async function readSequences(client: pg.ClientBase): Promise<BackupSequence[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relkind = 'S' and relnamespace = current_schema::regnamespace order by 1`,
  );
  const sequences = [];
  for (const { name } of rows) {
    const found = await client.query<{ value: string; isCalled: boolean }>(
      `select last_value::text as value, is_called as "isCalled" from ${pg.escapeIdentifier(name)}`,
    );
    const [row] = found.rows;
    if (row) sequences.push({ name, ...row });
  }
  return sequences;
}

/** One row as a JSON array of texts and nulls. */
export function selectRows({ name, columns }: BackupTable): string {
  const values = columns.map((column) => `${pg.escapeIdentifier(column.name)}::text`);
  return `select json_build_array(${values.join(', ')})::text as line from ${pg.escapeIdentifier(name)}`;
}

/** $1: lines as selectRows makes them. The types are the target's own, never the backup's word. */
export function insertRows(table: BackupTable, types: ReadonlyMap<string, string>): string {
  const names = table.columns.map(({ name }) => pg.escapeIdentifier(name));
  const values = table.columns.map(({ name }, at) => `(r.row ->> ${at})::${types.get(name) ?? 'text'}`);
  return `insert into ${pg.escapeIdentifier(table.name)} (${names.join(', ')}) overriding system value
    select ${values.join(', ')} from (select line::jsonb as row from unnest($1::text[]) as line) r`;
}
