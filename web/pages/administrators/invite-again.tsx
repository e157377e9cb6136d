// A new link for somebody who has been invited before, or who has forgotten the password.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import type { Administrator } from '../../api/api-types.ts';
import { useApi, useForget } from '../../api/use-api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Failed } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { OneTimeLink } from './one-time-link.tsx';
import { presentName } from './present-name.ts';

export function InviteAgain({ person, onClose }: { person: Administrator; onClose: () => void }): ReactNode {
  const { words } = useWords();
  const { ask } = words.administrators;
  const api = useApi();
  const forget = useForget();
  const [key] = useState(() => crypto.randomUUID());
  const invite = useMutation({
    mutationFn: () =>
      api.call('post', '/administrators/{administrator}/invitation', {
        path: { administrator: person.id },
        idempotencyKey: key,
      }),
    onSuccess: () => forget('/administrators'),
  });
  const name = presentName(person);
  if (invite.data)
    return <OneTimeLink name={name} email={person.email} link={invite.data} onClose={onClose} />;
  return (
    <Confirm
      isOpen
      title={ask.inviteTitle(name)}
      deed={ask.inviteDeed}
      isBusy={invite.isPending}
      onConfirm={() => invite.mutate()}
      onClose={onClose}
    >
      <p>{ask.invite}</p>
      {invite.error && <Failed error={invite.error} />}
    </Confirm>
  );
}
