// The company's lookup tables, each a name and its lines.
import type { ReactNode } from 'react';
import { ActionIcon, Button, Group, Stack, Text, TextInput, Textarea, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { Problem } from '../../api/problem.ts';
import { Section } from '../../parts/section.tsx';
import { useWords } from '../../words/words.tsx';
import type { TableFault, TableText } from './lookup-text.ts';

interface TablesProps {
  tables: readonly TableText[];
  faults: ReadonlyMap<string, TableFault>;
  problem: Problem | null;
  isReadOnly: boolean;
  onChange: (tables: readonly TableText[]) => void;
}

export function LookupTables({ tables, faults, problem, isReadOnly, onChange }: TablesProps): ReactNode {
  const { words } = useWords();
  const { lookups } = words.company;
  const told = problem?.faults.filter(({ path }) => path?.startsWith('lookups')) ?? [];
  return (
    <Section title={lookups.title} text={lookups.text}>
      {told.map(({ path, message, cure }) => (
        <Text key={`${path} ${message}`} c="red" lang="en">
          {`${message} ${cure}`}
        </Text>
      ))}
      {tables.length === 0 && <Text c="dimmed">{lookups.none}</Text>}
      {tables.map((table) => (
        <Table
          key={table.id}
          table={table}
          fault={faults.get(table.id) ?? null}
          isReadOnly={isReadOnly}
          onChange={(next) => onChange(tables.map((one) => (one === table ? next : one)))}
          onRemove={() => onChange(tables.filter((one) => one !== table))}
        />
      ))}
      {!isReadOnly && (
        <Button
          w="fit-content"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => onChange([...tables, { id: crypto.randomUUID(), name: '', text: '' }])}
        >
          {lookups.addTable}
        </Button>
      )}
    </Section>
  );
}

function Table({
  table,
  fault,
  isReadOnly,
  onChange,
  onRemove,
}: {
  table: TableText;
  fault: TableFault | null;
  isReadOnly: boolean;
  onChange: (table: TableText) => void;
  onRemove: () => void;
}): ReactNode {
  const { words } = useWords();
  const { lookups } = words.company;
  const told = fault && tellFault(fault, lookups);
  const isOfName = fault?.is === 'empty' || fault?.is === 'twice';
  return (
    <Stack gap="xs">
      <TableName
        table={table}
        told={isOfName ? told : null}
        isReadOnly={isReadOnly}
        onChange={onChange}
        onRemove={onRemove}
      />
      <Textarea
        label={lookups.rows}
        description={lookups.rowsText}
        value={table.text}
        onChange={(event) => onChange({ ...table, text: event.currentTarget.value })}
        error={!isOfName && told}
        readOnly={isReadOnly}
        autosize
        minRows={3}
        maxRows={12}
        spellCheck={false}
        maw={520}
      />
    </Stack>
  );
}

function TableName({
  table,
  told,
  isReadOnly,
  onChange,
  onRemove,
}: {
  table: TableText;
  told: string | null;
  isReadOnly: boolean;
  onChange: (table: TableText) => void;
  onRemove: () => void;
}): ReactNode {
  const { words } = useWords();
  const { lookups } = words.company;
  return (
    <Group align="flex-end" gap="xs">
      <TextInput
        label={lookups.table}
        value={table.name}
        onChange={(event) => onChange({ ...table, name: event.currentTarget.value })}
        error={told}
        readOnly={isReadOnly}
        w={240}
      />
      {!isReadOnly && (
        <Tooltip label={lookups.removeTable(table.name)}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={lookups.removeTable(table.name)}
            onClick={onRemove}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  );
}

type LookupWords = ReturnType<typeof useWords>['words']['company']['lookups'];

function tellFault(fault: TableFault, words: LookupWords): string {
  switch (fault.is) {
    case 'empty':
      return words.empty;
    case 'twice':
      return words.twice(fault.name);
    case 'noSign':
      return words.noSign(fault.line);
    case 'keyTwice':
      return words.keyTwice(fault.key);
  }
}
