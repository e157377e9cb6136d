// The people of one finding: the first ones folded away, all of them page by page once somebody wants them.
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import type { QualityFinding, QualityPerson } from '../../api/api-types.ts';
import { useCompanyId } from '../../api/company-id.ts';
import { useApi } from '../../api/use-api.ts';
import { Failed } from '../../parts/states.tsx';
import { Why } from '../../steps/why.tsx';
import { useWords } from '../../words/words.tsx';
import classes from './people.module.css';

const route = getRouteApi('/in/people');

export function FindingPeople({
  template,
  finding,
}: {
  template: string;
  finding: QualityFinding;
}): ReactNode {
  const { words, format } = useWords();
  const { finding: opened } = route.useSearch();
  const navigate = route.useNavigate();
  const isOpen = opened === finding.code;
  const toggle = (isOn: boolean): void => {
    if (isOn !== isOpen)
      void navigate({
        search: (now) => ({ ...now, finding: isOn ? finding.code : undefined }),
        replace: true,
      });
  };
  return (
    <details open={isOpen} onToggle={(event) => toggle(event.currentTarget.open)}>
      <summary>
        {words.people.report.people}: {format.number(finding.count)}
      </summary>
      {isOpen && finding.count > finding.people.length ? (
        <AllPeople template={template} finding={finding} />
      ) : (
        <PeopleTable template={template} people={finding.people} />
      )}
    </details>
  );
}

function AllPeople({ template, finding }: { template: string; finding: QualityFinding }): ReactNode {
  const { words } = useWords();
  const api = useApi();
  const company = useCompanyId();
  const path = '/companies/{company}/sync-templates/{template}/quality/{code}';
  const pages = useInfiniteQuery({
    queryKey: [path, company, template, finding.code],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call('get', path, {
        path: { template, code: finding.code },
        query: { limit: 100, ...(pageParam !== undefined && { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const people = pages.data?.pages.flatMap(({ items }) => items) ?? finding.people;
  return (
    <>
      <PeopleTable template={template} people={people} />
      {pages.isError && <Failed error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.hasNextPage && (
        <Button mt="xs" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {words.people.conflicts.more}
        </Button>
      )}
    </>
  );
}

function PeopleTable({
  template,
  people,
}: {
  template: string;
  people: readonly QualityPerson[];
}): ReactNode {
  const { words } = useWords();
  return (
    <div className={classes['boxed']}>
      <table className={classes['names']}>
        <thead>
          <tr>
            <th scope="col">{words.people.columns.name}</th>
            <th scope="col">{words.people.columns.signIn}</th>
            <th scope="col">{words.people.report.found}</th>
          </tr>
        </thead>
        <tbody>
          {people.map(({ person, name, userPrincipalName, found, why }, at) => (
            <tr key={`${person} ${at}`}>
              <td>
                <Link to="/people/$person" params={{ person }} search={{ template }}>
                  {name ?? words.people.nameless}
                </Link>
              </td>
              <td>{userPrincipalName}</td>
              <td>
                {found !== null && <code>{found}</code>} {why && <Why why={why} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
