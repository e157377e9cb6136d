// One setting of an exchange: typed, chosen or switched. What is no number is sent as it is typed: the server says what is wrong with it.
import type { ReactNode } from 'react';
import { Select, Switch, TextInput } from '@mantine/core';
import { useWords } from '../../words/words.tsx';
import { useExchange } from './form-context.ts';
import type { Field } from './kinds.ts';
import { presentSetting } from './setting-text.ts';

export function SettingFields({ fields }: { fields: readonly Field[] }): ReactNode {
  return fields.map((field) => <SettingField key={field.key} field={field} />);
}

function SettingField({ field }: { field: Field }): ReactNode {
  if (field.as === 'switch') return <SwitchField field={field} />;
  if (field.as === 'choice') return <ChoiceField field={field} />;
  return <TypedField field={field} />;
}

function TypedField({ field: { key, as, isRequired } }: { field: Field }): ReactNode {
  const { words } = useWords();
  const { draft, mayChange, setSetting, faultAt } = useExchange();
  const told = words.exchangeSettings;
  const parse = (text: string): unknown => (as === 'number' && /^\d{1,9}$/u.test(text) ? Number(text) : text);
  return (
    <TextInput
      label={told.labels[key]}
      description={told.helps[key]}
      required={isRequired ?? false}
      readOnly={!mayChange}
      value={presentSetting(draft.settings[key])}
      error={faultAt(`settings.${key}`)}
      inputMode={as === 'number' ? 'numeric' : 'text'}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => setSetting(key, parse(event.currentTarget.value))}
    />
  );
}

function ChoiceField({ field: { key, choices = [] } }: { field: Field }): ReactNode {
  const { words } = useWords();
  const { draft, mayChange, setSetting, faultAt } = useExchange();
  const told = words.exchangeSettings;
  return (
    <Select
      label={told.labels[key]}
      description={told.helps[key]}
      allowDeselect={false}
      readOnly={!mayChange}
      data={choices.map((one) => ({ value: one, label: told.choices[key]?.[one] ?? one }))}
      value={presentSetting(draft.settings[key] ?? choices[0])}
      error={faultAt(`settings.${key}`)}
      onChange={(value) => setSetting(key, value)}
    />
  );
}

function SwitchField({ field: { key } }: { field: Field }): ReactNode {
  const { words } = useWords();
  const { draft, mayChange, setSetting } = useExchange();
  const told = words.exchangeSettings;
  return (
    <Switch
      label={told.labels[key]}
      description={told.helps[key]}
      disabled={!mayChange}
      checked={draft.settings[key] === true}
      onChange={(event) => setSetting(key, event.currentTarget.checked)}
    />
  );
}
