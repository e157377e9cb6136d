// Which company somebody belongs to: of thousands, whichever is searched for.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useRead } from '../../api/use-api.ts';
import { useWords } from '../../words/words.tsx';

/** Waiting for the typist. */
const WAIT_MS = 150;

export function CompanyField({
  label,
  value,
  onChange,
  error,
}: {
  label: string;
  value: string | null;
  onChange: (company: string | null) => void;
  error: ReactNode;
}): ReactNode {
  const { words } = useWords();
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text, WAIT_MS);
  const chosen = useRead(
    '/companies/{company}',
    { path: { company: value ?? '' } },
    { enabled: value !== null },
  );
  // What is chosen stands in the field as well: searching for it would leave the others out.
  const wanted = search === chosen.data?.name ? '' : search;
  const found = useRead('/companies', { query: { search: wanted, limit: 50 } }, { keepPrevious: true });
  const companies = new Map(
    [...(chosen.data ? [chosen.data] : []), ...(found.data?.items ?? [])].map((one) => [one.id, one.name]),
  );
  return (
    <Select
      label={label}
      placeholder={words.administrators.form.chooseCompany}
      searchable
      value={value}
      onChange={onChange}
      onSearchChange={setText}
      // The server has searched already.
      filter={({ options }) => options}
      data={[...companies].map(([id, name]) => ({ value: id, label: name }))}
      nothingFoundMessage={words.frame.companies.none}
      error={error}
    />
  );
}
