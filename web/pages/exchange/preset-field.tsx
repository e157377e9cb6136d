// A new SCIM service begins with what is known of some: address, attributes, limits, and what an administrator has to know.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Select } from '@mantine/core';
import { useRead } from '../../api/use-api.ts';
import { Note } from '../../parts/note.tsx';
import { useWords } from '../../words/words.tsx';
import { parseAttributes } from './attribute-rows.ts';
import { useExchange } from './form-context.ts';
import classes from './exchange.module.css';

export function PresetField(): ReactNode {
  const { words } = useWords();
  const { draft, change } = useExchange();
  const presets = useRead('/scim-presets');
  const [chosen, setChosen] = useState<string | null>(null);
  const told = words.exchanges;
  const preset = presets.data?.items.find(({ id }) => id === chosen);
  const choose = (id: string | null): void => {
    setChosen(id);
    const next = presets.data?.items.find((one) => one.id === id);
    if (!next) return;
    const { attributes, ...settings } = next.settings;
    const url = next.url === null ? {} : { url: next.url };
    change({
      settings: { ...draft.settings, ...settings, ...url },
      attributes: parseAttributes(attributes),
      name: draft.name || next.name,
    });
  };
  return (
    <>
      <Select
        label={told.preset}
        description={told.presetHelp}
        data={(presets.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen}
        onChange={choose}
      />
      {preset && (
        <Note tone="info" title={told.presetNotes} isSpoken>
          <p className={classes['told']} lang="en">
            {preset.notes}
          </p>
          <p className={classes['aside']} lang="en">
            {preset.source}
          </p>
        </Note>
      )}
    </>
  );
}
