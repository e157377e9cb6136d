// Every line of a file that can not be read, with what is wrong and what would be right.
import type { ReactNode } from 'react';
import type { Fault } from '../../api/problem.ts';
import { useWords } from '../../words/words.tsx';
import classes from './numbers.module.css';

export function ImportFaults({ faults }: { faults: readonly Fault[] }): ReactNode {
  const { words, format } = useWords();
  const w = words.numbers.importer;
  return (
    <div className={classes['alert']} role="alert">
      <b>{w.faults(faults.length, format.number(faults.length))}</b>
      <p className={classes['text']}>{w.faultsText}</p>
      <table className={classes['faults']}>
        <thead>
          <tr>
            <th scope="col">{w.line}</th>
            <th scope="col">{w.column}</th>
            <th scope="col">{w.fault}</th>
          </tr>
        </thead>
        <tbody>
          {faults.map(({ line, path, message, cure }, nth) => (
            <tr key={nth}>
              <td>{line === undefined || line === null ? w.wholeFile : format.number(line)}</td>
              <td>{path}</td>
              <td lang="en">
                {message} {cure}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
