// Who would be linked to whom, with what changes then; and who is left to an administrator, and why.
import type { ReactNode } from 'react';
import type { Adoption } from '../../api/api-types.ts';
import { useWords } from '../../words/words.tsx';
import { Changes } from './conflict-card.tsx';
import classes from './people.module.css';

export function AdoptList({ seen }: { seen: Adoption }): ReactNode {
  const { words, format } = useWords();
  const w = words.people.adopt;
  const number = (count: number): string => format.number(count);
  return (
    <>
      {seen.pairs.length > 0 && (
        <div className={classes['boxed']}>
          <table className={classes['names']}>
            <thead>
              <tr>
                <th scope="col">{w.person}</th>
                <th scope="col">{w.user}</th>
                <th scope="col">{words.people.conflicts.changes}</th>
              </tr>
            </thead>
            <tbody>
              {seen.pairs.map((pair) => (
                <tr key={pair.person}>
                  <td>{pair.name ?? pair.person}</td>
                  <td>{pair.alias}</td>
                  <td>
                    <Changes changes={pair.changes} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {seen.pairs.length < seen.count && <p>{w.firstOnly(number(seen.pairs.length), number(seen.count))}</p>}
      {seen.ambiguousCount > 0 && (
        <details>
          <summary>{w.ambiguous(seen.ambiguousCount, number(seen.ambiguousCount))}</summary>
          <ul className={classes['changes']}>
            {seen.ambiguous.map(({ person, name, code }) => (
              <li key={person}>
                {name ?? person}
                <span className={classes['quiet']}>
                  {code === 'adoption.severalUsers' ? w.severalUsers : w.severalPeople}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
