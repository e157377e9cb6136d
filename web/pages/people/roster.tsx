// The list of people: grouped by reason with counts that filter, each with how the person stands and why. A row opens the explanation.
import type { ReactNode } from 'react';
import { useMemo } from 'react';
import { Link, getRouteApi } from '@tanstack/react-router';
import type { Person } from '../../api/api-types.ts';
import { Empty, NoHit } from '../../parts/states.tsx';
import type { Column } from '../../parts/table/column.ts';
import { DataTable } from '../../parts/table/data-table.tsx';
import { useRows } from '../../parts/table/use-rows.ts';
import { tellReason } from '../../steps/reason-words.ts';
import { useWords } from '../../words/words.tsx';
import { ReasonGroups } from './reason-groups.tsx';
import { Standing } from './standing.tsx';
import classes from './people.module.css';

const route = getRouteApi('/in/people');

/** only: the company's one template. */
export function Roster({ only }: { only: string | undefined }): ReactNode {
  const { words } = useWords();
  const { template, standing, reason, search } = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useColumns();
  const rows = useRows('/companies/{company}/people', {
    query: {
      ...(template && { template }),
      ...(standing && { standing }),
      ...(reason && { code: reason }),
      ...(search && { search }),
    },
  });
  const isFiltered = Boolean(reason || search);
  return (
    <>
      <ReasonGroups template={template || only} standing={standing} />
      <DataTable
        label={words.people.title}
        rows={rows}
        rowId={(person) => `${person.templateId} ${person.person}`}
        rowName={(person) => person.name ?? person.person}
        columns={columns}
        onOpen={({ person, templateId }) =>
          void navigate({ to: '/people/$person', params: { person }, search: { template: templateId } })
        }
        isFiltered={isFiltered}
        empty={
          standing ? (
            <Empty title={words.people.noneHere[standing]} />
          ) : (
            <Empty title={words.people.empty} text={words.people.emptyText} />
          )
        }
        noHit={
          <NoHit
            title={words.people.noHit}
            onClear={() =>
              void navigate({ search: (now) => ({ ...now, reason: undefined, search: undefined }) })
            }
          />
        }
      />
    </>
  );
}

function useColumns(): readonly Column<Person>[] {
  const { words } = useWords();
  return useMemo(() => {
    const names = words.people.columns;
    return [
      { id: 'name', label: names.name, width: 210, cell: ({ name }) => name ?? words.people.nameless },
      {
        id: 'signIn',
        label: names.signIn,
        width: 270,
        cell: ({ userPrincipalName }) => <span className={classes['quiet']}>{userPrincipalName}</span>,
      },
      { id: 'standing', label: names.standing, width: 150, cell: (person) => <Standing {...person} /> },
      { id: 'why', label: names.why, width: 320, cell: (person) => <Why person={person} /> },
      {
        id: 'user',
        label: names.user,
        width: 170,
        cell: ({ user, alias }) =>
          user && (
            <Link to="/users/$user" params={{ user }} tabIndex={-1}>
              {alias ?? user}
            </Link>
          ),
      },
    ];
  }, [words]);
}

function Why({ person }: { person: Person }): ReactNode {
  const spoken = useWords();
  const { words, format } = spoken;
  const [first, ...others] = person.reasons;
  if (person.isIgnored) return words.people.ignored;
  if (person.createAnyway && person.user === null) return words.people.willCreate;
  if (!first) return null;
  const { title, lang } = tellReason({ ...first }, spoken);
  return (
    <span lang={lang}>
      {title}
      {others.length > 0 && (
        <span className={classes['quiet']}> {words.people.moreReasons(format.number(others.length))}</span>
      )}
    </span>
  );
}
