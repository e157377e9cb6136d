// The search of a list: asks 150 ms after the last key, is emptied by its button or Esc, and takes the focus on "/" (the frame's keys
// find it by data-page-search).
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useWords } from '../words/words.tsx';

/** Typists pause longer between words than between letters; shorter would ask at each letter. */
const PATIENCE_MS = 150;

interface SearchFieldProps {
  /** What is searched, for its name and placeholder. */
  label: string;
  /** What the address says. */
  value: string;
  onSearch: (text: string) => void;
  width?: number | string;
}

export function SearchField({ label, value, onSearch, width = 320 }: SearchFieldProps): ReactNode {
  const { words } = useWords();
  const [text, setText] = useState(value);
  const told = useRef(value);
  const search = useRef(onSearch);
  useEffect(() => {
    search.current = onSearch;
  });
  useEffect(() => {
    // Somebody else changed the address: the back button, or what clears all filters.
    if (value !== told.current) {
      told.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => {
    if (text === told.current) return;
    const timer = setTimeout(() => {
      told.current = text;
      search.current(text);
    }, PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const empty = (): void => setText('');
  return (
    <TextInput
      type="search"
      role="searchbox"
      aria-label={label}
      placeholder={label}
      data-page-search
      w={width}
      maw="100%"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || text === '') return;
        event.stopPropagation();
        empty();
      }}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={text && <CloseButton size={24} aria-label={words.common.clear} onClick={empty} />}
    />
  );
}
