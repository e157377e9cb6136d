// What stands in the cells of the list: native elements and text, as thousands of them come and go while somebody scrolls.
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { User } from '../../api/api-types.ts';
import { presentStatus } from '../user/status.ts';
import { useWords } from '../../words/words.tsx';
import classes from './cells.module.css';

export function NameCell({ user }: { user: User }): ReactNode {
  return (
    <span className={classes['name']}>
      <span className={classes['initials']} aria-hidden>
        {(user.name.charAt(0) + user.surname.charAt(0)).toLocaleUpperCase('sv')}
      </span>
      <span className={classes['words']}>
        {user.name} {user.surname}
      </span>
    </span>
  );
}

export function NumberCell({ user }: { user: User }): ReactNode {
  const { words } = useWords();
  return user.pstnFixed ?? <span className={classes['quiet']}>{words.users.noNumber}</span>;
}

export function StatusCell({ user }: { user: User }): ReactNode {
  const { words, format } = useWords();
  const [now] = useState(Date.now);
  const { kind, text } = presentStatus(user, now, words, format);
  return (
    <span className={classes['status']} data-kind={kind}>
      <span className={classes['dot']} aria-hidden />
      {text}
    </span>
  );
}

export function SourceCell({ user }: { user: User }): ReactNode {
  const { words } = useWords();
  return (
    <span className={classes['quiet']} title={user.source?.template}>
      {user.source ? words.users.entra : words.users.byHand}
    </span>
  );
}

export function SyncedCell({ user }: { user: User }): ReactNode {
  const { format } = useWords();
  return <span className={classes['quiet']}>{user.syncedAt ? format.dateTime(user.syncedAt) : '–'}</span>;
}
