// What an exchange's database has of the tables that a connector uses: which columns, how long they may be, what their enumerations
// know, and what the role may do with them. Read once for a connection; versions differ.
import { TargetError } from '../target.ts';
import type { Query } from './connection.ts';

interface Column {
  /** Characters; null: any. */
  most: number | null;
  /** The values of an enumeration; null where it is none. */
  choices: readonly string[] | null;
}

interface Table {
  columns: ReadonlyMap<string, Column>;
  /** What the role may do with the whole table, of select, insert, update, delete. */
  may: ReadonlySet<string>;
}

export type Catalogue = ReadonlyMap<string, Table>;

const PRIVILEGES = ['select', 'insert', 'update', 'delete'] as const;

export async function readCatalogue(query: Query, tables: readonly string[]): Promise<Catalogue> {
  const rows = await query(
    `select c.relname::text as table_name, a.attname::text as column_name,
            case when a.atttypid = 'varchar'::regtype and a.atttypmod > 4 then a.atttypmod - 4 end as most,
            (select array_agg(e.enumlabel::text order by e.enumsortorder) from pg_enum e where e.enumtypid = a.atttypid) as choices,
            (select array_agg(p) from unnest($2::text[]) p where has_table_privilege(c.oid, p)) as may
       from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = current_schema()::regnamespace and c.relname = any($1) and c.relkind in ('r', 'p', 'v', 'f')`,
    [tables, PRIVILEGES],
  );
  const byTable = Map.groupBy(rows, (row) => String(row['table_name']));
  return new Map(
    [...byTable].map(([name, columns]) => [
      name,
      {
        may: new Set(textsOf(columns[0]?.['may'])),
        columns: new Map(
          columns.map((row) => [
            String(row['column_name']),
            {
              most: row['most'] === null ? null : Number(row['most']),
              choices: row['choices'] === null ? null : textsOf(row['choices']),
            },
          ]),
        ),
      },
    ]),
  );
}

export const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** A column's value as text, as the entries of targets have it. */
export const textOf = (value: unknown): string | null =>
  value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);

/** Columns by table, without which nothing can be written. */
export type Needs = Readonly<Record<string, readonly string[]>>;

/** What the catalogue lacks of what is needed, as names of tables and columns. */
export function findLacks(catalogue: Catalogue, needs: Needs): string[] {
  return Object.entries(needs).flatMap(([name, columns]) => {
    const table = catalogue.get(name);
    if (!table) return [name];
    return columns.filter((column) => !table.columns.has(column)).map((column) => `${name}.${column}`);
  });
}

export function refuseLacks(catalogue: Catalogue, needs: Needs): void {
  const lacks = findLacks(catalogue, needs);
  if (lacks.length === 0) return;
  throw new TargetError(
    'refused',
    'target.schema',
    `The database of the exchange lacks ${lacks.join(', ')}, or its role may not see them.`,
    'Correct database and schema in the settings, or load the exchange’s own tables; then test the connection.',
  );
}
