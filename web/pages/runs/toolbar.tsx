// Above the history: its name, how many fit, and the filters as chips.
import type { ReactNode } from 'react';
import { PageTitle } from '../../frame/page.tsx';
import { useRead } from '../../api/use-api.ts';
import { FilterChip } from '../../parts/filter-chip.tsx';
import { useWords } from '../../words/words.tsx';
import { states, triggers } from './search.ts';
import type { RunsSearch } from './search.ts';
import classes from './runs.module.css';

interface ToolbarProps {
  search: RunsSearch;
  change: (some: RunsSearch) => void;
  count: number | null;
}

const chip = <V extends string>(value: V | '' | undefined): V | null => (value ? value : null);

export function Toolbar({ search, change, count }: ToolbarProps): ReactNode {
  const { words, format } = useWords();
  const templates = useRead('/companies/{company}/sync-templates', {});
  const { filters } = words.runs;
  return (
    <div className={classes['toolbar']}>
      <PageTitle title={words.runs.title} isSmall />
      <FilterChip
        label={filters.template}
        value={chip(search.template)}
        options={(templates.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(template) => change({ template: template ?? '' })}
      />
      <FilterChip
        label={filters.state}
        value={chip(search.state)}
        options={states.map((state) => ({ value: state, label: words.runs.storedStates[state] }))}
        onChange={(state) => change({ state: state ?? '' })}
      />
      <FilterChip
        label={filters.trigger}
        value={chip(search.trigger)}
        options={triggers.map((trigger) => ({
          value: trigger,
          label: words.runs.triggers[trigger] ?? trigger,
        }))}
        onChange={(trigger) => change({ trigger: trigger ?? '' })}
      />
      <FlagChips search={search} change={change} />
      <span className={classes['count']}>
        {count === null ? '' : words.runs.count(count, format.number(count))}
      </span>
    </div>
  );
}

function FlagChips({ search, change }: Omit<ToolbarProps, 'count'>): ReactNode {
  const { filters } = useWords().words.runs;
  return (
    <>
      <FilterChip
        label={filters.changes}
        value={chip(search.changes)}
        options={[
          { value: 'with', label: filters.withChanges },
          { value: 'without', label: filters.withoutChanges },
        ]}
        onChange={(changes) => change({ changes: changes ?? '' })}
      />
      <FilterChip
        label={filters.preview}
        value={chip(search.preview)}
        options={[
          { value: 'only', label: filters.previews },
          { value: 'none', label: filters.noPreviews },
        ]}
        onChange={(preview) => change({ preview: preview ?? '' })}
      />
    </>
  );
}
