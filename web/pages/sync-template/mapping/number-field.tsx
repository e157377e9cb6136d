// One of the company's numbers, as digits: suggestions from its series and from what is known of single numbers, found in any written form.
// Whether a number may be a caller id is for the server to say.
import type { ReactNode } from 'react';
import { Autocomplete } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useRead } from '../../../api/use-api.ts';
import { presentDigits } from './draft.ts';
import { useEditor } from './editor-context.ts';
import type { Told } from './editor-context.ts';

const PATIENCE_MS = 200;
const SUGGESTED = 20;

interface NumberFieldProps {
  label: string;
  description?: string;
  placeholder?: string;
  value: string;
  fault: Told | null;
  onChange: (digits: string) => void;
}

export function NumberField({ value, fault, onChange, ...shown }: NumberFieldProps): ReactNode {
  const { isReadOnly } = useEditor();
  const suggestions = useSuggestions(value);
  return (
    <Autocomplete
      {...shown}
      data={suggestions}
      value={value}
      readOnly={isReadOnly}
      maw={420}
      inputMode="tel"
      openOnFocus={false}
      // What the server found stays: it knows written forms that the field does not.
      filter={({ options }) => options}
      error={fault && <span lang={fault.lang}>{fault.text}</span>}
      onChange={onChange}
    />
  );
}

function useSuggestions(text: string): string[] {
  const [search] = useDebouncedValue(text.trim(), PATIENCE_MS);
  const digits = presentDigits(search) ?? '';
  const series = useRead('/companies/{company}/number-series', {}, { staleTime: 60_000 });
  const found = useRead(
    '/companies/{company}/numbers',
    { query: { limit: SUGGESTED, ...(search !== '' && { search }) } },
    { keepPrevious: true },
  );
  const first = (series.data?.numbers ?? [])
    .toSorted((a, b) => Number(b.kind === 'service') - Number(a.kind === 'service'))
    .map(({ from }) => from)
    // 08-… is 468…: what follows the zero is the same.
    .filter((from) => from.includes(digits.replace(/^0/u, '')));
  const known = found.data?.items.map((item) => item.digits) ?? [];
  return [...new Set([...first, ...known])].slice(0, SUGGESTED);
}
