// The map of attributes of a SCIM service: what is written there, and where each value comes from.
import type { ReactNode } from 'react';
import { ActionIcon, Button, Checkbox, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useWords } from '../../words/words.tsx';
import { attributeFields } from '../../../src/plan/attribute-fields.ts';
import { emptyRow } from './attribute-rows.ts';
import type { AttributeRow } from './attribute-rows.ts';
import { useExchange } from './form-context.ts';
import classes from './exchange.module.css';

export function AttributeMap(): ReactNode {
  const { words } = useWords();
  const { draft, mayChange, change, faultAt } = useExchange();
  const told = words.exchanges;
  const rows = draft.attributes;
  const set = (next: readonly AttributeRow[]): void => change({ attributes: next });
  if (rows === null)
    return (
      <>
        <p className={classes['told']}>{told.standardAttributes}</p>
        {mayChange && (
          <div>
            <Button onClick={() => set([{ ...emptyRow, path: 'userName', from: 'userName' }])}>
              {told.ownAttributes}
            </Button>
          </div>
        )}
      </>
    );
  return (
    <>
      <ul className={classes['rows']} aria-label={told.attributes}>
        {rows.map((row, at) => (
          <Attribute
            // A row is where it stands: its path is being typed.
            // oxlint-disable-next-line react/no-array-index-key
            key={at}
            row={row}
            nth={at + 1}
            onChange={(some) => set(rows.map((one, other) => (other === at ? { ...one, ...some } : one)))}
            onRemove={() => set(rows.toSpliced(at, 1))}
          />
        ))}
      </ul>
      <Fault>{faultAt('settings.attributes')}</Fault>
      {mayChange && (
        <div>
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => set([...rows, emptyRow])}>
            {told.addAttribute}
          </Button>
        </div>
      )}
    </>
  );
}

const Fault = ({ children }: { children: ReactNode }): ReactNode =>
  children && (
    <p role="alert" className={classes['fault']}>
      {children}
    </p>
  );

interface AttributeProps {
  row: AttributeRow;
  nth: number;
  onChange: (some: Partial<AttributeRow>) => void;
  onRemove: () => void;
}

function Attribute({ row, nth, onChange, onRemove }: AttributeProps): ReactNode {
  const { words, format } = useWords();
  const { mayChange, faultAt } = useExchange();
  const told = words.exchanges;
  const name = (label: string): string => told.nth(label, format.number(nth));
  return (
    <li className={classes['attribute']}>
      <TextInput
        aria-label={name(told.attributePath)}
        placeholder={told.attributePath}
        readOnly={!mayChange}
        value={row.path}
        error={faultAt(`settings.attributes.${row.path.trim()}`)}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange({ path: event.currentTarget.value })}
      />
      <Select
        aria-label={name(told.attributeFrom)}
        allowDeselect={false}
        readOnly={!mayChange}
        value={row.from}
        data={useSources()}
        onChange={(from) => onChange({ from: from ?? row.from, value: '', constant: undefined })}
      />
      {mayChange && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={told.removeAttribute(row.path)}
          onClick={onRemove}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      )}
      <Rest row={row} name={name} onChange={onChange} />
    </li>
  );
}

interface RestProps extends Pick<AttributeProps, 'row' | 'onChange'> {
  /** Of a field of this row. */
  name: (label: string) => string;
}

function Rest({ row, name, onChange }: RestProps): ReactNode {
  const { words } = useWords();
  const { mayChange } = useExchange();
  const told = words.exchanges;
  return (
    <div className={classes['wide']}>
      {(row.from === 'constant' || row.from === 'own') && (
        <TextInput
          aria-label={name(told.sources[row.from])}
          placeholder={told.sources[row.from]}
          readOnly={!mayChange}
          value={row.value}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange({ value: event.currentTarget.value })}
        />
      )}
      <Checkbox
        label={told.writeOnly}
        aria-label={name(told.writeOnly)}
        disabled={!mayChange}
        checked={row.isWriteOnly}
        onChange={(event) => onChange({ isWriteOnly: event.currentTarget.checked })}
      />
    </div>
  );
}

function useSources(): { value: string; label: string }[] {
  const { words } = useWords();
  const { sources, userFields: own } = words.exchanges;
  const { user } = words.fields;
  return [
    ...attributeFields.map((field) => ({ value: field, label: own[field] ?? user[field] ?? field })),
    { value: 'template', label: sources.template },
    { value: 'constant', label: sources.constant },
    { value: 'own', label: sources.own },
  ];
}
