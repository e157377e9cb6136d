// The palette of Ctrl/⌘ K: go to a page, do something, find a user of the company. Loaded when it is first opened.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBuilding, IconSearch, IconUser } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useCompanyId } from '../api/company-id.ts';
import { useMe } from '../api/me.ts';
import { useRead } from '../api/use-api.ts';
import { Choices } from '../parts/choices.tsx';
import type { Choice, ChoiceGroup } from '../parts/choices.tsx';
import { useFocusBack } from '../parts/use-focus-back.ts';
import { useWords } from '../words/words.tsx';
import { presentMap } from './map.ts';
import { useDeeds } from './palette-deeds.tsx';
import { useGoToCompany } from './use-go-to-company.ts';

/** Waiting for the typist. */
const WAIT_MS = 150;
/** As many users as one takes in at a glance; the rest is a search on their page. */
const MOST_USERS = 6;
const MOST_COMPANIES = 4;

export function PaletteDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }): ReactNode {
  const { words } = useWords();
  return (
    <Modal.Root opened={isOpen} onClose={onClose} yOffset="10vh" centered={false} size={560}>
      <Modal.Overlay />
      <Modal.Content aria-label={words.frame.palette.title}>
        <Modal.Body p={10}>
          <Palette onDone={onClose} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Palette({ onDone }: { onDone: () => void }): ReactNode {
  const { words, format } = useWords();
  // The field takes the focus before the library can note who had it.
  useFocusBack();
  const [query, setQuery] = useState('');
  const wanted = query.trim();
  const { pages, deeds } = usePlaces(onDone);
  const users = useUsers(wanted, onDone);
  const companies = useCompanies(wanted, onDone);
  const fits = ({ label }: Choice): boolean =>
    wanted
      .toLocaleLowerCase()
      .split(/\s+/u)
      .every((word) => label.toLocaleLowerCase().includes(word));
  const groups: ChoiceGroup[] = [
    { name: words.frame.palette.pages, choices: pages.filter(fits) },
    { name: words.frame.palette.deeds, choices: deeds.filter(fits) },
    { name: words.frame.companies.found, choices: companies },
    { name: words.frame.palette.users, choices: users.choices },
  ];
  const count = groups.reduce((sum, { choices }) => sum + choices.length, 0);
  return (
    <Choices
      label={words.frame.palette.title}
      takesFocus
      placeholder={words.frame.palette.placeholder}
      query={query}
      onQuery={setQuery}
      groups={groups}
      told={[
        count === 0 ? words.frame.palette.nothing : words.frame.palette.hits(count, format.number(count)),
        ...(users.hasFailed ? [words.frame.palette.usersFailed] : []),
      ].join('. ')}
    />
  );
}

function usePlaces(onDone: () => void): { pages: Choice[]; deeds: Choice[] } {
  const { words } = useWords();
  const navigate = useNavigate();
  const pages = presentMap(words).flatMap(({ name, entries }) =>
    entries.map(({ to, icon: Sign, label }) => ({
      id: to,
      label,
      detail: name ?? undefined,
      icon: <Sign size={16} aria-hidden />,
      go: () => {
        onDone();
        void navigate({ to });
      },
    })),
  );
  return { pages, deeds: useDeeds(onDone) };
}

/** Operators go to any company by its name. */
function useCompanies(wanted: string, onDone: () => void): Choice[] {
  const { company } = useMe();
  const goTo = useGoToCompany();
  const [search] = useDebouncedValue(wanted, WAIT_MS);
  const isOn = company === null && search.length > 1;
  const found = useRead(
    '/companies',
    { query: { search, limit: MOST_COMPANIES } },
    { enabled: isOn, keepPrevious: true },
  );
  if (!isOn || wanted.length < 2) return [];
  return (found.data?.items ?? []).map(({ id, name }) => ({
    id,
    label: name,
    icon: <IconBuilding size={16} aria-hidden />,
    go: () => {
      onDone();
      void goTo(id);
    },
  }));
}

function useUsers(wanted: string, onDone: () => void): { choices: Choice[]; hasFailed: boolean } {
  const { words } = useWords();
  const navigate = useNavigate();
  const company = useCompanyId();
  const [search] = useDebouncedValue(wanted, WAIT_MS);
  const isOn = company !== null && search.length > 1;
  const found = useRead(
    '/companies/{company}/users',
    { query: { search, limit: MOST_USERS } },
    { enabled: isOn, keepPrevious: true },
  );
  if (!isOn || wanted.length < 2) return { choices: [], hasFailed: false };
  const go = (deed: () => Promise<void>) => (): void => {
    onDone();
    void deed();
  };
  const choices = (found.data?.items ?? []).map((user) => ({
    id: user.id,
    label: [user.name, user.surname].filter(Boolean).join(' '),
    detail: [user.alias, user.pstnFixed].filter(Boolean).join(' · '),
    icon: <IconUser size={16} aria-hidden />,
    go: go(() => navigate({ to: '/users/$user', params: { user: user.id } })),
  }));
  const all = {
    id: 'all users',
    label: words.frame.palette.allUsers(wanted),
    icon: <IconSearch size={16} aria-hidden />,
    go: go(() => navigate({ to: '/users', search: { q: wanted } })),
  };
  return { choices: [...choices, all], hasFailed: found.isError };
}
