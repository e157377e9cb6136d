// What is at an exchange and nobody's in the directory, asked of the exchange as it is now; each entry can be taken over for a user.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { Link, getRouteApi } from '@tanstack/react-router';
import type { Target, UnknownEntry } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { useRead } from '../../api/use-api.ts';
import { SearchField } from '../../parts/search-field.tsx';
import { SimpleTable } from '../../parts/simple-table.tsx';
import { Empty, Failed, Loading, NoHit } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { AdoptEntry } from './adopt-entry.tsx';
import { targetPath } from './target-path.ts';
import classes from './exchange.module.css';

const route = getRouteApi('/in/integrations/exchanges/$exchange');

export function UnknownTab({ target }: { target: Target }): ReactNode {
  const { words } = useWords();
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const told = words.exchanges;
  const query = { limit: 100, ...(q.trim() && { search: q.trim() }) };
  const list = useRead(
    `${targetPath}/unknown`,
    { path: { target: target.id }, query },
    { keepPrevious: true },
  );
  const search = (text: string): void =>
    void navigate({ search: (now) => ({ ...now, q: text }), replace: true });
  return (
    <>
      <p className={classes['told']}>{told.unknownLead}</p>
      <div className={classes['bar']}>
        <SearchField label={told.searchUnknown} value={q} onSearch={search} />
      </div>
      {list.error && (
        <Failed error={list.error} what={told.unknownFailed} onRetry={() => void list.refetch()} />
      )}
      {list.isPending && <Loading />}
      {!list.error && list.data?.items.length === 0 && q.trim() === '' && (
        <Empty title={told.unknownNone} text={told.unknownNoneText} />
      )}
      {!list.error && list.data?.items.length === 0 && q.trim() !== '' && (
        <NoHit title={told.unknownNoHit} onClear={() => search('')} />
      )}
      {!list.error && list.data && list.data.items.length > 0 && (
        <Entries target={target} entries={list.data.items} />
      )}
      {list.data?.hasMore && <p className={classes['note']}>{told.unknownMore}</p>}
    </>
  );
}

function Entries({ target, entries }: { target: Target; entries: readonly UnknownEntry[] }): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const [adopts, setAdopts] = useState<UnknownEntry | null>(null);
  const { unknownHeads: heads, ...told } = words.exchanges;
  const mayAdopt = can('target.change') && target.state !== 'ending';
  return (
    <>
      <SimpleTable
        label={told.tabs.unknown}
        heads={[
          { label: heads.account },
          { label: heads.name },
          { label: heads.numbers },
          { label: heads.likely },
          ...(mayAdopt ? [{ label: heads.deed, isHidden: true }] : []),
        ]}
      >
        {entries.map((entry) => (
          <EntryRow key={entry.externalId} entry={entry} {...(mayAdopt && { onAdopt: setAdopts })} />
        ))}
      </SimpleTable>
      {adopts && <AdoptEntry target={target} entry={adopts} onClose={() => setAdopts(null)} />}
    </>
  );
}

interface EntryRowProps {
  entry: UnknownEntry;
  /** Absent where nobody may. */
  onAdopt?: (entry: UnknownEntry) => void;
}

function EntryRow({ entry, onAdopt }: EntryRowProps): ReactNode {
  const { words } = useWords();
  const { account, displayName, email, numbers, likely } = entry;
  return (
    <tr>
      <th scope="row">
        <code>{account}</code>
      </th>
      <td>
        {displayName ?? '–'}
        {email && <div className={classes['aside']}>{email}</div>}
      </td>
      <td>{numbers.join(', ') || '–'}</td>
      <td>
        {likely ? (
          <Link to="/users/$user" params={{ user: likely.user }}>
            {likely.alias}
          </Link>
        ) : (
          '–'
        )}
      </td>
      {onAdopt && (
        <td>
          <Button
            size="compact-sm"
            aria-label={words.exchanges.adoptOf(account)}
            onClick={() => onAdopt(entry)}
          >
            {words.exchanges.adopt}
          </Button>
        </td>
      )}
    </tr>
  );
}
