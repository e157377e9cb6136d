// Looks for planted texts in whatever the product has written, however they may have been written: plain, base64 at any
// offset, hexadecimal, URL-encoded, escaped in JSON. And reads everything that a database and a folder hold.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';

/** Every way in which this text may stand in a file. */
function presentForms(text: string): string[] {
  const bytes = Buffer.from(text);
  const forms = [
    text,
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    encodeURIComponent(text),
    new URLSearchParams({ x: text }).toString().slice(2),
    JSON.stringify(text).slice(1, -1),
    JSON.stringify(JSON.stringify(text)).slice(3, -3),
  ];
  // In base64 the same bytes look different by where they begin; the letters at both ends belong to the neighbours too.
  for (const offset of [0, 1, 2]) {
    for (const encoding of ['base64', 'base64url'] as const) {
      const shifted = Buffer.concat([Buffer.alloc(offset), bytes])
        .toString(encoding)
        .replace(/=+$/, '');
      forms.push(shifted.slice(offset === 0 ? 0 : 4, -2));
    }
  }
  return [...new Set(forms)];
}

/** Name of secret and place, for each that was found. Short forms would be found by chance. */
export function findPlanted(
  planted: Readonly<Record<string, string>>,
  places: Readonly<Record<string, string | Buffer>>,
): string[] {
  const forms = Object.entries(planted).flatMap(([name, text]) => {
    if (text.length < 10) throw new Error(`${name} is too short to be told from chance`);
    return presentForms(text).map((form) => ({ name, form }));
  });
  return Object.entries(places).flatMap(([place, content]) =>
    forms
      .filter(({ form }) => content.includes(form))
      .map(({ name, form }) => `${name} in ${place} as ${form}`),
  );
}

/** Every row of every table of every schema, as text; bytes as text too, where they are some. */
export async function readWholeDatabase(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const all: Record<string, string> = {};
    for (const { name } of tables) {
      const { rows } = await client.query<{ line: string }>(`select t::text as line from ${name} t`);
      all[`table ${name}`] = rows.map(({ line }) => `${line}\n${readHidden(line)}`).join('\n');
    }
    return all;
  } finally {
    await client.end();
  }
}

/** What stands in columns of bytes, which PostgreSQL shows as hexadecimal digits. */
const readHidden = (line: string): string =>
  [...line.matchAll(/\\x([0-9a-f]{24,})/g)]
    .map(([, digits = '']) => Buffer.from(digits, 'hex').toString('latin1'))
    .join('\n');

/** Every file below the folder; gzip files opened. */
export async function readWholeFolder(
  folder: string,
  isLeftOut: (name: string) => boolean,
): Promise<Record<string, Buffer>> {
  const all: Record<string, Buffer> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || isLeftOut(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    all[`file ${path}`] = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  }
  return all;
}
