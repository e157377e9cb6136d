// What became of a deed on several users: how many it was done for, and each for whom it was not, with why.
import type { ReactNode } from 'react';
import { useWords } from '../../words/words.tsx';
import { ToldProblem } from '../user/told-problem.tsx';
import type { OneByOne } from './one-by-one.ts';
import classes from './users.module.css';

export function Outcomes({ deed, count }: { deed: OneByOne; count: number }): ReactNode {
  const { words, format } = useWords();
  if (deed.error) return <ToldProblem error={deed.error} />;
  if (deed.outcomes === null) return null;
  const done = deed.outcomes.filter(({ problem }) => problem === null).length;
  const refused = deed.outcomes.filter(({ problem }) => problem !== null);
  return (
    <div>
      <p role="status">{words.users.doneFor(format.number(done), format.number(count))}</p>
      {refused.length > 0 && (
        <ul className={classes['outcomes']}>
          {refused.map(({ id, name, problem }) => (
            <li key={id}>
              {name}: <ToldProblem error={problem} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
