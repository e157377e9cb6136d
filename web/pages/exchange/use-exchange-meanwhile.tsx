// What another administrator has made of an exchange meanwhile, setting by setting. Secrets are nobody's to compare.
import { useMemo } from 'react';
import { useMeanwhile } from '../../parts/use-meanwhile.tsx';
import { useWords } from '../../words/words.tsx';
import type { AttributeRow } from './attribute-rows.ts';
import { draftOf } from './draft.ts';
import type { Draft } from './draft.ts';
import { fieldsOf } from './kinds.ts';
import { presentSetting } from './setting-text.ts';
import { targetPath } from './target-path.ts';

type Flat = Record<string, unknown>;

const flatten = ({ name, driftMode, settings, attributes }: Draft): Flat => ({
  ...settings,
  name,
  driftMode,
  attributes,
});

function join({ name, driftMode, attributes, ...settings }: Flat, draft: Draft): Draft {
  return {
    ...draft,
    name: String(name),
    driftMode: driftMode === 'repair' ? 'repair' : 'show',
    attributes: attributes as readonly AttributeRow[] | null,
    settings,
  };
}

interface ExchangeMeanwhile {
  id: string;
  kind: string;
  base: Draft;
  mine: Draft;
  isSaving: boolean;
  onChoose: (merged: Draft, theirs: { draft: Draft; etag: string }) => void;
}

export function useExchangeMeanwhile({ id, kind, base, mine, isSaving, onChoose }: ExchangeMeanwhile) {
  const { words } = useWords();
  const told = words.exchanges;
  const { labels, choices } = words.exchangeSettings;
  const [was, own] = useMemo(() => [flatten(base), flatten(mine)] as const, [base, mine]);
  const ofKind = Object.values(fieldsOf(kind) ?? {}).flatMap((fields) => fields.map(({ key }) => key));
  return useMeanwhile<Flat, string>({
    subject: ['target', id],
    keys: ['name', ...ofKind, 'attributes', 'byDefault', 'byTemplate', 'driftMode'],
    base: was,
    mine: own,
    isSaving,
    label: (key) =>
      key === 'name' ? told.name : key === 'driftMode' ? told.driftMode : (labels[key] ?? key),
    tell: (key, values) => {
      const value = values[key];
      if (key === 'driftMode') return told.driftModes[value === 'repair' ? 'repair' : 'show'];
      if (typeof value === 'boolean') return value ? words.common.yes : words.common.no;
      if (typeof value === 'object' && value !== null) return <code>{JSON.stringify(value)}</code>;
      const shown = presentSetting(value) || '–';
      return choices[key]?.[shown] ?? shown;
    },
    read: async (api) => {
      const { data, etag } = await api.callTagged('get', targetPath, { path: { target: id } });
      return { values: flatten(draftOf(data)), etag: etag ?? '' };
    },
    onChoose: (merged, theirs) =>
      onChoose(join(merged, mine), { draft: join(theirs.values, base), etag: theirs.etag }),
  });
}
