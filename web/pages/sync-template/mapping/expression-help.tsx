// What an expression can be made of: functions with what they do, attributes, lookup tables. Each is a button that puts it in.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { TextInput } from '@mantine/core';
import { useRead } from '../../../api/use-api.ts';
import { Failed, Loading } from '../../../parts/states.tsx';
import { useWords } from '../../../words/words.tsx';
import classes from './expression.module.css';

export function ExpressionHelp({ onInsert }: { onInsert: (text: string) => void }): ReactNode {
  const { words } = useWords();
  const said = words.mapping.expression;
  const [search, setSearch] = useState('');
  const made = useRead('/companies/{company}/expressions/functions', {}, { staleTime: 300_000 });
  if (made.error) return <Failed error={made.error} onRetry={() => void made.refetch()} />;
  if (!made.data) return <Loading rows={3} />;
  const { functions, fields, tables } = made.data;
  const fits = (...texts: string[]): boolean =>
    texts.some((text) => text.toLowerCase().includes(search.trim().toLowerCase()));
  return (
    <div className={classes['help']}>
      <TextInput
        type="search"
        aria-label={words.mapping.expression.search}
        placeholder={words.mapping.expression.search}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <div className={classes['lists']}>
        <Pieces
          title={said.functions}
          isEnglish
          pieces={functions
            .filter(({ call, about }) => fits(call, about))
            .map(({ call, about }) => ({ text: call, about }))}
          onInsert={onInsert}
        />
        <Pieces
          title={said.attributes}
          pieces={fields.filter(({ field }) => fits(field)).map(({ field }) => ({ text: field, about: '' }))}
          onInsert={onInsert}
        />
        <Pieces
          title={said.tables}
          pieces={tables
            .filter((name) => fits(name))
            .map((name) => ({ text: JSON.stringify(name), about: '' }))}
          onInsert={onInsert}
          none={tables.length === 0 ? said.noTables : ''}
        />
      </div>
    </div>
  );
}

interface PiecesProps {
  title: string;
  pieces: readonly { text: string; about: string }[];
  onInsert: (text: string) => void;
  isEnglish?: boolean;
  /** Said where there are none at all. */
  none?: string;
}

function Pieces({ title, pieces, onInsert, isEnglish, none = '' }: PiecesProps): ReactNode {
  const { words } = useWords();
  if (pieces.length === 0 && none === '') return null;
  return (
    <section aria-label={title}>
      <h3 className={classes['title']}>{title}</h3>
      {pieces.length === 0 && <p className={classes['about']}>{none}</p>}
      <ul className={classes['pieces']}>
        {pieces.map(({ text, about }) => (
          <li key={text}>
            <button
              type="button"
              className={classes['piece']}
              aria-label={words.mapping.expression.insert(text)}
              onClick={() => onInsert(text)}
            >
              <code>{text}</code>
            </button>
            {about && (
              <span className={classes['about']} lang={isEnglish ? 'en' : undefined}>
                {about}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
