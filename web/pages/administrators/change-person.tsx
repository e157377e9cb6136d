// Changing somebody's particulars or role. Two people at once: the second is told, and begins from what is there now.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Administrator } from '../../api/api-types.ts';
import { Problem } from '../../api/problem.ts';
import { useApi, useForget, useReadTagged } from '../../api/use-api.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { useFaultFocus, isAtFields } from '../../parts/field-fault.tsx';
import { FormFoot } from '../../parts/form-foot.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { toast } from '../../parts/toast.tsx';
import { useAskMeAgain } from '../../session/use-ask-me-again.ts';
import { useWords } from '../../words/words.tsx';
import { presentName } from './present-name.ts';
import { PersonFields, personPaths } from './person-fields.tsx';
import type { PersonValues } from './person-fields.tsx';

export function ChangePerson({ person, onClose }: { person: Administrator; onClose: () => void }): ReactNode {
  const { words } = useWords();
  // Read anew for each opening, and then only when it is asked for: what is typed must not be replaced under the typist's hands.
  const read = useReadTagged(
    '/administrators/{administrator}',
    { path: { administrator: person.id } },
    { staleTime: 0 },
  );
  const [times, setTimes] = useState(0);
  return (
    <Dialog onClose={onClose} title={words.administrators.form.changeTitle(presentName(person))}>
      {read.data && read.isFetchedAfterMount ? (
        <ChangeForm
          key={times}
          person={read.data.data}
          etag={read.data.etag ?? '*'}
          onReadAgain={() => void read.refetch().then(() => setTimes(times + 1))}
          onClose={onClose}
        />
      ) : read.error ? (
        <Failed error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <Loading />
      )}
    </Dialog>
  );
}

function ChangeForm({
  person,
  etag,
  onReadAgain,
  onClose,
}: {
  person: Administrator;
  etag: string;
  onReadAgain: () => void;
  onClose: () => void;
}): ReactNode {
  const { words } = useWords();
  const { email, firstName, lastName, role, company, language } = person;
  const [values, setValues] = useState<PersonValues>({
    email,
    firstName,
    lastName,
    role,
    company,
    language,
  });
  const [begunEtag] = useState(etag);
  const change = useChange(person.id, begunEtag, onClose);
  const problem = change.error instanceof Problem ? change.error : null;
  const form = useFaultFocus(change.error);
  const isStale = problem?.code === 'changed';
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate(values);
      }}
    >
      <Stack>
        {change.error && !(problem && isAtFields(problem, personPaths)) && (
          <Failed error={change.error} {...(isStale && { onRetry: onReadAgain })} />
        )}
        <PersonFields values={values} onChange={setValues} problem={problem} />
        <FormFoot deed={words.common.save} isBusy={change.isPending} onCancel={onClose} />
      </Stack>
    </form>
  );
}

function useChange(id: string, etag: string, onDone: () => void) {
  const { words } = useWords();
  const api = useApi();
  const forget = useForget();
  const askMeAgain = useAskMeAgain();
  return useMutation({
    mutationFn: ({ company, ...values }: PersonValues) =>
      api.call('patch', '/administrators/{administrator}', {
        path: { administrator: id },
        body: { ...values, company: values.role === 'operator' ? null : company },
        ifMatch: etag,
      }),
    onSuccess: async (person) => {
      onDone();
      // It may have been oneself.
      await askMeAgain();
      await forget('/administrators', '/me');
      toast(words.administrators.told.changed(presentName(person)));
    },
  });
}
