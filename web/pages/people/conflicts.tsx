// People who may be users that no sync keeps: for each the users with what is the same and what linking would change; link, create a new
// one or ignore. Those without a doubt are linked together.
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { ProposalPage } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { usePages } from '../../api/use-pages.ts';
import type { Pages } from '../../api/use-pages.ts';
import { FilterChip } from '../../parts/filter-chip.tsx';
import { Empty, Failed, Loading, NoHit } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { Adopt } from './adopt.tsx';
import { ConflictCard } from './conflict-card.tsx';
import { evidences, useEvidenceWords } from './evidence.ts';
import classes from './people.module.css';

const route = getRouteApi('/in/people');
const PAGE = 25;

export function Conflicts({ template }: { template: string }): ReactNode {
  const { words } = useWords();
  const { evidence, search } = route.useSearch();
  const conflicts = usePages('/companies/{company}/sync-templates/{template}/conflicts', {
    path: { template },
    query: { limit: PAGE, ...(evidence && { evidence }), ...(search && { search }) },
  });
  const isFiltered = Boolean(evidence || search);
  return (
    <div className={classes['inside']}>
      <div className={classes['column']}>
        {conflicts.error !== null && (
          <Failed
            error={conflicts.error}
            what={words.people.conflicts.failed}
            onRetry={conflicts.readAgain}
          />
        )}
        {conflicts.isPending && <Loading height={120} rows={4} />}
        {conflicts.first && (isFiltered || conflicts.items.length > 0) && (
          <Bar template={template} page={conflicts.first} />
        )}
        {conflicts.first && <Cards template={template} pages={conflicts} isFiltered={isFiltered} />}
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
  pages,
  isFiltered,
}: {
  template: string;
  pages: Pages<ProposalPage['items'][number]>;
  isFiltered: boolean;
}): ReactNode {
  const { words } = useWords();
  const navigate = route.useNavigate();
  const onClear = (): void =>
    void navigate({ search: (now) => ({ ...now, evidence: undefined, search: undefined }) });
  if (pages.items.length === 0)
    return isFiltered ? (
      <NoHit title={words.people.noHit} onClear={onClear} />
    ) : (
      <Empty title={words.people.conflicts.none} text={words.people.conflicts.noneText} />
    );
  return (
    <>
      <ul className={classes['cards']}>
        {pages.items.map((proposal) => (
          <ConflictCard key={proposal.person} template={template} proposal={proposal} />
        ))}
      </ul>
      {pages.hasMore && (
        <Button mt="md" loading={pages.isReadingMore} onClick={pages.readMore}>
          {words.people.conflicts.more}
        </Button>
      )}
    </>
  );
}
