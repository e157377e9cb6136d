// From a day to a day, as a filter of a log. Days are the company's; the API takes instants.
import type { ReactNode } from 'react';
import { TextInput } from '@mantine/core';
import { useWords } from '../../words/words.tsx';

interface DaysProps {
  from: string | undefined;
  to: string | undefined;
  onChange: (days: { from?: string | undefined; to?: string | undefined }) => void;
}

export function Days({ from, to, onChange }: DaysProps): ReactNode {
  const { words } = useWords();
  return (
    <>
      <TextInput
        type="date"
        aria-label={words.audit.from}
        value={from ?? ''}
        onChange={(event) => onChange({ from: event.currentTarget.value || undefined, to })}
      />
      <span aria-hidden>–</span>
      <TextInput
        type="date"
        aria-label={words.audit.to}
        value={to ?? ''}
        onChange={(event) => onChange({ from, to: event.currentTarget.value || undefined })}
      />
    </>
  );
}
