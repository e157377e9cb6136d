// What each settings template means at the exchange – a context, groups, a value –, and what users without one have.
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { TextInput } from '@mantine/core';
import { useRead } from '../../api/use-api.ts';
import { Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { useExchange } from './form-context.ts';
import { presentSetting } from './setting-text.ts';
import classes from './exchange.module.css';

export function TemplateMap(): ReactNode {
  const { words } = useWords();
  const { draft, setSetting } = useExchange();
  const list = useRead('/companies/{company}/settings-templates', { query: { limit: 200 } });
  const told = words.exchanges;
  const map = (draft.settings['byTemplate'] ?? {}) as Readonly<Record<string, unknown>>;
  const templates = list.data?.items ?? [];
  const gone = list.data ? Object.keys(map).filter((id) => !templates.some((one) => one.id === id)) : [];
  const set = (id: string, value: unknown): void => {
    const { [id]: _before, ...others } = map;
    setSetting('byTemplate', isNothing(value) ? others : { ...others, [id]: value });
  };
  return (
    <>
      <ul className={classes['rows']} aria-label={told.templates}>
        <MapRow
          label={told.byDefault}
          path="settings.byDefault"
          value={draft.settings['byDefault']}
          onChange={(value) => setSetting('byDefault', value)}
        />
        {[...templates, ...gone.map((id) => ({ id, name: told.goneTemplate }))].map(({ id, name }) => (
          <MapRow
            key={id}
            label={name}
            path={`settings.byTemplate.${id}`}
            value={map[id]}
            onChange={(value) => set(id, value)}
          />
        ))}
      </ul>
      {list.isPending && <Loading rows={2} />}
      {list.error && (
        <Failed error={list.error} what={told.failedTemplates} onRetry={() => void list.refetch()} />
      )}
      {list.data?.items.length === 0 && <p className={classes['note']}>{told.noTemplates}</p>}
    </>
  );
}

const isNothing = (value: unknown): boolean => value === '' || (Array.isArray(value) && value.length === 0);

interface MapRowProps {
  label: string;
  path: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

function MapRow({ label, path, value, onChange }: MapRowProps): ReactNode {
  const { words } = useWords();
  const { draft, mayChange, faultAt } = useExchange();
  const id = useId();
  const isList = draft.kind === 'kamailio';
  const what = words.exchanges.templateValues[draft.kind] ?? words.exchanges.attributeValue;
  const { text, type } = useTyped(value, isList, onChange);
  return (
    <li className={classes['row']}>
      <label htmlFor={id}>{label}</label>
      <TextInput
        id={id}
        placeholder={what}
        readOnly={!mayChange}
        value={text}
        error={faultAt(path)}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => type(event.currentTarget.value)}
      />
    </li>
  );
}

const parseList = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

/** A list is kept as it is typed: a comma at its end is the beginning of the next group. */
function useTyped(value: unknown, isList: boolean, onChange: (value: unknown) => void) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = presentSetting(value);
  const isStill = typed !== null && parseList(typed).join(', ') === shown;
  return {
    text: isList && isStill ? typed : shown,
    type: (text: string): void => {
      setTyped(text);
      onChange(isList ? parseList(text) : text);
    },
  };
}
