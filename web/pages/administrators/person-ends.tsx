// Shutting somebody out, letting in again, removing: small deeds with one question each.
import type { ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import type { Administrator } from '../../api/api-types.ts';
import { useApi, useForget } from '../../api/use-api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Failed } from '../../parts/states.tsx';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';
import { presentName } from './present-name.ts';

interface EndProps {
  person: Administrator;
  onClose: () => void;
}

/** What is in the row may be old, and the deed is meant whatever else has been changed meanwhile. */
const ANYWAY = { ifMatch: '*' } as const;

function useDisable(person: Administrator, disabled: boolean) {
  const { words } = useWords();
  const api = useApi();
  const forget = useForget();
  return useMutation({
    mutationFn: () =>
      api.call('patch', '/administrators/{administrator}', {
        path: { administrator: person.id },
        body: { disabled },
        ...ANYWAY,
      }),
    onSuccess: async () => {
      await forget('/administrators');
      toast(words.administrators.told[disabled ? 'shutOut' : 'letIn'](presentName(person)));
    },
  });
}

export function useLetIn(person: Administrator): () => void {
  const { mutate } = useDisable(person, false);
  return () => mutate();
}

export function ShutOutPerson({ person, onClose }: EndProps): ReactNode {
  const { words } = useWords();
  const { ask } = words.administrators;
  const name = presentName(person);
  const shutOut = useDisable(person, true);
  return (
    <Confirm
      isOpen
      title={ask.shutOutTitle(name)}
      deed={ask.shutOutDeed(name)}
      isDangerous
      isBusy={shutOut.isPending}
      onConfirm={() => shutOut.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{ask.shutOut}</p>
      {shutOut.error && <Failed error={shutOut.error} />}
    </Confirm>
  );
}

export function RemovePerson({ person, onClose }: EndProps): ReactNode {
  const { words } = useWords();
  const { ask, told } = words.administrators;
  const name = presentName(person);
  const api = useApi();
  const forget = useForget();
  const remove = useMutation({
    mutationFn: () =>
      api.call('delete', '/administrators/{administrator}', {
        path: { administrator: person.id },
        ...ANYWAY,
      }),
    onSuccess: async () => {
      onClose();
      await forget('/administrators');
      toast(told.removed(name));
    },
  });
  return (
    <Confirm
      isOpen
      title={ask.removeTitle(name)}
      deed={ask.removeDeed(name)}
      isDangerous
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{ask.remove}</p>
      {remove.error && <Failed error={remove.error} />}
    </Confirm>
  );
}
