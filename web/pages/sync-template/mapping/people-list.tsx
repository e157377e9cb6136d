// The names behind a number: everybody of one category of one field, page by page, as the mapping is written at this moment.
import type { ReactNode } from 'react';
import { Button, Modal, Table } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { MappingToTry, TrialHit } from '../../../api/api-types.ts';
import { useApi } from '../../../api/use-api.ts';
import { Failed, Loading } from '../../../parts/states.tsx';
import { Why } from '../../../steps/why.tsx';
import { useWords } from '../../../words/words.tsx';
import type { TrialCategory } from './editor-context.ts';
import { tryPath } from './use-trial.ts';
import classes from './mapping.module.css';

const PAGE = 50;

export interface Asked {
  field: string;
  label: string;
  category: TrialCategory;
}

interface PeopleListProps {
  asked: Asked;
  templateId: string;
  body: MappingToTry;
  onClose: () => void;
}

export function PeopleList({ asked, templateId, body, onClose }: PeopleListProps): ReactNode {
  const { words } = useWords();
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={words.mapping.people[asked.category](asked.label)}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <Names asked={asked} templateId={templateId} body={body} />
    </Modal>
  );
}

function Names({ asked, templateId, body }: Omit<PeopleListProps, 'onClose'>): ReactNode {
  const { words, format } = useWords();
  const api = useApi();
  const { field, category } = asked;
  const query = useInfiniteQuery({
    queryKey: [tryPath, templateId, 'list', field, category, body],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      api.call('post', tryPath, {
        path: { template: templateId },
        query: { field, category, limit: PAGE, ...(pageParam !== null && { cursor: pageParam }) },
        body,
        signal,
      }),
    getNextPageParam: (last) => last.list?.next ?? null,
  });
  const said = words.mapping.people;
  if (query.error)
    return <Failed error={query.error} what={said.failed} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Loading />;
  const people = query.data.pages.flatMap(({ list }) => list?.items ?? []);
  const total = query.data.pages[0]?.list?.total ?? 0;
  if (people.length === 0) return <p>{said.none}</p>;
  return (
    <>
      <Hits people={people} category={category} />
      <div className={classes['more']}>
        <span role="status">{said.shown(format.number(people.length), format.number(total))}</span>
        {query.hasNextPage && (
          <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
            {said.more}
          </Button>
        )}
      </div>
    </>
  );
}

/** A column that nobody in the list has anything in says nothing. */
function Hits({ people, category }: { people: readonly TrialHit[]; category: TrialCategory }): ReactNode {
  const { words } = useWords();
  const said = words.mapping.people;
  const isOf = (...kinds: TrialCategory[]): boolean => kinds.includes(category);
  const columns: { label: string; cell: (hit: TrialHit) => ReactNode; isThere: boolean }[] = [
    { label: said.name, cell: ({ name }) => name ?? said.unnamed, isThere: true },
    { label: said.today, cell: ({ today }) => <code>{today ?? '–'}</code>, isThere: isOf('differing') },
    { label: said.value, cell: ({ value }) => <code>{value ?? '–'}</code>, isThere: !isOf('empty') },
    { label: said.why, cell: ({ why }) => why !== null && <Why why={why} />, isThere: isOf('unusable') },
    {
      label: said.with,
      cell: (hit) => hit.with && (hit.with.name ?? said.unnamed),
      isThere: isOf('colliding'),
    },
  ];
  const shown = columns.filter(({ isThere }) => isThere);
  return (
    <Table.ScrollContainer minWidth={260} type="native" scrollAreaProps={{ tabIndex: 0 }}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {shown.map(({ label }) => (
              <Table.Th key={label}>{label}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {people.map((hit) => (
            <Table.Tr key={hit.person}>
              {shown.map(({ label, cell }) => (
                <Table.Td key={label}>{cell(hit)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
