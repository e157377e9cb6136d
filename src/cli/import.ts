// rollcall import FILE: reads the configuration document, carries it out whole or not at all and tells what it
// did. With faults, every one of them is told and nothing is changed.
import { randomUUID } from 'node:crypto';
import type { Fault } from '../plan/json-object.ts';
import { CommandError } from './command.ts';
import type { Command, CommandContext } from './command.ts';
import { applyImport } from '../document/apply-import.ts';
import { parseDocument } from '../document/parse-document.ts';
import type { ParsedDocument } from '../document/parse-document.ts';
import { commandActor } from './command-actor.ts';
import { presentImport } from './present-import.ts';
import { readInput } from './read-input.ts';
import { withStore } from './with-store.ts';

export const importDocument: Command = async (context) => {
  const file = context.words[0] ?? '-';
  const isDryRun = context.flags.has('--dry-run');
  const text = await readInput(file, process.stdin, context.signal);
  const document = parseDocument(text, [...context.config.clouds.keys()], context.config.webhookHosts);
  checkCompanyOption(document, context);
  // Nothing could be read at all: what is stored cannot add to that, and need not be opened for it.
  if (document.reading === null) throw documentInvalid(file, document.faults);
  const outcome = await withStore(context, ({ store, openBox }) =>
    applyImport(store.database.kysely, document, {
      isDryRun,
      newId: randomUUID,
      openBox,
      by: { actor: commandActor(), at: new Date(context.config.now ?? Date.now()) },
    }),
  );
  if (outcome.faults.length) throw documentInvalid(file, outcome.faults);
  const { changes, warnings } = outcome;
  return {
    exitCode: 0,
    json: { dryRun: isDryRun, changes, warnings },
    text: presentImport(isDryRun, changes, warnings),
  };
};

function checkCompanyOption(document: ParsedDocument, { config }: CommandContext): void {
  const other = document.companies.find(
    ({ company }) => config.company !== null && company.name !== config.company,
  );
  if (!other) return;
  throw new CommandError(
    'company.differs',
    `The document is about ${JSON.stringify(other.company.name)}, --company says ${JSON.stringify(config.company)}.`,
    'Leave --company out, or correct one of the two.',
  );
}

function documentInvalid(file: string, faults: readonly Fault[]): CommandError {
  const [first] = faults;
  const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
  const name = file === '-' ? 'Standard input' : file;
  const cure = faults.length === 1 && first ? first.cure : 'Correct each of them and import again.';
  const about = faults.length === 1 && first ? `: ${presentPlace(first)}${first.message}` : '.';
  return new CommandError('document.invalid', `${name} has ${count}; nothing was changed${about}`, cure, {
    details: { faults },
  });
}

function presentPlace({ line, column, key }: Fault): string {
  const place = line === null ? '' : `line ${line}, column ${column ?? 1}`;
  return [place, key].filter((part) => part !== '').join(', ') + (place || key ? ': ' : '');
}
