// rollcall import-numbers FILE: number series and reserved numbers from a CSV file, whole or not at all. With faults, every
// line that is wrong is told and nothing is changed.
import type { NumbersFault } from '../plan/numbers-csv.ts';
import { presentRange } from '../run/hand-reserved.ts';
import { importNumbers, readNumbersFile } from '../run/import-numbers.ts';
import type { NumbersImported } from '../run/import-numbers.ts';
import { readCompanies } from '../store/companies.ts';
import { CommandError, refusal } from './command.ts';
import type { Command } from './command.ts';
import { pickCompany } from './pick.ts';
import { readInputBytes } from './read-input.ts';
import { paint, presentCount, presentPlain, presentTable } from './terminal.ts';
import { withStore } from './with-store.ts';
import { presentHand } from './with-user.ts';

export const importNumbersFile: Command = async (context) => {
  const file = context.words[0] ?? '-';
  const isDryRun = context.flags.has('--dry-run');
  const bytes = await readInputBytes(file, process.stdin, context.signal);
  return withStore(context, async (opened) => {
    const companies = await readCompanies(opened.store.database.kysely);
    const company = pickCompany(companies, context.config.company);
    const numbers = await readNumbersFile(opened.store.database.kysely, company, bytes);
    if ('csvFaults' in numbers) throw refused(file, numbers.csvFaults);
    const hand = presentHand(context, opened, company);
    const answer = await importNumbers(hand, numbers, { preview: isDryRun });
    if (!answer.ok) throw 'csvFaults' in answer ? refused(file, answer.csvFaults) : refusal(answer);
    const { ok: _, ...done } = answer;
    return { exitCode: 0, json: { dryRun: isDryRun, ...done }, text: presentDone(isDryRun, answer) };
  });
};

/** As many as fit on a screen; --json has all. */
const SHOWN = 20;

/** Of several each is told with its place and cure (present-failure.ts). */
function refused(file: string, faults: readonly NumbersFault[]): CommandError {
  const [first] = faults;
  const isOne = faults.length === 1 && first !== undefined;
  const count = isOne ? 'one fault' : `${presentCount(faults.length)} faults`;
  const name = file === '-' ? 'Standard input' : file;
  const message = `${name} has ${count}; nothing was changed${isOne ? `: ${presentFault(first)}` : '.'}`;
  const cure = isOne
    ? first.cure
    : 'Correct each of them and import again; --json lists all with their cures.';
  return new CommandError('numbers.invalid', message, cure, { details: { faults } });
}

function presentFault({ line, column, message }: NumbersFault): string {
  const place = line === null ? '' : `line ${line}${column === null ? '' : `, ${presentPlain(column)}`}: `;
  return `${place}${presentPlain(message)}`;
}

function presentDone(isDryRun: boolean, answer: NumbersImported): string {
  const { seriesAdded, reservedAdded, counts, ignoredColumns } = answer;
  const rows = [
    ...seriesAdded.map((one) => [
      paint('green', 'added'),
      `${presentRange(one)}`,
      one.kind,
      presentPlain(one.note ?? ''),
    ]),
    ...reservedAdded.map((one) => [
      paint('green', 'reserved'),
      presentRange(one),
      '',
      presentPlain(one.note ?? ''),
    ]),
  ];
  const shown = rows.slice(0, SHOWN);
  const sums = [
    `${presentMany(counts.lines, 'line')}, ${presentMany(counts.numbers, 'number')}: ${presentCount(counts.added)} added, ${presentCount(counts.alreadyThere)} there already`,
    `${presentCount(counts.reserved)} reserved, ${presentCount(counts.alreadyReserved)} reserved already`,
  ];
  const ignored = ignoredColumns.map(presentPlain).join(', ');
  return [
    ...(isDryRun ? ['Nothing was changed. An import would do this:', ''] : []),
    ...presentTable(shown),
    ...(rows.length > SHOWN ? [`and ${presentCount(rows.length - SHOWN)} more`] : []),
    ...(rows.length > 0 ? [''] : []),
    ...sums,
    ...(ignored === '' ? [] : [paint('dim', `Columns that mean nothing here: ${ignored}`)]),
  ].join('\n');
}

const presentMany = (count: number, what: string) =>
  `${presentCount(count)} ${what}${count === 1 ? '' : 's'}`;
