// Notes above the list of what waits for somebody: held welcome mails to release, failed and kept ones to send again. First it is
// counted what the deed would do, then asked, then done.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { MailsDone } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { useApi, useForget } from '../../api/use-api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Failed } from '../../parts/states.tsx';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';
import classes from './outbox.module.css';

type Waiting = 'held' | 'failed' | 'kept';

export function ManyMails({
  counts,
  template,
}: {
  counts: Record<string, number>;
  template?: string | undefined;
}): ReactNode {
  const states = (['held', 'failed', 'kept'] as const).filter((state) => (counts[state] ?? 0) > 0);
  if (states.length === 0) return null;
  return (
    <div className={classes['notes']}>
      {states.map((state) => (
        <Note key={state} state={state} count={counts[state] ?? 0} template={template} />
      ))}
    </div>
  );
}

function Note({
  state,
  count,
  template,
}: {
  state: Waiting;
  count: number;
  template: string | undefined;
}): ReactNode {
  const { words, format } = useWords();
  const can = useCan();
  const { ask, done, counted, close } = useMany(state, template);
  const w = words.outbox;
  const told = { held: w.held, failed: w.failedNote, kept: w.keptNote }[state];
  const deed = state === 'held' ? w.releaseMany : w.sendMany;
  const name = (n: number): string => deed(n, format.number(n));
  return (
    <div className={classes['note']} data-state={state}>
      <span>{told(count, format.number(count))}</span>
      {can('mail.send') && (
        <Button loading={ask.isPending} onClick={() => ask.mutate()}>
          {name(count)} …
        </Button>
      )}
      <Confirm
        isOpen={counted !== null}
        title={name(counted?.count ?? 0)}
        deed={name(counted?.count ?? 0)}
        isBusy={done.isPending}
        onConfirm={() => done.mutate()}
        onClose={close}
      >
        <p>{state === 'held' ? w.releaseText : w.sendManyText}</p>
        {done.error && <Failed error={done.error} />}
      </Confirm>
      {ask.error && <Failed error={ask.error} />}
    </div>
  );
}

function useMany(state: Waiting, template: string | undefined) {
  const { words, format } = useWords();
  const api = useApi();
  const forget = useForget();
  const [counted, setCounted] = useState<MailsDone | null>(null);
  const go = (preview: boolean): Promise<MailsDone> => {
    const which = template ? { template } : {};
    return state === 'held'
      ? api.call('post', '/companies/{company}/outbox/release', {
          body: { ...which, ...(!template && { all: true }), preview },
        })
      : api.call('post', '/companies/{company}/outbox/send', { body: { ...which, state, preview } });
  };
  const ask = useMutation({ mutationFn: () => go(true), onSuccess: setCounted });
  const close = (): void => setCounted(null);
  const done = useMutation({
    mutationFn: () => go(false),
    onSuccess: ({ count }) => {
      close();
      toast(words.outbox.done(count, format.number(count)));
      return forget('/companies/{company}/outbox');
    },
  });
  return { ask, done, counted, close };
}
