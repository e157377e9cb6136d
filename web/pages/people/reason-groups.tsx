// "12 personer: PSTN Fixed saknas": each reason with how many have it; a press shows these alone.
import type { ReactNode } from 'react';
import { getRouteApi } from '@tanstack/react-router';
import { useRead } from '../../api/use-api.ts';
import { tellReasonTitle } from '../../steps/reason-words.ts';
import { useWords } from '../../words/words.tsx';
import type { standings } from './search.ts';
import classes from './people.module.css';

const route = getRouteApi('/in/people');
/** More are no overview; the rarest are found by their people. */
const MOST_SHOWN = 12;

export function ReasonGroups({
  template,
  standing,
}: {
  template: string | undefined;
  standing: (typeof standings)[number] | undefined;
}): ReactNode {
  const { words, format } = useWords();
  const { reason } = route.useSearch();
  const navigate = route.useNavigate();
  const counts = useRead('/companies/{company}/people/counts', { query: template ? { template } : {} });
  const groups = group(
    (counts.data?.reasons ?? []).filter((one) => standing === undefined || one.standing === standing),
  );
  if (groups.length === 0) return null;
  return (
    <div role="group" aria-label={words.people.byReason} className={classes['groups']}>
      {groups.map(({ code, count }) => (
        <button
          key={code}
          type="button"
          className={classes['group']}
          aria-pressed={code === reason}
          onClick={() =>
            void navigate({
              search: (now) => ({ ...now, reason: code === now.reason ? undefined : code }),
              replace: true,
            })
          }
        >
          {words.people.group(count, format.number(count), tellReasonTitle(code, words))}
        </button>
      ))}
    </div>
  );
}

/** One reason can be had by people who stand differently. */
function group(reasons: readonly { code: string; count: number }[]): { code: string; count: number }[] {
  const sums = new Map<string, number>();
  for (const { code, count } of reasons) sums.set(code, (sums.get(code) ?? 0) + count);
  return [...sums]
    .map(([code, count]) => ({ code, count }))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, MOST_SHOWN);
}
