// The devices on which one is signed in; any of them can be ended here, the one in use by signing out.
import type { ReactNode } from 'react';
import { Badge, Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Session } from '../../api/api-types.ts';
import { useApi, useForget, useRead } from '../../api/use-api.ts';
import { Section } from '../../parts/section.tsx';
import { SimpleTable } from '../../parts/simple-table.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';
import { presentDevice } from './present-device.ts';

export function Sessions(): ReactNode {
  const { words } = useWords();
  const texts = words.profile.sessions;
  const sessions = useRead('/me/sessions');
  const api = useApi();
  const forget = useForget();
  const endOthers = useMutation({
    mutationFn: () => api.call('delete', '/me/sessions'),
    onSuccess: async () => {
      await forget('/me/sessions');
      toast(texts.othersEnded);
    },
  });
  return (
    <Section title={texts.title} text={texts.text}>
      {sessions.data ? (
        <SessionTable sessions={sessions.data.items} />
      ) : sessions.error ? (
        <Failed error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : (
        <Loading rows={2} />
      )}
      {endOthers.error && <Failed error={endOthers.error} />}
      {(sessions.data?.items.length ?? 0) > 1 && (
        <Button w="fit-content" onClick={() => endOthers.mutate()} loading={endOthers.isPending}>
          {texts.endOthers}
        </Button>
      )}
    </Section>
  );
}

function SessionTable({ sessions }: { sessions: readonly Session[] }): ReactNode {
  const { words } = useWords();
  const texts = words.profile.sessions;
  const heads = [
    { label: texts.device },
    { label: texts.since },
    { label: texts.seen },
    { label: texts.deeds, isHidden: true },
  ];
  return (
    <SimpleTable label={texts.title} heads={heads}>
      {sessions.map((session) => (
        <SessionRow key={session.id} session={session} />
      ))}
    </SimpleTable>
  );
}

function SessionRow({ session }: { session: Session }): ReactNode {
  const { words, format } = useWords();
  const texts = words.profile.sessions;
  const api = useApi();
  const forget = useForget();
  const device = presentDevice(session.userAgent, texts);
  const end = useMutation({
    mutationFn: () => api.call('delete', '/me/sessions/{session}', { path: { session: session.id } }),
    onSuccess: () => toast(texts.ended),
    // Also when it was over already: then the list is old.
    onSettled: () => forget('/me/sessions'),
  });
  return (
    <tr>
      <th scope="row">
        {device}
        {session.address && <> · {session.address}</>}
      </th>
      <td>{format.dateTime(session.createdAt)}</td>
      <td>{format.dateTime(session.seenAt)}</td>
      <td data-deeds>
        {session.isThis ? (
          <Badge color="green" variant="light">
            {texts.this}
          </Badge>
        ) : (
          <Button
            size="compact-sm"
            aria-label={texts.endOf(device)}
            onClick={() => end.mutate()}
            loading={end.isPending}
          >
            {texts.end}
          </Button>
        )}
      </td>
    </tr>
  );
}
