// rollcall conflicts TEMPLATE [EVIDENCE]: people who may be users that no sync keeps, with what is the same and what linking
// would change. Worked out afresh, so a preview is enough before.
import { readProposalsPage } from '../run/list-proposals.ts';
import type { PresentedProposal } from '../run/present-proposals.ts';
import type { Command } from './command.ts';
import { parseEvidence } from './parse-evidence.ts';
import { presentCount, presentPlain, presentTable } from './terminal.ts';
import { withTemplate } from './with-template.ts';

/** More than a screen or two is for --json. */
const SHOWN = 40;

export const conflicts: Command = (context) =>
  withTemplate(context, async ({ template: stored, company }, { store }) => {
    const [, word] = context.words;
    const evidence = word === undefined ? null : (parseEvidence(word)[0] ?? null);
    const now = context.config.now ?? Date.now();
    // All of them: a file for other programs, or the first screens for people.
    const ask = { search: null, evidence, limit: Number.MAX_SAFE_INTEGER, after: null };
    const { rows, counts } = await readProposalsPage(store.database, { company, stored, now }, ask);
    const json = { people: rows.length, counts, conflicts: rows };
    return { exitCode: 0, json, text: presentText(rows, stored.template.name) };
  });

function presentText(rows: readonly PresentedProposal[], template: string): string {
  if (rows.length === 0) return `Nobody of ${template} is like a user that no sync keeps.`;
  const lines = rows
    .slice(0, SHOWN)
    .map((row) => [
      presentPlain(row.name ?? row.person),
      presentPlain(
        row.candidates.map(({ alias, evidence }) => `${alias} (same ${evidence.join(', ')})`).join('; '),
      ),
      row.createAnyway
        ? 'is created anyway'
        : row.mayCreateAnyway
          ? 'link, create anyway or ignore'
          : 'link or ignore',
      row.person,
    ]);
  const more = rows.length - lines.length;
  return [
    `${presentCount(rows.length)} ${rows.length === 1 ? 'person' : 'people'} may be users that no sync keeps:`,
    ...presentTable(lines.map((line) => line.map((cell, at) => (at === 0 ? `  ${cell}` : cell)))),
    ...(more > 0 ? [`  … and ${presentCount(more)} more; --json has them all.`] : []),
    '',
    `Those without a doubt at once: rollcall adopt ${JSON.stringify(template)} email --dry-run.`,
    `One by one: rollcall link, rollcall create-anyway or rollcall ignore, with the object id.`,
  ].join('\n');
}
