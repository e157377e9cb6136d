// Which people are shown: everybody, by standing, or the quality of the directory; each a link, with how many there are.
import type { ReactNode } from 'react';
import { Link, getRouteApi } from '@tanstack/react-router';
import { useRead } from '../../api/use-api.ts';
import { useWords } from '../../words/words.tsx';
import { standings } from './search.ts';
import classes from './people.module.css';

const route = getRouteApi('/in/people');

type View = (typeof standings)[number] | 'all' | 'quality';

export function Views({ template }: { template: string | undefined }): ReactNode {
  const { words } = useWords();
  const counts = useRead('/companies/{company}/people/counts', { query: template ? { template } : {} });
  return (
    <nav aria-label={words.people.views} className={classes['views']}>
      <ViewLink view="all" label={words.people.all} count={counts.data?.people} />
      {standings.map((standing) => (
        <ViewLink
          key={standing}
          view={standing}
          label={words.people.standings[standing]}
          count={counts.data?.standings[standing]}
        />
      ))}
      <ViewLink view="quality" label={words.people.quality} />
    </nav>
  );
}

function ViewLink({
  view,
  label,
  count,
}: {
  view: View;
  label: string;
  count?: number | undefined;
}): ReactNode {
  const { format } = useWords();
  const now = route.useSearch();
  const shown: View = now.view ?? now.standing ?? 'all';
  return (
    <Link
      to="/people"
      search={{
        template: now.template,
        ...(view !== 'quality' && { search: now.search }),
        ...(view === 'quality' ? { view } : view === 'all' ? {} : { standing: view }),
      }}
      className={classes['view']}
      activeOptions={{ exact: true, includeSearch: true }}
      aria-current={shown === view ? 'page' : undefined}
    >
      {label}
      {count !== undefined && <span className={classes['count']}>{format.number(count)}</span>}
    </Link>
  );
}
