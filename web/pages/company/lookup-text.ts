// Lookup tables as text, one value a line ("Sthlm = Stockholm"), so that thousands can be pasted from a spreadsheet, and back. Pure.
export interface TableText {
  /** Of this editing only. */
  id: string;
  name: string;
  text: string;
}

export type TableFault =
  | { is: 'empty' }
  | { is: 'twice'; name: string }
  | { is: 'noSign'; line: string }
  | { is: 'keyTwice'; key: string };

export type Lookups = Readonly<Record<string, Readonly<Record<string, string>>>>;

export const presentTables = (lookups: Lookups): TableText[] =>
  Object.entries(lookups).map(([name, rows]) => ({
    id: name,
    name,
    text: Object.entries(rows)
      // A key with the sign in it is told from its value by a tab, as spreadsheets do.
      .map(([key, value]) => (key.includes('=') ? `${key}\t${value}` : `${key} = ${value}`))
      .join('\n'),
  }));

/** faults: by the table's id. */
export function parseTables(tables: readonly TableText[]): {
  lookups: Record<string, Record<string, string>>;
  faults: ReadonlyMap<string, TableFault>;
} {
  const lookups: Record<string, Record<string, string>> = {};
  const faults = new Map<string, TableFault>();
  for (const { id, name, text } of tables) {
    const table = name.trim();
    const rows = parseRows(text);
    if (table === '') faults.set(id, { is: 'empty' });
    else if (Object.hasOwn(lookups, table)) faults.set(id, { is: 'twice', name: table });
    else if ('fault' in rows) faults.set(id, rows.fault);
    else lookups[table] = rows.values;
  }
  return { lookups, faults };
}

function parseRows(text: string): { values: Record<string, string> } | { fault: TableFault } {
  const values = new Map<string, string>();
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const at = line.includes('\t') ? line.indexOf('\t') : line.indexOf('=');
    if (at < 0) return { fault: { is: 'noSign', line: line.trim() } };
    const key = line.slice(0, at).trim();
    if (values.has(key)) return { fault: { is: 'keyTwice', key } };
    values.set(key, line.slice(at + 1).trim());
  }
  return { values: Object.fromEntries(values) };
}
