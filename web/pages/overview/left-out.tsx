// Who is in Entra ID and has no user, by reason; each leads to these people and what would help them.
import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { useRead } from '../../api/use-api.ts';
import { tellReasonTitle } from '../../steps/reason-words.ts';
import { useWords } from '../../words/words.tsx';
import classes from './overview.module.css';

export function LeftOut(): ReactNode {
  const { words, format } = useWords();
  const { data } = useRead('/companies/{company}/people/counts', {});
  const total = (data?.standings.skip ?? 0) + (data?.standings.conflict ?? 0);
  if (!data || total === 0) return null;
  const groups = data.reasons.filter(({ standing }) => standing === 'skip' || standing === 'conflict');
  const title = words.overview.leftOut(total, format.number(total));
  return (
    <section aria-label={title} className={classes['section']}>
      <h2>{title}</h2>
      <p className={classes['hint']}>{words.overview.leftOutText}</p>
      <ul className={classes['reasons']}>
        {groups.map(({ standing, code, count }) => (
          <li key={`${standing} ${code}`}>
            <Link to="/people" search={{ standing, reason: code }}>
              {words.overview.group(count, format.number(count), tellReasonTitle(code, words))}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
