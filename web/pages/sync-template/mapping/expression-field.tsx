// An expression while it is written: checked as saving would, with the place of the fault, and a list of what it can be made of that puts
// things in where the caret is.
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../../api/use-api.ts';
import { useWords } from '../../../words/words.tsx';
import { tellOfExpression } from './tell-expression.ts';
import { useEditor } from './editor-context.ts';
import type { Told } from './editor-context.ts';
import { ExpressionHelp } from './expression-help.tsx';
import classes from './expression.module.css';

const PATIENCE_MS = 300;

interface ExpressionFieldProps {
  label: string;
  /** What it has to give: a value for a field, or true and false. */
  kind: 'text' | 'condition';
  value: string;
  onChange: (value: string) => void;
  fault: Told | null;
}

export function ExpressionField({ label, kind, value, onChange, fault }: ExpressionFieldProps): ReactNode {
  const { isReadOnly } = useEditor();
  const area = useRef<HTMLTextAreaElement>(null);
  const checked = useCheck(value, kind);
  const found = checked.data?.fault ?? null;
  const insert = (text: string): void => {
    const field = area.current;
    if (!field) return;
    const { selectionStart, selectionEnd } = field;
    onChange(value.slice(0, selectionStart) + text + value.slice(selectionEnd));
    field.focus();
    const caret = selectionStart + text.length;
    requestAnimationFrame(() => field.setSelectionRange(caret, caret));
  };
  return (
    <div>
      <Textarea
        ref={area}
        aria-label={label}
        value={value}
        readOnly={isReadOnly}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={2000}
        spellCheck={false}
        autoCapitalize="off"
        classNames={{ input: classes['input'] ?? '' }}
        error={
          found ? <Found fault={found} text={value} /> : fault && <span lang={fault.lang}>{fault.text}</span>
        }
        onChange={(event) => onChange(event.currentTarget.value.replaceAll('\n', ' '))}
      />
      <p role="status" className={classes['right']}>
        {checked.data?.ok && !checked.isLate && (
          <Right type={checked.data.type} fields={checked.data.fields} />
        )}
      </p>
      {!isReadOnly && <Help onInsert={insert} />}
    </div>
  );
}

function Help({ onInsert }: { onInsert: (text: string) => void }): ReactNode {
  const { words } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        aria-expanded={isOpen}
        rightSection={
          <IconChevronDown size={14} aria-hidden className={classes['chevron']} data-open={isOpen} />
        }
        onClick={() => setOpen(!isOpen)}
      >
        {words.mapping.expression.help}
      </Button>
      {isOpen && <ExpressionHelp onInsert={onInsert} />}
    </>
  );
}

function useCheck(value: string, kind: 'text' | 'condition') {
  const api = useApi();
  const [expression] = useDebouncedValue(value, PATIENCE_MS);
  const query = useQuery({
    queryKey: ['/companies/{company}/expressions/check', expression, kind],
    queryFn: ({ signal }) =>
      api.call('post', '/companies/{company}/expressions/check', { body: { expression, kind }, signal }),
    enabled: expression.trim() !== '',
    staleTime: 60_000,
  });
  const isLate = value !== expression;
  return { data: isLate || expression.trim() === '' ? undefined : query.data, isLate };
}

function Found({
  fault,
  text,
}: {
  fault: { message: string; cure: string; at: number };
  text: string;
}): ReactNode {
  const spoken = useWords();
  const { words, format } = spoken;
  const told = tellOfExpression(fault, spoken);
  const from = Math.max(0, fault.at - 12);
  return (
    <>
      <span className={classes['place']}>
        {words.mapping.expression.at(format.number(fault.at + 1))}:{' '}
        <code>
          {from > 0 && '…'}
          {text.slice(from, fault.at)}
          <mark>{text.slice(fault.at, fault.at + 12) || '␣'}</mark>
        </code>
      </span>
      <span lang={told.lang}>
        {told.text} {told.cure}
      </span>
    </>
  );
}

function Right({ type, fields }: { type: string | null; fields: readonly string[] }): ReactNode {
  const { words, format } = useWords();
  const said = words.mapping.expression;
  return (
    <>
      <IconCheck size={14} aria-hidden /> {said.right(said.types[type ?? ''] ?? type ?? '')}{' '}
      {fields.length > 0 && said.reads(format.list(fields))}
    </>
  );
}
