// Why something was not taken back, or not whole: what the server refused, each value that stays with its reason, or the run that knows.
import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { Failed } from '../parts/states.tsx';
import { useWords } from '../words/words.tsx';
import { tellReason } from './reason-words.ts';
import { NotTakenBack } from './use-take-back.ts';

export function WhyNotTakenBack({ error }: { error: unknown }): ReactNode {
  const spoken = useWords();
  const { words } = spoken;
  if (error === null || error === undefined) return null;
  if (!(error instanceof NotTakenBack)) return <Failed error={error} what={words.users.notUndone} />;
  const { run, kept } = error;
  if (run !== null) {
    return (
      <p role="alert">
        {words.users.undoneByRun}{' '}
        <Link to="/runs/$run" params={{ run }}>
          {words.users.showRun}
        </Link>
      </p>
    );
  }
  return (
    <ul role="alert">
      {kept.map(({ step, alias, because }) => {
        const told = tellReason(because, spoken);
        return (
          <li key={step} lang={told.lang}>
            {alias !== null && `${alias}: `}
            {told.text} {told.cure}
          </li>
        );
      })}
    </ul>
  );
}
