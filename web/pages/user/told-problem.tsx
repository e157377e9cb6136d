// Why a deed was refused, beside the button that asked for it: what, and what to do. Reasons with words of their own are said in them.
import type { ReactNode } from 'react';
import { Problem } from '../../api/problem.ts';
import { tellProblem } from '../../parts/problem-words.ts';
import { findReason, tellReason } from '../../steps/reason-words.ts';
import { useWords } from '../../words/words.tsx';
import classes from './user.module.css';

export function ToldProblem({ error }: { error: unknown }): ReactNode {
  const spoken = useWords();
  if (!(error instanceof Problem)) return null;
  const { code, detail, cure, faults } = error;
  const told =
    spoken.words.problems[code] === undefined && findReason(code, spoken.words)
      ? tellReason({ code, message: detail, cure }, spoken)
      : tellProblem(error, spoken.words);
  return (
    <div role="alert" className={classes['refused']} lang={told.lang}>
      {faults.length <= 1 && told.text} {told.cure}
      {faults.length > 1 && (
        <ul>
          {faults.map((fault) => (
            <li key={`${fault.path} ${fault.message}`}>{fault.message}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What is wrong with one field of a form, as the server says it; null: nothing. */
export function useFieldFault(error: unknown): (field: string) => string | null {
  const { words, language } = useWords();
  return (field) => {
    if (!(error instanceof Problem)) return null;
    const fault = error.faults.find(({ path }) => path === field);
    if (!fault) return null;
    const own = language === 'sv' && fault.code !== undefined && findReason(fault.code, words);
    if (!own || fault.code === undefined) return `${fault.message} ${fault.cure}`;
    return words.users.faults(
      own.tell({ field: own.field, value: '', winner: '', until: '', candidates: '' }).title,
    );
  };
}
