// Changes a user by hand. When somebody else was faster, what stands there now is told, and nothing is overwritten.
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Stack } from '@mantine/core';
import { Dialog } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import type { UserInFull } from '../../api/api-types.ts';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';
import { ToldProblem, useFieldFault } from './told-problem.tsx';
import { useDeed, userPath } from './use-user.ts';
import type { SeenUser } from './seen-user.ts';
import { ValuesForm, presentChanges } from './values-form.tsx';
import type { FormValues } from './values-form.tsx';

const presentValues = (user: UserInFull): FormValues => ({
  alias: user.alias,
  name: user.name,
  surname: user.surname,
  pstnFixed: user.pstnFixed ?? '',
  extension: user.extension ?? '',
  mobile: user.mobile ?? '',
  email: user.email ?? '',
  title: user.title ?? '',
  department: user.department ?? '',
  callerId: user.callerId ?? '',
  settingsTemplateId: user.settingsTemplateId ?? '',
});

export function EditUser({ seen, onClose }: { seen: SeenUser; onClose: () => void }): ReactNode {
  const { words } = useWords();
  // As it was when the form was opened: what somebody else changes meanwhile must not slip in under what is typed.
  const [begun] = useState(seen);
  const first = presentValues(begun.user);
  const [values, setValues] = useState(first);
  const changes = presentChanges(first, values);
  const change = useDeed(
    (api) =>
      api.call('patch', userPath, { path: { user: begun.user.id }, body: changes, ifMatch: begun.etag }),
    () => {
      toast(words.users.saved);
      onClose();
    },
  );
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (Object.keys(changes).length === 0) onClose();
    else change.mutate();
  };
  const faultOf = useFieldFault(change.error);
  const { user } = begun;
  const locked = user.isLocked
    ? { fields: user.mappedFields, why: words.users.ruledBy(user.source?.template ?? '') }
    : null;
  return (
    <Dialog size="lg" onClose={onClose} title={words.users.editTitle(`${user.name} ${user.surname}`)}>
      <form onSubmit={send}>
        <Stack>
          <ValuesForm values={values} onChange={setValues} faultOf={faultOf} {...(locked && { locked })} />
          <ToldProblem error={change.error} />
          <DialogFoot deed={words.common.save} isBusy={change.isPending} onClose={onClose} />
        </Stack>
      </form>
    </Dialog>
  );
}
