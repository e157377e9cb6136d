// The people who may sign in: of the chosen company, or, for an operator who has chosen none, of all.
import type { ReactNode } from 'react';
import { Button, Group, Stack, Text } from '@mantine/core';
import type { Administrator } from '../../api/api-types.ts';
import { useCompanyId } from '../../api/company-id.ts';
import { useCan, useMe } from '../../api/me.ts';
import { useRead } from '../../api/use-api.ts';
import { usePages } from '../../api/use-pages.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { SimpleTable } from '../../parts/simple-table.tsx';
import { useWords } from '../../words/words.tsx';
import { PersonDeeds } from './person-deeds.tsx';
import { presentName } from './present-name.ts';
import classes from './administrators.module.css';

/** One screen of people; companies have fewer administrators than that. */
const AT_ONCE = 100;

export function People(): ReactNode {
  const { words, format } = useWords();
  const company = useCompanyId();
  const people = usePages('/administrators', {
    query: { limit: AT_ONCE, ...(company !== null && { company }) },
  });
  if (people.error) return <Failed error={people.error} onRetry={people.readAgain} />;
  if (people.isPending) return <Loading />;
  if (people.items.length === 0)
    return <Empty title={words.administrators.empty} text={words.administrators.emptyText} />;
  const total = people.total ?? people.items.length;
  return (
    <Stack gap="sm">
      <Text c="dimmed">{words.administrators.count(total, format.number(total))}</Text>
      <PeopleTable people={people.items} />
      {people.hasMore && (
        <Group>
          <Button onClick={people.readMore} loading={people.isReadingMore}>
            {words.administrators.more}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function PeopleTable({ people }: { people: readonly Administrator[] }): ReactNode {
  const { words } = useWords();
  const { columns } = words.administrators;
  const mayChange = useCan()('administrator.change');
  const isOfAll = useCompanyId() === null;
  const heads = [
    { label: columns.person },
    { label: columns.role },
    ...(isOfAll ? [{ label: columns.company }] : []),
    { label: columns.state },
    { label: columns.lastSignIn },
    ...(mayChange ? [{ label: columns.deeds, isHidden: true }] : []),
  ];
  return (
    <SimpleTable label={words.administrators.title} heads={heads}>
      {people.map((person) => (
        <PersonRow key={person.id} person={person} isOfAll={isOfAll} mayChange={mayChange} />
      ))}
    </SimpleTable>
  );
}

function PersonRow({
  person,
  isOfAll,
  mayChange,
}: {
  person: Administrator;
  isOfAll: boolean;
  mayChange: boolean;
}): ReactNode {
  const { words, format } = useWords();
  const me = useMe();
  const { administrators } = words;
  return (
    <tr>
      <th scope="row" aria-label={`${presentName(person)} ${person.email}`}>
        <span className={classes['person']}>
          <span className={classes['name']}>
            {presentName(person)}
            {person.id === me.id && <span className={classes['quiet']}> ({administrators.you})</span>}
          </span>
          <span className={classes['email']}>{person.email}</span>
        </span>
      </th>
      <td>{administrators.roles[person.role].name}</td>
      {isOfAll && (
        <td>{person.company === null ? administrators.allCompanies : <CompanyName id={person.company} />}</td>
      )}
      <td>
        <span className={classes['state']} data-state={person.state}>
          {administrators.states[person.state]}
        </span>
      </td>
      <td>{person.lastSignInAt === null ? administrators.never : format.dateTime(person.lastSignInAt)}</td>
      {mayChange && (
        <td data-deeds>
          <PersonDeeds person={person} />
        </td>
      )}
    </tr>
  );
}

function CompanyName({ id }: { id: string }): ReactNode {
  return useRead('/companies/{company}', { path: { company: id } }, { staleTime: 60_000 }).data?.name ?? '…';
}
