// What an import did or would do, as text: thing by thing, each value before and after, what it means for users, and warnings.
import type { Warning } from '../document/change.ts';
import type { Difference } from '../document/differences.ts';
import type { PlannedChange } from '../document/present-plan.ts';
import { paint, presentCount, presentPlain, presentTable } from './terminal.ts';
import type { Paint } from './terminal.ts';

const didColours: Record<PlannedChange['did'], Paint> = {
  created: 'green',
  updated: 'yellow',
  unchanged: 'dim',
};

export function presentImport(
  isDryRun: boolean,
  changes: readonly PlannedChange[],
  warnings: readonly Warning[],
): string {
  const isSeveral = new Set(changes.map(({ company }) => company)).size > 1;
  const head = isDryRun ? ['Nothing was changed. An import would do this:', ''] : [];
  const told = changes.filter(({ did }) => did !== 'unchanged');
  const same = changes.length - told.length;
  const rest =
    same === 0 ? [] : [paint('dim', `${presentCount(same)} more ${same === 1 ? 'is' : 'are'} as before.`)];
  const nothing = changes.length
    ? ['Everything is as the document says: there was nothing to do.']
    : ['The document names nothing: there was nothing to do.'];
  const body = told.length
    ? [...told.flatMap((change) => presentChange(change, isSeveral)), ...rest]
    : nothing;
  const notes = warnings.flatMap(({ name, message, cure }) => [
    '',
    `${paint('yellow', 'Warning')} ${presentPlain(name)}: ${presentPlain(message)}`,
    `        ${presentPlain(cure)}`,
  ]);
  return [...head, ...body, ...notes].join('\n');
}

function presentChange({ what, name, company, did, values, more, means }: PlannedChange, isSeveral: boolean) {
  const full = isSeveral && what !== 'company' && name !== company ? `${company} / ${name}` : name;
  return [
    `${paint(didColours[did], did)}  ${what} ${paint('bold', presentPlain(full))}`,
    ...presentTable(values.map(presentValue)),
    ...(more > 0 ? [paint('dim', `    and ${presentCount(more)} more`)] : []),
    ...means.map((sentence) => `  ${paint('cyan', '→')} ${presentPlain(sentence)}`),
  ];
}

/** Signs as in a patch, so that it can be read without colours too. */
function presentValue({ key, did, before, after }: Difference): string[] {
  const [old, now] = [presentPlain(before ?? ''), presentPlain(after ?? '')];
  switch (did) {
    case 'added':
      return [paint('green', '    +'), presentPlain(key), paint('green', now)];
    case 'removed':
      return [paint('red', '    −'), presentPlain(key), paint('red', old)];
    case 'changed':
      return [paint('yellow', '    ~'), presentPlain(key), `${paint('red', old)} → ${paint('green', now)}`];
    case 'moved':
      return [paint('yellow', '    ↕'), presentPlain(key), `${old} → ${now}`];
  }
}
