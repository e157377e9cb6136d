// Where a field comes from: an attribute chosen from the list, an expression or a fixed text written below it, and what stands there when
// the source is empty.
import type { ReactNode } from 'react';
import { Group, Select, TextInput } from '@mantine/core';
import { useWords } from '../../../words/words.tsx';
import type { MappingDraft, OnEmpty, Source } from './draft.ts';
import { useEditor } from './editor-context.ts';
import type { Told } from './editor-context.ts';
import { ExpressionField } from './expression-field.tsx';
import { SourceSelect } from './source-select.tsx';
import classes from './mapping.module.css';

interface SourceFieldProps {
  /** What the field is called. */
  label: string;
  mapping: MappingDraft;
  onChange: (mapping: MappingDraft) => void;
  fault: Told | null;
}

export function SourceField({ label, mapping, onChange, fault }: SourceFieldProps): ReactNode {
  const { words } = useWords();
  const { isReadOnly } = useEditor();
  const { source } = mapping;
  const set = (next: Source | null): void => onChange({ ...mapping, source: next });
  const isChoosing = source === null || source.kind === 'field';
  return (
    <>
      <SourceSelect label={label} source={source} onChange={set} fault={isChoosing ? fault : null} />
      {source?.kind === 'expression' && (
        <ExpressionField
          label={words.mapping.source.expressionLabel(label)}
          kind="text"
          value={source.text}
          onChange={(text) => set({ kind: 'expression', text })}
          fault={fault}
        />
      )}
      {source?.kind === 'constant' && (
        <TextInput
          aria-label={words.mapping.source.constantLabel(label)}
          value={source.text}
          readOnly={isReadOnly}
          maxLength={256}
          error={fault && <span lang={fault.lang}>{fault.text}</span>}
          onChange={(event) => set({ kind: 'constant', text: event.currentTarget.value })}
        />
      )}
      {source && source.kind !== 'constant' && (
        <WhenEmpty
          label={label}
          onEmpty={mapping.onEmpty}
          onChange={(onEmpty) => onChange({ ...mapping, onEmpty })}
        />
      )}
    </>
  );
}

function WhenEmpty({
  label,
  onEmpty,
  onChange,
}: {
  label: string;
  onEmpty: OnEmpty;
  onChange: (onEmpty: OnEmpty) => void;
}): ReactNode {
  const { words } = useWords();
  const { isReadOnly } = useEditor();
  const said = words.mapping.onEmpty;
  const chosen = typeof onEmpty === 'string' ? onEmpty : 'constant';
  const choose = (kind: string | null): void => {
    if (kind === 'clear' || kind === 'keep') onChange(kind);
    else if (kind === 'constant' && chosen !== 'constant') onChange({ constant: '' });
  };
  return (
    <Group gap={8} wrap="wrap">
      <span aria-hidden className={classes['quiet']}>
        {said.short}:
      </span>
      <Select
        aria-label={said.label(label)}
        size="xs"
        w={170}
        value={chosen}
        readOnly={isReadOnly}
        allowDeselect={false}
        data={(['clear', 'keep', 'constant'] as const).map((kind) => ({ value: kind, label: said[kind] }))}
        onChange={choose}
      />
      {typeof onEmpty !== 'string' && (
        <TextInput
          aria-label={said.text(label)}
          size="xs"
          value={onEmpty.constant}
          readOnly={isReadOnly}
          maxLength={256}
          onChange={(event) => onChange({ constant: event.currentTarget.value })}
        />
      )}
    </Group>
  );
}
