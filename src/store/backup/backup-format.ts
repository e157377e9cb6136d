// The form of a backup file: gzip of lines. A header, for each table a line that names it, its rows and a dot, and a last line with
// counts and the checksum of everything before. A file that ends early has no last line, so that a part is never
// taken for the whole. Reads and writes streams; knows no database.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';

export const FORMAT = 1;
/** More than any row; what has no line end for so long is no backup. */
const LONGEST_LINE = 256 * 1024 * 1024;

const Header = z.object({
  rollcall: z.literal('backup'),
  format: z.number(),
  version: z.string(),
  madeAt: z.string(),
  /** Migrations of the database that it was made from, in order. */
  migrations: z.array(z.object({ number: z.number(), name: z.string(), checksum: z.string() })),
  /** Prints of the master keys that its secrets open with, the newest first. */
  masterKeys: z.array(z.string()),
});
const TableLine = z.object({
  table: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
});
const End = z.object({
  end: z.literal(true),
  rows: z.record(z.string(), z.number()),
  sequences: z.array(
    z.object({ name: z.string(), value: z.string().regex(/^-?\d+$/), isCalled: z.boolean() }),
  ),
  sha256: z.string(),
});
export type BackupHeader = z.infer<typeof Header>;
export type BackupEnd = z.infer<typeof End>;

export type BackupLine =
  | { is: 'header'; header: BackupHeader }
  | { is: 'table'; table: z.infer<typeof TableLine> }
  /** JSON text as it stands. */
  | { is: 'row'; text: string }
  | { is: 'end'; end: BackupEnd };

/** The file is no whole backup of this form, or none of ours. */
export class BackupUnusable extends Error {
  readonly code = 'backup.unusable';
  readonly cure: string;

  constructor(message: string, cure: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BackupUnusable';
    this.cure = cure;
  }
}

const takeAnother = 'Nothing was changed. Take another backup; this one was cut off, changed or is none.';

/** Every line of the file in order; throws BackupUnusable when the file is not whole, at the latest at its end. */
export async function* readBackup(file: string): AsyncGenerator<BackupLine> {
  const hash = createHash('sha256');
  const counts: Record<string, number> = {};
  let table: string | null = null;
  let isFirst = true;
  let end: BackupEnd | null = null;
  for await (const text of readLines(file)) {
    if (end) throw new BackupUnusable('Something follows after the end of the backup.', takeAnother);
    if (table !== null && text !== '.') {
      counts[table] = (counts[table] ?? 0) + 1;
      hash.update(`${text}\n`);
      yield { is: 'row', text };
      continue;
    }
    if (text === '.' && table !== null) table = null;
    else if (isFirst) {
      isFirst = false;
      yield { is: 'header', header: parseHeader(text) };
    } else {
      const line = parseLine(text);
      if (line.is === 'table') {
        table = line.table.table;
        counts[table] = 0;
        yield line;
      } else {
        end = line.end;
        checkEnd(end, hash.copy().digest('hex'), counts);
        yield line;
      }
    }
    hash.update(`${text}\n`);
  }
  if (!end) throw new BackupUnusable('The backup is not whole: its end is missing.', takeAnother);
}

function parseHeader(text: string): BackupHeader {
  const parsed = Header.safeParse(parseJson(text));
  if (!parsed.success) throw new BackupUnusable('The file is no backup of Rollcall.', takeAnother);
  if (parsed.data.format !== FORMAT) {
    throw new BackupUnusable(
      `The backup has the form ${parsed.data.format}; this version reads form ${FORMAT}.`,
      `Restore it with Rollcall ${parsed.data.version} or a later version. Nothing was changed.`,
    );
  }
  return parsed.data;
}

function parseLine(text: string): Extract<BackupLine, { is: 'table' | 'end' }> {
  const value = parseJson(text);
  const table = TableLine.safeParse(value);
  if (table.success) return { is: 'table', table: table.data };
  const end = End.safeParse(value);
  if (end.success) return { is: 'end', end: end.data };
  throw new BackupUnusable('The backup is damaged.', takeAnother);
}

function checkEnd(end: BackupEnd, sha256: string, counts: Readonly<Record<string, number>>): void {
  const isCounted = JSON.stringify(end.rows) === JSON.stringify(counts);
  if (end.sha256 === sha256 && isCounted) return;
  throw new BackupUnusable('The backup is damaged: its checksum does not fit.', takeAnother);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function* readLines(file: string): AsyncGenerator<string> {
  const gunzip = createGunzip();
  // Its failure comes out of the loop below as well; here it only must not be an unhandled one.
  const feeding = pipeline(createReadStream(file), gunzip);
  feeding.catch(() => undefined);
  let parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      let from = 0;
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
        yield Buffer.concat([...parts, chunk.subarray(from, at)]).toString('utf8');
        [parts, length, from] = [[], 0, at + 1];
      }
      parts.push(chunk.subarray(from));
      length += chunk.length - from;
      if (length > LONGEST_LINE) throw new BackupUnusable('The file is no backup of Rollcall.', takeAnother);
    }
    await feeding;
  } catch (error) {
    throw explain(error, file);
  } finally {
    gunzip.destroy();
  }
  if (length > 0)
    throw new BackupUnusable('The backup is not whole: it ends in the middle of a line.', takeAnother);
}

function explain(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^Z_|^ERR_BUFFER/.test(code)) {
    const what = code === 'Z_BUF_ERROR' ? 'it was cut off' : 'it is no gzip file or damaged';
    return new BackupUnusable(`The backup ${file} can not be read: ${what}.`, takeAnother, { cause: error });
  }
  if (/^E[A-Z]+$/.test(code)) {
    return new BackupUnusable(
      `The file ${file} can not be read (${code}).`,
      'Correct the path, or who may read it.',
      {
        cause: error,
      },
    );
  }
  return error;
}
