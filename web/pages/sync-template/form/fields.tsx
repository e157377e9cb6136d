// The kinds of fields of the form: a text, a number with its unit, a choice, a switch. Each knows its place in the draft, its name in
// words, what is wrong with it, and that a viewer may read but not change it.
import type { ReactNode } from 'react';
import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { DateField } from '../../../parts/date-field.tsx';
import { useWords } from '../../../words/words.tsx';
import type { Draft, DraftKey } from './draft.ts';
import { fieldId, useTemplateForm } from './form-context.ts';
import classes from './form.module.css';

type KeyOf<T> = { [K in DraftKey]: Draft[K] extends T ? (T extends Draft[K] ? K : never) : never }[DraftKey];
type TextKey = KeyOf<string>;
type SwitchKey = KeyOf<boolean>;
type ChoiceKey = Exclude<DraftKey, TextKey | SwitchKey>;

interface FieldProps<K> {
  name: K;
  help?: ReactNode;
  /** In place of the field's own name, where a heading says the rest. */
  label?: string;
}

interface TextFieldProps extends FieldProps<TextKey> {
  type?: 'text' | 'email';
  isRequired?: boolean;
  width?: number | string;
  unit?: string;
  isNumber?: boolean;
}

export function TextField({
  name,
  help,
  label,
  type = 'text',
  isRequired,
  width = 420,
  unit,
  isNumber,
}: TextFieldProps): ReactNode {
  const { words } = useWords();
  const { draft, set, faultOf, isReadOnly } = useTemplateForm();
  return (
    <TextInput
      id={fieldId(name)}
      label={label ?? words.syncTemplate.fields[name]}
      description={help}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      type={type}
      required={isRequired ?? false}
      maw={420}
      styles={{ wrapper: { maxWidth: width } }}
      value={draft[name]}
      readOnly={isReadOnly}
      error={faultOf(name)}
      autoComplete="off"
      {...(isNumber && { inputMode: 'decimal' as const })}
      {...(unit !== undefined && {
        rightSection: <span className={classes['unit']}>{unit}</span>,
        rightSectionWidth: 16 + unit.length * 7,
        rightSectionPointerEvents: 'none' as const,
      })}
      onChange={(event) => set(name, event.currentTarget.value)}
    />
  );
}

/** A day, as the portal's language writes it. */
export function DayField({
  name,
  help,
  width = 420,
}: Pick<TextFieldProps, 'name' | 'help' | 'width'>): ReactNode {
  const { words } = useWords();
  const { draft, set, faultOf, isReadOnly } = useTemplateForm();
  return (
    <DateField
      id={fieldId(name)}
      label={words.syncTemplate.fields[name]}
      description={help}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      maw={420}
      styles={{ wrapper: { maxWidth: width } }}
      value={draft[name]}
      readOnly={isReadOnly}
      error={faultOf(name)}
      onChange={(day) => set(name, day)}
    />
  );
}

export function ChoiceField<K extends ChoiceKey>({
  name,
  help,
  label,
  choices,
}: FieldProps<K> & { choices: Readonly<Record<Draft[K], string>> }): ReactNode {
  const { words } = useWords();
  const { draft, set, faultOf, isReadOnly } = useTemplateForm();
  const data = Object.entries<string>(choices).map(([value, text]) => ({ value, label: text }));
  return (
    <NativeSelect
      id={fieldId(name)}
      label={label ?? words.syncTemplate.fields[name]}
      description={help}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      maw={420}
      data={data}
      value={draft[name]}
      error={faultOf(name)}
      disabled={isReadOnly}
      onChange={(event) => set(name, event.currentTarget.value as Draft[K])}
    />
  );
}

export function SwitchField({ name, help }: FieldProps<SwitchKey>): ReactNode {
  const { words } = useWords();
  const { draft, set, isReadOnly } = useTemplateForm();
  return (
    <Switch
      id={fieldId(name)}
      label={words.syncTemplate.fields[name]}
      description={help}
      checked={draft[name]}
      disabled={isReadOnly}
      onChange={(event) => set(name, event.currentTarget.checked)}
    />
  );
}
