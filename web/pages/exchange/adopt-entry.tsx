// Makes an entry that is at the exchange already a user's: whose is chosen, and it begins with whose it probably is.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Radio, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Target, UnknownEntry } from '../../api/api-types.ts';
import { useApi, useForget, useRead } from '../../api/use-api.ts';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Note } from '../../parts/note.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';
import { ToldProblem } from '../user/told-problem.tsx';
import { targetPath } from './target-path.ts';
import classes from './exchange.module.css';

interface AdoptEntryProps {
  target: Target;
  entry: UnknownEntry;
  onClose: () => void;
}

export function AdoptEntry({ target, entry, onClose }: AdoptEntryProps): ReactNode {
  const { words } = useWords();
  const [search, setSearch] = useState(entry.likely?.alias ?? entry.displayName ?? '');
  const [user, setUser] = useState(entry.likely?.user ?? '');
  const adopt = useAdopt({ target, entry, onClose });
  const told = words.exchanges;
  return (
    <Dialog onClose={onClose} title={told.adoptOf(entry.account)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          adopt.mutate(user);
        }}
      >
        <Stack>
          <p className={classes['told']}>{told.adoptText}</p>
          <Note tone="warn">{told.adoptWarning}</Note>
          <SearchField label={told.findUser} value={search} onSearch={setSearch} width="100%" />
          <Users search={search} user={user} onChoose={setUser} />
          <ToldProblem error={adopt.error} />
          <DialogFoot deed={told.adoptDeed} isOff={user === ''} isBusy={adopt.isPending} onClose={onClose} />
        </Stack>
      </form>
    </Dialog>
  );
}

interface UsersProps {
  search: string;
  user: string;
  onChoose: (user: string) => void;
}

function Users({ search, user, onChoose }: UsersProps): ReactNode {
  const { words } = useWords();
  const query = { limit: 6, ...(search.trim() && { search: search.trim() }) };
  const users = useRead('/companies/{company}/users', { query }, { keepPrevious: true });
  if (users.data?.items.length === 0) return <p role="status">{words.exchanges.noUserFound}</p>;
  return (
    <Radio.Group label={words.exchanges.whose} value={user} onChange={onChoose}>
      <Stack gap={6} mt={4}>
        {users.data?.items.map(({ id, alias, name, surname, pstnFixed }) => (
          <Radio
            key={id}
            value={id}
            label={`${name} ${surname}`}
            description={[alias, pstnFixed].filter(Boolean).join(' · ')}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function useAdopt({ target, entry, onClose }: AdoptEntryProps) {
  const { words } = useWords();
  const api = useApi();
  const forget = useForget();
  return useMutation({
    mutationFn: (user: string) =>
      api.call('post', `${targetPath}/adopt`, {
        path: { target: target.id },
        body: { user, externalId: entry.externalId },
      }),
    onSuccess: async () => {
      toast(words.exchanges.adoptedNow(entry.account));
      onClose();
      await forget('/companies/{company}/targets', '/companies/{company}/users');
    },
  });
}
