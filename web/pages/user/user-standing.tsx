// How a user stands, and what can be decided about that: a hold that no sync gets past, and for somebody who leaves to go now or to be
// kept until a day.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Group } from '@mantine/core';
import { IconPinned } from '@tabler/icons-react';
import { useCan } from '../../api/me.ts';
import { tellReasonTitle } from '../../steps/reason-words.ts';
import { useWords } from '../../words/words.tsx';
import { toast } from '../../parts/toast.tsx';
import { DeleteUser } from './delete-user.tsx';
import { KeepUser } from './keep-user.tsx';
import { presentStatus } from './status.ts';
import { ToldProblem } from './told-problem.tsx';
import { useDeed } from './use-user.ts';
import type { SeenUser } from './seen-user.ts';
import classes from './user.module.css';

type Asked = 'hold' | 'keep' | 'delete' | null;

export function UserStanding({ seen, onGone }: { seen: SeenUser; onGone: () => void }): ReactNode {
  const { words, format } = useWords();
  const can = useCan();
  const [now] = useState(Date.now);
  const [asks, setAsks] = useState<Asked>(null);
  const { user } = seen;
  const { kind, text } = presentStatus(user, now, words, format);
  const close = (): void => setAsks(null);
  return (
    <section aria-label={words.users.statusLabel} className={classes['standing']}>
      <p className={classes['status']} data-kind={kind}>
        <span className={classes['dot']} aria-hidden />
        {text}
        {user.leaveCode && <span className={classes['quiet']}>{tellReasonTitle(user.leaveCode, words)}</span>}
      </p>
      <HoldNote seen={seen} />
      {can('user.change') && <Deeds seen={seen} onAsk={setAsks} />}
      {(asks === 'hold' || asks === 'keep') && <KeepUser user={user} what={asks} onClose={close} />}
      {asks === 'delete' && <DeleteUser seen={seen} onClose={close} onGone={onGone} />}
    </section>
  );
}

function Deeds({ seen: { user }, onAsk }: { seen: SeenUser; onAsk: (what: Asked) => void }): ReactNode {
  const { words } = useWords();
  const isLeaving = user.state === 'leaving';
  return (
    <Group gap={8}>
      {isLeaving && <Button onClick={() => onAsk('keep')}>{words.users.keepUntil}</Button>}
      {user.source && !isLeaving && !user.hold && (
        <Button onClick={() => onAsk('hold')}>{words.users.hold}</Button>
      )}
      <Button c="var(--rc-bad)" onClick={() => onAsk('delete')}>
        {isLeaving ? words.users.deleteNow : words.users.delete}
      </Button>
    </Group>
  );
}

/** Who said so, why and until when; with the deed that ends it. */
function HoldNote({ seen: { user } }: { seen: SeenUser }): ReactNode {
  const { words, format } = useWords();
  const can = useCan();
  const end = useDeed(
    (api) => api.call('delete', '/companies/{company}/users/{user}/hold', { path: { user: user.id } }),
    () => toast(words.users.unheld),
  );
  const { hold } = user;
  if (!hold) return null;
  return (
    <div className={classes['hold']}>
      <IconPinned size={16} aria-hidden />
      <div>
        <strong>{hold.until ? words.users.heldUntil(format.date(hold.until)) : words.users.held}</strong>
        {hold.by && hold.at && <div>{words.users.heldBy(hold.by.name, format.dateTime(hold.at))}</div>}
        {hold.why && <div>{hold.why}</div>}
        <ToldProblem error={end.error} />
      </div>
      {can('user.change') && (
        <Button size="compact-sm" loading={end.isPending} onClick={() => end.mutate()}>
          {words.users.endHold}
        </Button>
      )}
    </div>
  );
}
