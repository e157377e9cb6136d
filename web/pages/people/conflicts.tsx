// People who may be users that no sync keeps: for each the users with what is the same and what linking would change; link, create a new
// one or ignore. Those without a doubt are linked together.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { ProposalPage } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { useRead } from '../../api/use-api.ts';
import { FilterChip } from '../../parts/filter-chip.tsx';
import { Empty, Failed, Loading, NoHit } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { Adopt } from './adopt.tsx';
import { ConflictCard } from './conflict-card.tsx';
import { evidences, useEvidenceWords } from './evidence.ts';
import classes from './people.module.css';

const route = getRouteApi('/in/people');
const PAGE = 25;
/** As many as the API gives at once; who has more links the certain ones first, or searches. */
const MOST_SHOWN = 200;

export function Conflicts({ template }: { template: string }): ReactNode {
  const { words } = useWords();
  const { evidence, search } = route.useSearch();
  const [limit, setLimit] = useState(PAGE);
  const conflicts = useRead(
    '/companies/{company}/sync-templates/{template}/conflicts',
    {
      path: { template },
      query: { limit, ...(evidence && { evidence }), ...(search && { search }) },
    },
    { keepPrevious: true },
  );
  const isFiltered = Boolean(evidence || search);
  return (
    <div className={classes['inside']}>
      <div className={classes['column']}>
        {conflicts.isError && (
          <Failed
            error={conflicts.error}
            what={words.people.conflicts.failed}
            onRetry={() => void conflicts.refetch()}
          />
        )}
        {conflicts.isPending && <Loading height={120} rows={4} />}
        {conflicts.data && (isFiltered || conflicts.data.items.length > 0) && (
          <Bar template={template} page={conflicts.data} />
        )}
        {conflicts.data && (
          <Cards
            template={template}
            page={conflicts.data}
            isFiltered={isFiltered}
            onMore={limit < MOST_SHOWN ? () => setLimit(MOST_SHOWN) : undefined}
          />
        )}
      </div>
    </div>
  );
}

function Bar({ template, page }: { template: string; page: ProposalPage }): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const name = useEvidenceWords();
  const { evidence } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <p className={classes['lead']}>
        {words.people.conflicts.lead} {page.linksByMail && words.people.conflicts.byMail}
      </p>
      <div className={classes['bar']}>
        <FilterChip
          label={words.people.conflicts.evidence}
          value={evidence ?? null}
          options={evidences.map((value) => ({
            value,
            label: name(value),
            ...(page.counts && { count: page.counts[value] }),
          }))}
          onChange={(value) =>
            void navigate({ search: (now) => ({ ...now, evidence: value ?? undefined }), replace: true })
          }
        />
        {can('person.decide') && <Adopt template={template} />}
      </div>
    </>
  );
}

function Cards({
  template,
  page,
  isFiltered,
  onMore,
}: {
  template: string;
  page: ProposalPage;
  isFiltered: boolean;
  onMore: (() => void) | undefined;
}): ReactNode {
  const { words } = useWords();
  const navigate = route.useNavigate();
  const onClear = (): void =>
    void navigate({ search: (now) => ({ ...now, evidence: undefined, search: undefined }) });
  if (page.items.length === 0)
    return isFiltered ? (
      <NoHit title={words.people.noHit} onClear={onClear} />
    ) : (
      <Empty title={words.people.conflicts.none} text={words.people.conflicts.noneText} />
    );
  return (
    <>
      <ul className={classes['cards']}>
        {page.items.map((proposal) => (
          <ConflictCard key={proposal.person} template={template} proposal={proposal} />
        ))}
      </ul>
      {page.next !== null && onMore && (
        <Button mt="md" onClick={onMore}>
          {words.people.conflicts.more}
        </Button>
      )}
    </>
  );
}
