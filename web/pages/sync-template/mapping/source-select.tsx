// Chooses a source by searching: attributes with three values that people have and the share who have one, an expression, a fixed text. A
// directory extension of the tenant's own is taken as it is written.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Select } from '@mantine/core';
import type { ComboboxItem, ComboboxItemGroup } from '@mantine/core';
import { useWords } from '../../../words/words.tsx';
import type { Words } from '../../../words/words.tsx';
import type { Source } from './draft.ts';
import { useEditor } from './editor-context.ts';
import type { Choice, Told } from './editor-context.ts';
import classes from './mapping.module.css';

type Said = Words['mapping']['source'];

// No attribute begins with a blank.
const NOTHING = ' nothing';
const EXPRESSION = ' expression';
const CONSTANT = ' constant';
const isExtension = (text: string): boolean => /^extension_[0-9a-f]{32}_\w+$/iu.test(text);

interface SourceSelectProps {
  label: string;
  source: Source | null;
  onChange: (source: Source | null) => void;
  fault: Told | null;
}

export function SourceSelect({ label, source, onChange, fault }: SourceSelectProps): ReactNode {
  const { words } = useWords();
  const { isReadOnly, choices } = useEditor();
  const said = words.mapping.source;
  const [search, setSearch] = useState('');
  const value = presentValue(source);
  const data = presentData(choices, [source?.kind === 'field' ? source.text : '', search.trim()], said);
  return (
    <Select
      aria-label={said.label(label)}
      placeholder={said.placeholder}
      data={data}
      value={value}
      searchable
      openOnFocus={false}
      readOnly={isReadOnly}
      maxDropdownHeight={340}
      nothingFoundMessage={said.noHit}
      error={fault && <span lang={fault.lang}>{fault.text}</span>}
      onSearchChange={setSearch}
      onChange={(chosen) => onChange(readValue(chosen, source))}
      renderOption={({ option }) => <Option option={option} />}
      classNames={{ input: classes[source?.kind === 'field' ? 'raw' : 'plain'] ?? '' }}
    />
  );
}

function presentValue(source: Source | null): string | null {
  if (source === null) return null;
  if (source.kind === 'field') return source.text;
  return source.kind === 'expression' ? EXPRESSION : CONSTANT;
}

/** What was written in an expression before stays out of it: an attribute makes the first one. */
function readValue(chosen: string | null, before: Source | null): Source | null {
  if (chosen === null || chosen === NOTHING) return null;
  if (chosen === EXPRESSION) return { kind: 'expression', text: before?.kind === 'field' ? before.text : '' };
  if (chosen === CONSTANT) return { kind: 'constant', text: '' };
  return { kind: 'field', text: chosen };
}

/** Attributes that somebody has a value in come first. further: names that are taken although the list has them not. */
function presentData(
  choices: readonly Choice[],
  further: readonly string[],
  said: Said,
): ComboboxItemGroup<ComboboxItem>[] {
  const known = new Set(choices.map(({ field }) => field));
  const others = [...new Set(further)].filter((name) => isExtension(name) && !known.has(name));
  const items = (fields: readonly string[]) => fields.map((field) => ({ value: field, label: field }));
  const filled = choices.filter(({ count }) => count > 0).map(({ field }) => field);
  const rest = choices.filter(({ count }) => count === 0).map(({ field }) => field);
  return [
    {
      group: said.other,
      items: [
        { value: NOTHING, label: said.nothing },
        { value: EXPRESSION, label: said.expression },
        { value: CONSTANT, label: said.constant },
      ],
    },
    { group: said.attributes, items: items([...others, ...filled]) },
    { group: said.withoutValue, items: items(rest) },
  ];
}

function Option({ option }: { option: ComboboxItem }): ReactNode {
  const { words, format } = useWords();
  const { choices } = useEditor();
  const said = words.mapping.source;
  const about = said.abouts[option.value.slice(1)];
  if (about !== undefined)
    return (
      <span className={classes['option']}>
        <span>{option.label}</span>
        <span className={classes['about']}>{about}</span>
      </span>
    );
  const choice = choices.find(({ field }) => field === option.value);
  return (
    <span className={classes['option']}>
      <code>{option.label}</code>
      <span className={classes['about']}>
        {choice ? tellFilled(choice, said, (share) => format.percent(share)) : said.extension}
      </span>
      {choice && choice.samples.length > 0 && (
        <span className={classes['samples']}>{choice.samples.join(' · ')}</span>
      )}
    </span>
  );
}

function tellFilled({ count, of, from }: Choice, said: Said, percent: (share: number) => string): string {
  if (from === 'none' && of === 0) return said.unknown;
  return count === 0 || of === 0 ? said.nobody : said.filled(percent(count / of));
}
