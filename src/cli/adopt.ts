// rollcall adopt TEMPLATE EVIDENCE: links everybody who is one user that no sync keeps, without a doubt, by these kinds of
// evidence. --dry-run shows the pairs and changes nothing.
import { adoptUsers } from '../run/adopt.ts';
import type { AdoptionAnswer } from '../run/adopt.ts';
import { refusal } from './command.ts';
import type { Command } from './command.ts';
import { parseEvidence } from './parse-evidence.ts';
import { presentCount, presentPlain, presentTable } from './terminal.ts';
import { presentHand } from './with-user.ts';
import { withTemplate } from './with-template.ts';

/** More than a screen or two is for --json. */
const SHOWN = 40;

export const adopt: Command = (context) => {
  const evidence = parseEvidence(context.words[1] ?? '');
  const preview = context.flags.has('--dry-run');
  return withTemplate(context, async ({ template: { template }, company }, opened) => {
    const hand = presentHand(context, opened, company);
    const ask = { evidence, preview, limit: Number.MAX_SAFE_INTEGER };
    const answer = await adoptUsers(hand, template.id, ask);
    if (!answer.ok) throw refusal(answer);
    const isWeak = evidence.includes('name');
    return {
      exitCode: 0,
      json: { dryRun: preview, ...answer },
      text: presentAdoption(answer, preview, isWeak),
    };
  });
};

function presentAdoption(answer: AdoptionAnswer, preview: boolean, isWeak: boolean): string {
  const { count, pairs, ambiguousCount, ambiguous, batch } = answer;
  return [
    `${presentCount(count)} ${count === 1 ? 'user' : 'users'} ${preview ? 'would be linked' : 'linked'}.`,
    ...(isWeak ? ['A name alone is weak evidence: many people have one. Look through the pairs.'] : []),
    ...presentTable(
      pairs
        .slice(0, SHOWN)
        .map((pair) => [
          `  ${presentPlain(pair.alias)}`,
          presentPlain(pair.name ?? pair.person),
          `same ${pair.evidence.join(', ')}`,
          presentPlain(presentChanges(pair.changes)),
        ]),
    ),
    ...presentMore(count - Math.min(pairs.length, SHOWN)),
    ...(ambiguousCount > 0
      ? ['', `${presentCount(ambiguousCount)} ${ambiguousCount === 1 ? 'is' : 'are'} not clear:`]
      : []),
    ...presentTable(
      ambiguous
        .slice(0, SHOWN)
        .map(({ person, name, message }) => [`  ${presentPlain(name ?? person)}`, presentPlain(message)]),
    ),
    ...presentMore(ambiguousCount - Math.min(ambiguous.length, SHOWN)),
    '',
    ...(count > 0 ? [answer.next] : []),
    ...(batch === null ? [] : [`Take it back with: rollcall undo-batch ${batch}`]),
  ].join('\n');
}

const presentMore = (more: number) =>
  more > 0 ? [`  … and ${presentCount(more)} more; --json has them all.`] : [];

function presentChanges(changes: AdoptionAnswer['pairs'][number]['changes']): string {
  return changes
    .map(
      ({ field, from, to, stays }) =>
        `${field}: ${from ?? '–'} → ${to ?? '–'}${stays ? ' (stays: taken)' : ''}`,
    )
    .join(', ');
}
