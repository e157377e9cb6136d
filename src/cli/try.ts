// rollcall try TEMPLATE FILE: what a mapping, a filter or lookup tables would make of everybody, before they are saved. FILE
// has the keys fieldMapping, userFieldMapping, filter and lookups as the document has them; saves and changes nothing.
import { parseTrial } from '../document/parse-trial.ts';
import { parseSyntax } from '../document/syntax.ts';
import type { Fault } from '../plan/json-object.ts';
import { openTemplateSource } from '../run/open-template-source.ts';
import { TRIAL_WAIT_SECONDS } from '../run/trial-fields.ts';
import { tryMapping } from '../run/try-mapping.ts';
import { CommandError } from './command.ts';
import type { Command } from './command.ts';
import { presentTrial } from './present-trial.ts';
import { readInput } from './read-input.ts';
import { withTemplate } from './with-template.ts';

export const tryOnEverybody: Command = async (context) => {
  const file = context.words[1] ?? '-';
  const root = parseSyntax(await readInput(file, process.stdin, context.signal));
  if ('faults' in root) throw faulty(file, root.faults);
  return withTemplate(context, async ({ template, company }, { store, openBox }) => {
    const changes = parseTrial(root, template.template, company);
    if (changes === undefined || root.reading.faults.length > 0) throw faulty(file, root.reading.faults);
    const { id: templateId, name } = template.template;
    const now = context.config.now ?? Date.now();
    const { clouds, maxWaitSeconds } = context.config;
    const openSource = openTemplateSource({
      openBox,
      clouds,
      maxWaitSeconds: Math.min(maxWaitSeconds ?? TRIAL_WAIT_SECONDS, TRIAL_WAIT_SECONDS),
      now: Date.now,
      database: store.database,
      clock: () => now,
    });
    const report = await tryMapping(
      { database: store.database, openSource },
      {
        templateId,
        changes,
        ask: null,
        now,
        signal: context.signal,
        onRead: (fields) =>
          context.say(`Reading ${fields.join(', ')} of everybody; the template has not read it yet …`),
      },
    );
    if (report === null)
      throw new CommandError(
        'template.unknown',
        `The sync template ${name} was deleted.`,
        'Name another one.',
      );
    if ('refused' in report) {
      const { code, message, cure } = report.refused;
      throw new CommandError(code, message, cure, { exitCode: 1 });
    }
    return { exitCode: 0, json: report, text: presentTrial(report, company.timeZone) };
  });
};

function faulty(file: string, faults: readonly Fault[]): CommandError {
  const [first] = faults;
  const name = file === '-' ? 'Standard input' : file;
  const many = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
  const place = first && first.line !== null ? ` (line ${first.line}, column ${first.column ?? 1})` : '';
  const key = first?.key ? `${first.key}: ` : '';
  return new CommandError(
    'document.invalid',
    `${name} has ${many}; nothing was tried: ${key}${first?.message ?? ''}${place}`,
    first?.cure ?? 'Correct the file.',
    { details: { faults } },
  );
}
