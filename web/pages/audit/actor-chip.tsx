// Whose deeds a log shows: one administrator, or everybody's. The same in both logs.
import type { ReactNode } from 'react';
import { useRead } from '../../api/use-api.ts';
import { FilterChip } from '../../parts/filter-chip.tsx';
import { useWords } from '../../words/words.tsx';

interface ActorChipProps {
  actor: string | undefined;
  onChange: (actor: string | undefined) => void;
}

export function ActorChip({ actor, onChange }: ActorChipProps): ReactNode {
  const { words } = useWords();
  const people = useRead('/administrators');
  return (
    <FilterChip
      label={words.audit.who}
      value={actor || null}
      options={(people.data?.items ?? []).map(({ id, firstName, lastName }) => ({
        value: id,
        label: `${firstName} ${lastName}`,
      }))}
      onChange={(chosen) => onChange(chosen ?? undefined)}
    />
  );
}
