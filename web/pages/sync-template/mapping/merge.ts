// Two people on one mapping: what each has changed since both read it, field by field. What only one of them changed is taken; what both
// changed differently has to be chosen. Pure.
import { isSame, presentDraft } from './draft.ts';
import type { Draft, Edited } from './draft.ts';

export type Side = 'mine' | 'theirs';

export interface Clash {
  /** `fieldMapping.alias`, `userFieldMapping.Kostnadsställe`, `rules`. */
  path: string;
  mine: unknown;
  theirs: unknown;
}

export interface Merge {
  clashes: Clash[];
  /** The whole of it, once every clash has a side. */
  settle: (sides: Readonly<Record<string, Side>>) => Edited;
}

export function mergeDrafts(base: Draft, mine: Draft, theirs: Draft): Merge {
  const [before, here, there] = [base, mine, theirs].map((draft) => split(presentDraft(draft)));
  if (!before || !here || !there) throw new Error('three drafts give three');
  const clashes: Clash[] = [];
  const taken = new Map<string, unknown>();
  for (const path of new Set([...before.keys(), ...here.keys(), ...there.keys()])) {
    const [was, own, other] = [before.get(path), here.get(path), there.get(path)];
    if (isSame(own, was)) taken.set(path, other);
    else if (isSame(other, was) || isSame(own, other)) taken.set(path, own);
    else clashes.push({ path, mine: own, theirs: other });
  }
  return {
    clashes,
    settle: (sides) => {
      const chosen = clashes.map((clash) => [clash.path, clash[sides[clash.path] ?? 'theirs']] as const);
      return join(new Map([...taken, ...chosen]));
    },
  };
}

const roots = ['fieldMapping', 'userFieldMapping'] as const;

function split(edited: Edited): Map<string, unknown> {
  const parts = new Map<string, unknown>();
  const { fieldMapping, userFieldMapping, ...whole } = edited;
  for (const [path, value] of Object.entries(whole)) parts.set(path, value);
  for (const [name, value] of Object.entries(fieldMapping)) parts.set(`fieldMapping.${name}`, value);
  for (const [name, value] of Object.entries(userFieldMapping)) parts.set(`userFieldMapping.${name}`, value);
  return parts;
}

/** undefined: it is gone. */
function join(parts: ReadonlyMap<string, unknown>): Edited {
  const below = (root: string) =>
    Object.fromEntries(
      [...parts].flatMap(([path, value]) =>
        path.startsWith(`${root}.`) && value !== undefined ? [[path.slice(root.length + 1), value]] : [],
      ),
    );
  const whole = [...parts].filter(([path]) => !roots.some((root) => path.startsWith(`${root}.`)));
  return {
    ...Object.fromEntries(whole),
    fieldMapping: below('fieldMapping'),
    userFieldMapping: below('userFieldMapping'),
  } as unknown as Edited;
}
