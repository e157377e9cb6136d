// What new users get when they are created: the caller id, which is one of the company's numbers, and the settings template.
import type { ReactNode } from 'react';
import { Select } from '@mantine/core';
import { Section } from '../../../parts/section.tsx';
import { useWords } from '../../../words/words.tsx';
import { useRead } from '../../../api/use-api.ts';
import type { Draft } from './draft.ts';
import { useEditor } from './editor-context.ts';
import { NumberField } from './number-field.tsx';

interface DefaultsProps {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
}

export function Defaults({ draft, onChange }: DefaultsProps): ReactNode {
  const { words } = useWords();
  const { faultAt } = useEditor();
  const said = words.mapping.defaults;
  return (
    <Section title={said.title} text={said.text}>
      <div data-place="defaultCallerId">
        <NumberField
          label={said.callerId}
          description={said.callerIdHelp}
          value={draft.defaultCallerId}
          fault={faultAt('defaultCallerId')}
          onChange={(defaultCallerId) => onChange({ defaultCallerId })}
        />
      </div>
      <div data-place="defaultSettingsTemplate">
        <SettingsTemplateSelect
          label={said.settingsTemplate}
          description={said.settingsTemplateHelp}
          none={said.noTemplate}
          value={draft.defaultSettingsTemplate}
          onChange={(defaultSettingsTemplate) => onChange({ defaultSettingsTemplate })}
        />
      </div>
    </Section>
  );
}

interface SettingsTemplateSelectProps {
  label: string;
  description?: string;
  /** What stands there when none is chosen. */
  none: string;
  value: string | null;
  onChange: (name: string | null) => void;
}

export function SettingsTemplateSelect(props: SettingsTemplateSelectProps): ReactNode {
  const { none, value, onChange, ...shown } = props;
  const { isReadOnly } = useEditor();
  const read = useRead('/companies/{company}/settings-templates', { query: { limit: 200 } });
  const names = read.data?.items.map(({ name }) => name) ?? [];
  const all = value === null || names.includes(value) ? names : [value, ...names];
  return (
    <Select
      {...shown}
      data={[{ value: '', label: none }, ...all.map((name) => ({ value: name, label: name }))]}
      value={value ?? ''}
      readOnly={isReadOnly}
      searchable={all.length > 10}
      openOnFocus={false}
      allowDeselect={false}
      maw={420}
      onChange={(name) => onChange(name === '' ? null : name)}
    />
  );
}
