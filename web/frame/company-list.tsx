// The operator's companies to choose from: the last ones at once, of thousands whichever is searched for; all of them; a new one.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBuilding, IconClock, IconLayoutGrid, IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useCan } from '../api/me.ts';
import { useRead } from '../api/use-api.ts';
import { Choices } from '../parts/choices.tsx';
import type { Choice, ChoiceGroup } from '../parts/choices.tsx';
import { readRecentCompanies } from '../session/recent-companies.ts';
import { useWords } from '../words/words.tsx';
import { useGoToCompany } from './use-go-to-company.ts';

/** Waiting for the typist. */
const WAIT_MS = 150;

/** isPart: of a page, which keeps the focus where it is. */
export function CompanyList({ onDone, isPart = false }: { onDone: () => void; isPart?: boolean }): ReactNode {
  const { words, format } = useWords();
  const [query, setQuery] = useState('');
  const [search] = useDebouncedValue(query.trim(), WAIT_MS);
  const found = useRead('/companies', { query: { search, limit: 50 } }, { keepPrevious: true });
  const goTo = useGoToCompany();
  const go = (company: string) => (): void => {
    onDone();
    void goTo(company);
  };
  const others = useOthers(onDone, go(''));
  const recent: Choice[] = query === '' ? readRecentCompanies().map(mapChoice(IconClock, go)) : [];
  const companies = (found.data?.items ?? []).map(mapChoice(IconBuilding, go));
  const groups: ChoiceGroup[] = [
    { name: words.frame.companies.recent, choices: recent },
    {
      name: words.frame.companies.found,
      choices: companies.filter(({ label }) => recent.every((other) => other.label !== label)),
    },
    { name: words.common.more, choices: query === '' ? others : [] },
  ];
  const total = found.data?.total ?? 0;
  return (
    <Choices
      label={words.frame.companies.search}
      takesFocus={!isPart}
      placeholder={words.frame.companies.search}
      query={query}
      onQuery={setQuery}
      groups={groups}
      told={
        total === 0 && !found.isPending
          ? words.frame.companies.none
          : words.frame.palette.hits(total, format.number(total))
      }
    />
  );
}

const mapChoice =
  (Sign: typeof IconClock, go: (company: string) => () => void) =>
  ({ id, name }: { id: string; name: string }): Choice => ({
    id,
    label: name,
    icon: <Sign size={16} aria-hidden />,
    go: go(id),
  });

function useOthers(onDone: () => void, goToAll: () => void): Choice[] {
  const { words } = useWords();
  const can = useCan();
  const navigate = useNavigate();
  const create = (): void => {
    onDone();
    void navigate({ to: '/', search: { company: '', create: true } });
  };
  return [
    {
      id: 'all',
      label: words.frame.companies.all,
      icon: <IconLayoutGrid size={16} aria-hidden />,
      go: goToAll,
    },
    ...(can('company.create')
      ? [
          {
            id: 'create',
            label: words.frame.companies.create,
            icon: <IconPlus size={16} aria-hidden />,
            go: create,
          },
        ]
      : []),
  ];
}
