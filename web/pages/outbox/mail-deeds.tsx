// What can be done with one mail: send it (again, or to another address), release it, set it aside.
import type { ReactNode } from 'react';
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { MailFull } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { Problem } from '../../api/problem.ts';
import { useApi, useForget } from '../../api/use-api.ts';
import { Failed } from '../../parts/states.tsx';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';

interface MailDeedsProps {
  mail: MailFull;
  etag: string;
  /** Another address; empty: the mail's own. */
  to: string;
  onTo: (to: string) => void;
}

export function MailDeeds({ mail, etag, to, onTo }: MailDeedsProps): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const { send, discard } = useMailDeeds({ mail, etag, to, onTo });
  if (!can('mail.send') || (!mail.mayBeSent && !mail.mayBeDiscarded)) return null;
  const error = send.error ?? discard.error;
  const w = words.outbox;
  const deed = mail.state === 'held' ? w.release : mail.state === 'sent' ? w.sendAgain : w.send;
  return (
    <Stack gap="xs">
      {error && (
        <Failed
          error={error}
          {...(error instanceof Problem && error.status === 412 && { unharmed: w.changed })}
        />
      )}
      <Group align="flex-end">
        {mail.mayBeSent && (
          <>
            <TextInput
              label={w.sendTo}
              description={w.sendToHelp}
              type="email"
              value={to}
              onChange={(event) => onTo(event.currentTarget.value)}
            />
            <Button variant="filled" loading={send.isPending} onClick={() => send.mutate()}>
              {deed}
            </Button>
          </>
        )}
        {mail.mayBeDiscarded && (
          <Button loading={discard.isPending} onClick={() => discard.mutate()}>
            {w.discard}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function useMailDeeds({ mail, etag, to, onTo }: MailDeedsProps) {
  const { words } = useWords();
  const api = useApi();
  const forget = useForget();
  const onSettled = (): Promise<void> => forget('/companies/{company}/outbox');
  const send = useMutation({
    mutationFn: () =>
      api.call('post', '/companies/{company}/outbox/{mail}/send', {
        path: { mail: mail.id },
        ifMatch: etag,
        body: to.trim() === '' ? {} : { to: to.trim() },
      }),
    onSuccess: (sent) => {
      onTo('');
      toast(words.outbox.sending(sent.mail.to ?? ''));
    },
    onSettled,
  });
  const discard = useMutation({
    mutationFn: () =>
      api.call('post', '/companies/{company}/outbox/{mail}/discard', {
        path: { mail: mail.id },
        ifMatch: etag,
      }),
    onSuccess: () => toast(words.outbox.discarded),
    onSettled,
  });
  return { send, discard };
}
