// Further fields of the user, by the names that the company gives them: each is a row like the others, with a name that can be changed.
import type { ReactNode } from 'react';
import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { Section } from '../../../parts/section.tsx';
import { useFocusWhenNew } from '../../../parts/use-focus-when-new.ts';
import { useWords } from '../../../words/words.tsx';
import { isAdded, nothingMapped } from './draft.ts';
import type { FurtherField } from './draft.ts';
import { useEditor } from './editor-context.ts';
import { SourceField } from './source-field.tsx';
import { TrialFigures } from './trial-figures.tsx';
import classes from './mapping.module.css';

interface FurtherFieldsProps {
  further: readonly FurtherField[];
  onChange: (further: readonly FurtherField[]) => void;
}

export function FurtherFields({ further, onChange }: FurtherFieldsProps): ReactNode {
  const { words } = useWords();
  const { isReadOnly } = useEditor();
  const said = words.mapping.further;
  const set = (row: FurtherField): void => onChange(further.map((one) => (one.key === row.key ? row : one)));
  const add = (): void =>
    onChange([...further, { key: crypto.randomUUID(), name: '', mapping: nothingMapped }]);
  return (
    <Section title={said.title} text={said.text}>
      {further.length > 0 && (
        <ul className={classes['rows']}>
          {further.map((row) => (
            <FurtherRow
              key={row.key}
              row={row}
              onChange={set}
              onRemove={() => onChange(further.filter(({ key }) => key !== row.key))}
            />
          ))}
        </ul>
      )}
      {!isReadOnly && (
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={add} className={classes['add']}>
          {said.add}
        </Button>
      )}
    </Section>
  );
}

function FurtherRow({
  row,
  onChange,
  onRemove,
}: {
  row: FurtherField;
  onChange: (row: FurtherField) => void;
  onRemove: () => void;
}): ReactNode {
  const { words } = useWords();
  const { isReadOnly, faultAt } = useEditor();
  const said = words.mapping.further;
  const at = `userFieldMapping.${row.key}`;
  const field = useFocusWhenNew(isAdded(row.key));
  const label = row.name.trim() || said.unnamed;
  return (
    <li className={classes['row']} data-place={at}>
      <div className={classes['name']} data-place={`${at}.name`}>
        <TextInput
          ref={field}
          aria-label={said.name}
          placeholder={said.name}
          value={row.name}
          readOnly={isReadOnly}
          maxLength={64}
          error={faultAt(`${at}.name`)?.text}
          onChange={(event) => onChange({ ...row, name: event.currentTarget.value })}
        />
        {!isReadOnly && (
          <Tooltip label={said.remove(label)}>
            <ActionIcon variant="subtle" color="gray" aria-label={said.remove(label)} onClick={onRemove}>
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <div className={classes['control']}>
        <SourceField
          label={label}
          mapping={row.mapping}
          onChange={(mapping) => onChange({ ...row, mapping })}
          fault={faultAt(at)}
        />
        {row.mapping.source && <TrialFigures field={`fields.${row.name.trim()}`} label={label} />}
      </div>
    </li>
  );
}
