// Deletes a user now. One whom a sync keeps would come back the next night: it goes together with ignoring the person, who is told so.
import type { ReactNode } from 'react';
import { Confirm } from '../../parts/confirm.tsx';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';
import { ToldProblem } from './told-problem.tsx';
import { useDeed, userPath } from './use-user.ts';
import type { SeenUser } from './seen-user.ts';

interface DeleteUserProps {
  seen: SeenUser;
  onClose: () => void;
  onGone: () => void;
}

export function DeleteUser({ seen: { user, etag }, onClose, onGone }: DeleteUserProps): ReactNode {
  const { words } = useWords();
  const name = `${user.name} ${user.surname}`;
  const isKept = user.source !== null && user.state === 'active';
  const remove = useDeed(
    (api) =>
      api.call('delete', userPath, {
        path: { user: user.id },
        query: isKept ? { ignorePerson: 'true' } : {},
        ifMatch: etag,
      }),
    () => {
      toast(words.users.deleted(name));
      onClose();
      onGone();
    },
  );
  return (
    <Confirm
      isOpen
      isDangerous
      title={words.users.deleteTitle(name)}
      deed={isKept ? words.users.deleteAndIgnore : words.users.deleteNow}
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{isKept ? words.users.deleteKeptMeans(user.source?.template ?? '') : words.users.deleteMeans}</p>
      <ToldProblem error={remove.error} />
    </Confirm>
  );
}
