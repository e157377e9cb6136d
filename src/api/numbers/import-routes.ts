// A CSV file of numbers: previewed and imported, whole or not at all.
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { seriesKinds } from '../../store/number-series.ts';
import { importNumbers, MOST_CSV_BYTES, readNumbersFile } from '../../run/import-numbers.ts';
import type { NumbersImport, NumbersImported } from '../../run/import-numbers.ts';
import type { NumbersFault } from '../../plan/numbers-csv.ts';
import { takeDirectoryTurn } from '../../store/users.ts';
import { answers, takes } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import { handOf, mustDo } from '../deeds.ts';
import { once } from '../idempotency.ts';
import { flagQuery } from '../lists.ts';
import type { Asked, CompanyEnv, PublicEnv } from '../parts.ts';
import { invalid } from '../problems.ts';
import { apiRoute } from '../route.ts';

const text = z.string().nullable();
const count = z.number().int();
const digits = z.string();
const to = digits.optional().openapi({ description: 'Left out: one number.' });

const importSchema = z
  .object({
    text: z.string().optional().openapi({ description: 'The CSV text.' }),
    base64: z.base64().optional().openapi({
      description: 'The file as it is, in base64: UTF-8, UTF-16 and Windows-1252 are told apart.',
    }),
  })
  .strict()
  .openapi('NumbersFile', {
    description:
      'One of the two. Columns with a name in the first line: number, or from and to; kind, state, note (nummer, från, till, typ, status, anteckning).',
  });

const importedSchema = z
  .object({
    preview: z.boolean(),
    seriesAdded: z
      .array(z.object({ from: digits, to, kind: z.enum(seriesKinds), note: text }))
      .openapi({ description: 'The first thousand.' }),
    reservedAdded: z
      .array(z.object({ from: digits, to, note: text }))
      .openapi({ description: 'The first thousand.' }),
    counts: z.object({
      lines: count,
      numbers: count,
      added: count,
      alreadyThere: count,
      reserved: count,
      alreadyReserved: count,
      series: count.openapi({ description: 'Series added.' }),
      ranges: count.openapi({ description: 'Reserved ranges added.' }),
    }),
    ignoredColumns: z.array(z.string()),
  })
  .openapi('NumbersImported');

type Shown = z.infer<typeof importedSchema>;

/** A base64 text is a third longer than its file. */
const BODY_BYTES = Math.ceil(MOST_CSV_BYTES * 1.5);
const SHOWN = 1_000;

const importRoute = apiRoute(
  'number.change',
  {
    method: 'post',
    path: '/companies/{company}/numbers/import',
    operationId: 'importNumbers',
    summary: 'Adds number series and reserved numbers from a CSV file, all or nothing',
    description: 'With faults nothing is changed, and `errors` lists every line that is wrong.',
    tags: ['Numbers'],
    request: {
      params: companyParams,
      query: z
        .object({ preview: flagQuery.openapi({ description: 'true: says what it would add.' }) })
        .strict(),
      ...takes(importSchema),
    },
    responses: { 200: answers('What was added, or would be.', importedSchema) },
  },
  { idempotent: true, maxBodyBytes: BODY_BYTES },
);

function parseFile({ text: csv, base64 }: z.infer<typeof importSchema>): Uint8Array {
  if (csv !== undefined && base64 === undefined) return new TextEncoder().encode(csv);
  if (base64 !== undefined && csv === undefined) return Buffer.from(base64, 'base64');
  const message = 'The body has to have either "text" or "base64".';
  throw invalid([{ path: 'text', message, cure: 'Send the file in one of the two.' }]);
}

async function answerImport(c: Asked<CompanyEnv>, bytes: Uint8Array, preview: boolean): Promise<Shown> {
  const { parts, company } = c.var;
  const { database } = parts;
  const file = await readNumbersFile(database.kysely, company, bytes);
  if ('csvFaults' in file) throw invalid(file.csvFaults.map(presentFault));
  const hand = handOf(c);
  if (preview) return present(must(await importNumbers(hand, file, { preview })), preview);
  return takeDirectoryTurn(database, company.id, () =>
    once(c, async (trx) => {
      const inKeys = { ...hand, database: { ...database, kysely: trx } };
      return present(must(await importNumbers(inKeys, file, { preview })), preview);
    }),
  );
}

function must(answer: NumbersImport): NumbersImported {
  if (!answer.ok && 'csvFaults' in answer) throw invalid(answer.csvFaults.map(presentFault));
  return mustDo(answer);
}

function presentFault({ line, column, value, message, cure }: NumbersFault) {
  return {
    ...(column === null ? {} : { path: column }),
    ...(line === null ? {} : { line }),
    message: value === null || message.includes(value) ? message : `${message} (${JSON.stringify(value)})`,
    cure,
  };
}

function present(
  { seriesAdded, reservedAdded, counts, ignoredColumns }: NumbersImported,
  preview: boolean,
): Shown {
  const range = ({ first, last }: { first: number; last: number }) => ({
    from: String(first),
    ...(first === last ? {} : { to: String(last) }),
  });
  const { lines, numbers, added, alreadyThere, reserved, alreadyReserved } = counts;
  const sums = { series: seriesAdded.length, ranges: reservedAdded.length };
  return {
    preview,
    seriesAdded: seriesAdded.slice(0, SHOWN).map(({ kind, note, ...one }) => ({ ...range(one), kind, note })),
    reservedAdded: reservedAdded.slice(0, SHOWN).map(({ note, ...one }) => ({ ...range(one), note })),
    counts: { lines, numbers, added, alreadyThere, reserved, alreadyReserved, ...sums },
    ignoredColumns,
  };
}

export function numberImportRoutes() {
  return new OpenAPIHono<PublicEnv>().openapi(importRoute, async (c) => {
    const bytes = parseFile(c.req.valid('json'));
    return c.json(await answerImport(c, bytes, c.req.valid('query').preview === 'true'), 200);
  });
}
