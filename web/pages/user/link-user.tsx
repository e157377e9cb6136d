// Links a user to a person of a sync template, found by name among the people whom the template has read.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Radio, Select, Stack } from '@mantine/core';
import { Dialog } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import type { UserInFull } from '../../api/api-types.ts';
import { useRead } from '../../api/use-api.ts';
import { SearchField } from '../../parts/search-field.tsx';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';
import { ToldProblem } from './told-problem.tsx';
import { useDeed } from './use-user.ts';

export function LinkUser({ user, onClose }: { user: UserInFull; onClose: () => void }): ReactNode {
  const { words } = useWords();
  const templates = useRead('/companies/{company}/sync-templates', { query: { limit: 200 } });
  const [chosen, choose] = useState<string | null>(user.source?.templateId ?? null);
  const template = chosen ?? templates.data?.items[0]?.id ?? null;
  const [search, setSearch] = useState(`${user.name} ${user.surname}`);
  const [person, setPerson] = useState('');
  const link = useDeed(
    (api) =>
      api.call('put', '/companies/{company}/users/{user}/link', {
        path: { user: user.id },
        body: { templateId: template ?? '', person, relink: user.source !== null },
      }),
    () => {
      toast(words.users.linked);
      onClose();
    },
  );
  return (
    <Dialog onClose={onClose} title={words.users.linkTitle}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          link.mutate();
        }}
      >
        <Stack>
          <Select
            label={words.users.sourceTemplate}
            data={(templates.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={template}
            onChange={choose}
            allowDeselect={false}
          />
          <SearchField label={words.users.findPerson} value={search} onSearch={setSearch} width="100%" />
          {template !== null && (
            <Found template={template} search={search} person={person} onChoose={setPerson} />
          )}
          <ToldProblem error={link.error} />
          <DialogFoot
            deed={words.users.link}
            isOff={person === ''}
            isBusy={link.isPending}
            onClose={onClose}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

function Found({
  template,
  search,
  person,
  onChoose,
}: {
  template: string;
  search: string;
  person: string;
  onChoose: (person: string) => void;
}): ReactNode {
  const { words } = useWords();
  const query = { template, limit: 6, ...(search.trim() && { search: search.trim() }) };
  const people = useRead('/companies/{company}/people', { query }, { keepPrevious: true });
  if (people.data?.items.length === 0) return <p role="status">{words.users.noPerson}</p>;
  return (
    <Radio.Group label={words.users.person} value={person} onChange={onChoose}>
      <Stack gap={6} mt={4}>
        {people.data?.items.map((one) => (
          <Radio
            key={one.person}
            value={one.person}
            label={one.name ?? one.userPrincipalName ?? one.person}
            description={one.userPrincipalName}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
