// The fields of a user as a form, for a new one and for changing one. What is typed is checked by the server alone; each field shows what
// it says.
import type { ReactNode } from 'react';
import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { useRead } from '../../api/use-api.ts';
import { presentFieldName } from '../../steps/field-words.ts';
import { useWords } from '../../words/words.tsx';

const textFields = [
  'name',
  'surname',
  'alias',
  'pstnFixed',
  'extension',
  'mobile',
  'email',
  'title',
  'department',
  'callerId',
] as const;
type Field = (typeof textFields)[number] | 'settingsTemplateId';
export type FormValues = Readonly<Record<Field, string>>;

export const emptyValues: FormValues = {
  name: '',
  surname: '',
  alias: '',
  pstnFixed: '',
  extension: '',
  mobile: '',
  email: '',
  title: '',
  department: '',
  callerId: '',
  settingsTemplateId: '',
};

/** What differs, as the API takes it: an empty field takes the value away. */
export function presentChanges(from: FormValues, to: FormValues): Record<string, string | null> {
  const changed = (Object.keys(to) as Field[]).filter((field) => to[field].trim() !== from[field]);
  return Object.fromEntries(changed.map((field) => [field, to[field].trim() || null]));
}

interface ValuesFormProps {
  values: FormValues;
  onChange: (values: FormValues) => void;
  faultOf: (field: string) => string | null;
  /** Fields that Entra rules: shown, with why they can not be changed. */
  locked?: { fields: readonly string[]; why: string };
  /** In place of the number's own field. */
  number?: ReactNode;
}

const required = new Set<string>(['alias', 'name', 'surname']);

export function ValuesForm({ values, onChange, faultOf, locked, number }: ValuesFormProps): ReactNode {
  const { words } = useWords();
  const templates = useRead('/companies/{company}/settings-templates', { query: { limit: 200 } });
  const set = (field: Field, value: string): void => onChange({ ...values, [field]: value });
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      {textFields.map((field) =>
        field === 'pstnFixed' && number ? (
          number
        ) : (
          <TextInput
            key={field}
            label={presentFieldName(field, words)}
            value={values[field]}
            error={faultOf(field)}
            withAsterisk={required.has(field)}
            autoComplete="off"
            data-autofocus={field === 'name' || undefined}
            {...(locked?.fields.includes(field) && { readOnly: true, description: locked.why })}
            onChange={(event) => set(field, event.currentTarget.value)}
          />
        ),
      )}
      <Select
        label={words.users.templateLabel}
        data={(templates.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={values.settingsTemplateId || null}
        error={faultOf('settingsTemplateId')}
        clearable
        onChange={(value) => set('settingsTemplateId', value ?? '')}
      />
    </SimpleGrid>
  );
}
