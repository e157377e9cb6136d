// Inviting somebody: the form, and then the link, which is shown this once.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useCompanyId } from '../../api/company-id.ts';
import { Problem } from '../../api/problem.ts';
import { useApi, useForget } from '../../api/use-api.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { useFaultFocus, isAtFields } from '../../parts/field-fault.tsx';
import { FormFoot } from '../../parts/form-foot.tsx';
import { Failed } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { OneTimeLink } from './one-time-link.tsx';
import { presentName } from './present-name.ts';
import { PersonFields, personPaths } from './person-fields.tsx';
import type { PersonValues } from './person-fields.tsx';

export function Invite({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }): ReactNode {
  return isOpen && <OpenInvite onClose={onClose} />;
}

function OpenInvite({ onClose }: { onClose: () => void }): ReactNode {
  const { words, language } = useWords();
  const company = useCompanyId();
  const [values, setValues] = useState<PersonValues>({
    email: '',
    firstName: '',
    lastName: '',
    role: 'companyAdministrator',
    company,
    language,
  });
  const invite = useInvite();
  const problem = invite.error instanceof Problem ? invite.error : null;
  const form = useFaultFocus(invite.error);
  if (invite.data)
    return (
      <OneTimeLink
        name={presentName(invite.data)}
        email={invite.data.email}
        link={invite.data.invitation}
        onClose={onClose}
      />
    );
  return (
    <Dialog onClose={onClose} title={words.administrators.invite}>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate(values);
        }}
      >
        <Stack>
          {invite.error && !(problem && isAtFields(problem, personPaths)) && <Failed error={invite.error} />}
          <PersonFields values={values} onChange={setValues} problem={problem} />
          <FormFoot deed={words.administrators.form.send} isBusy={invite.isPending} onCancel={onClose} />
        </Stack>
      </form>
    </Dialog>
  );
}

function useInvite() {
  const api = useApi();
  const forget = useForget();
  const [key] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: ({ company, ...values }: PersonValues) =>
      api.call('post', '/administrators', {
        body: { ...values, company: values.role === 'operator' ? null : company },
        idempotencyKey: key,
      }),
    onSuccess: () => forget('/administrators'),
  });
}
