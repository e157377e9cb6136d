// One setting of a template: left alone, or set. Switches have their two values beside "left alone"; the others have a field that is left
// alone while it is empty.
import type { ReactNode } from 'react';
import { Input, SegmentedControl, TextInput } from '@mantine/core';
import { useId } from 'react';
import { useWords } from '../../words/words.tsx';
import type { SettingName } from './settings.ts';

type Value = string | number | boolean | undefined;

interface SettingFieldProps {
  name: SettingName;
  value: Value;
  mayChange: boolean;
  fault: string | null;
  onChange: (value: Value) => void;
}

const typed = new Set<SettingName>(['ringTimeSeconds', 'standardProfile', 'language']);

export function SettingField(props: SettingFieldProps): ReactNode {
  return typed.has(props.name) ? <TypedSetting {...props} /> : <SwitchSetting {...props} />;
}

function TypedSetting({ name, value, mayChange, fault, onChange }: SettingFieldProps): ReactNode {
  const { words } = useWords();
  const isNumber = name === 'ringTimeSeconds';
  const hints: Readonly<Record<string, string>> = words.settingsTemplates.hints;
  return (
    <TextInput
      label={words.settingsTemplates.settings[name]}
      description={hints[name]}
      placeholder={words.settingsTemplates.leftAlone}
      value={value === undefined ? '' : String(value)}
      readOnly={!mayChange}
      error={fault}
      inputMode={isNumber ? 'numeric' : 'text'}
      autoComplete="off"
      onChange={(event) => onChange(parse(event.currentTarget.value, isNumber))}
    />
  );
}

/** What is no number is sent as it is typed: the server says what is wrong with it. */
function parse(text: string, isNumber: boolean): Value {
  if (text === '') return undefined;
  return isNumber && /^\d+$/u.test(text) ? Number(text) : text;
}

function SwitchSetting({ name, value, mayChange, fault, onChange }: SettingFieldProps): ReactNode {
  const { words } = useWords();
  const id = useId();
  return (
    <Input.Wrapper
      label={words.settingsTemplates.settings[name]}
      labelElement="div"
      labelProps={{ id }}
      error={fault}
    >
      <div>
        <SegmentedControl
          aria-labelledby={id}
          size="sm"
          readOnly={!mayChange}
          value={value === undefined ? 'alone' : value ? 'on' : 'off'}
          data={[
            { value: 'alone', label: words.settingsTemplates.leftAlone },
            { value: 'on', label: words.settingsTemplates.on },
            { value: 'off', label: words.settingsTemplates.off },
          ]}
          onChange={(chosen) => onChange(chosen === 'alone' ? undefined : chosen === 'on')}
        />
      </div>
    </Input.Wrapper>
  );
}
