// From a day to a day, as a filter of a log. Days are the company's; the API takes instants.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { DateField } from '../../parts/date-field.tsx';
import { parseDay } from '../../parts/day-text.ts';
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
      <Day label={words.audit.from} day={from} onDay={(day) => onChange({ from: day, to })} />
      <span aria-hidden>–</span>
      <Day label={words.audit.to} day={to} onDay={(day) => onChange({ from, to: day })} />
    </>
  );
}

function Day({
  label,
  day,
  onDay,
}: {
  label: string;
  day: string | undefined;
  onDay: (day: string | undefined) => void;
}): ReactNode {
  // What is no day yet filters nothing, and stays to be written on.
  const [half, setHalf] = useState<string | null>(null);
  return (
    <DateField
      aria-label={label}
      w={150}
      value={half ?? day ?? ''}
      onChange={(text) => {
        const isWhole = text === '' || parseDay(text, 'sv') !== null;
        setHalf(isWhole ? null : text);
        if (isWhole) onDay(text || undefined);
      }}
    />
  );
}
