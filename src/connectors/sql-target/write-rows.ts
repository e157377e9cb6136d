// Writes many rows of one table in one statement, from plain values by column: the database itself makes them what its columns are,
// enumerations too. Rows that are already so are not written, so that an exchange that watches its tables sees only changes.
import pg from 'pg';
import type { Catalogue } from './catalogue.ts';
import type { Query } from './connection.ts';

export type Values = Readonly<Record<string, string | null>>;

const quote = (name: string): string => pg.escapeIdentifier(name);

/** Changes the other columns of rows with these keys; those that are not there are left out. */
export async function updateRows(
  { query, catalogue }: { query: Query; catalogue: Catalogue },
  table: string,
  keys: readonly string[],
  rows: readonly Values[],
): Promise<void> {
  for (const [columns, some] of groupByColumns(catalogue, table, rows)) {
    const changing = columns.filter((column) => !keys.includes(column));
    if (changing.length === 0) continue;
    const of = (side: string) => changing.map((column) => `${side}.${quote(column)}`).join(', ');
    await query(
      `update ${quote(table)} t set ${changing.map((column) => `${quote(column)} = n.${quote(column)}`).join(', ')}
         from json_populate_recordset(null::${quote(table)}, $1::json) n
        where ${keys.map((key) => `t.${quote(key)} = n.${quote(key)}`).join(' and ')}
          and row(${of('t')}) is distinct from row(${of('n')})`,
      [JSON.stringify(some)],
    );
  }
}

export async function insertRows(
  { query, catalogue }: { query: Query; catalogue: Catalogue },
  table: string,
  rows: readonly Values[],
): Promise<void> {
  for (const [columns, some] of groupByColumns(catalogue, table, rows)) {
    const list = columns.map(quote).join(', ');
    await query(
      `insert into ${quote(table)} (${list}) select ${list} from json_populate_recordset(null::${quote(table)}, $1::json)`,
      [JSON.stringify(some)],
    );
  }
}

/** Rows that set the same columns together, without columns that this version lacks. */
function groupByColumns(
  catalogue: Catalogue,
  table: string,
  rows: readonly Values[],
): [columns: string[], rows: Values[]][] {
  const known = catalogue.get(table)?.columns;
  const groups = Map.groupBy(rows, (row) =>
    Object.keys(row)
      .filter((column) => known?.has(column))
      .toSorted()
      .join(),
  );
  return [...groups].filter(([key]) => key !== '').map(([key, some]) => [key.split(','), some]);
}
