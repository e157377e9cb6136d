// The page /numbers: the company's series with what is left of each, the ledger of all numbers, the reserved ones; one number's story in a
// drawer. What changes them stands in the top bar.
import type { ReactNode } from 'react';
import { Link, getRouteApi } from '@tanstack/react-router';
import { Page, PageTitle } from '../../frame/page.tsx';
import { FilterChip } from '../../parts/filter-chip.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { useWords } from '../../words/words.tsx';
import { Deeds } from './deeds.tsx';
import { Ledger } from './ledger.tsx';
import { NumberDrawer } from './number-drawer.tsx';
import { ReservedList } from './reserved-list.tsx';
import { states } from './search.ts';
import { SeriesList } from './series-list.tsx';
import classes from './numbers.module.css';

const route = getRouteApi('/in/numbers');

export function NumbersPage(): ReactNode {
  const { words } = useWords();
  const { view, number } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Page
      isBare
      title={words.numbers.title}
      crumbs={[{ label: words.common.company }]}
      actions={<Deeds isEditing={view === undefined} />}
    >
      <div className={classes['head']}>
        <PageTitle title={words.numbers.title} isSmall />
        {view === 'ledger' && <Filters />}
      </div>
      <Views />
      {view === undefined && <SeriesList />}
      {view === 'ledger' && <Ledger />}
      {view === 'reserved' && <ReservedList />}
      <NumberDrawer
        digits={number === undefined || number === '' ? null : String(number).replaceAll(/\D/gu, '')}
        onClose={() => void navigate({ search: (now) => ({ ...now, number: undefined }) })}
      />
    </Page>
  );
}

function Filters(): ReactNode {
  const { words } = useWords();
  const { search, state } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <SearchField
        label={words.numbers.search}
        value={search ?? ''}
        onSearch={(text) =>
          void navigate({ search: (now) => ({ ...now, search: text || undefined }), replace: true })
        }
      />
      <FilterChip
        label={words.numbers.state}
        value={state ?? null}
        options={states.map((value) => ({ value, label: words.numbers.states[value] }))}
        onChange={(value) =>
          void navigate({ search: (now) => ({ ...now, state: value ?? undefined }), replace: true })
        }
      />
    </>
  );
}

function Views(): ReactNode {
  const { words } = useWords();
  const { view } = route.useSearch();
  const views = [
    { view: undefined, label: words.numbers.series },
    { view: 'ledger', label: words.numbers.ledger },
    { view: 'reserved', label: words.numbers.reserved },
  ] as const;
  return (
    <nav aria-label={words.numbers.views} className={classes['views']}>
      {views.map((one) => (
        <Link
          key={one.label}
          to="/numbers"
          search={one.view === undefined ? {} : { view: one.view }}
          className={classes['view']}
          activeOptions={{ exact: true, includeSearch: true }}
          aria-current={one.view === view ? 'page' : undefined}
        >
          {one.label}
        </Link>
      ))}
    </nav>
  );
}
