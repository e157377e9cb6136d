// Another password. It ends every session, this one too: the page goes to sign in, and says why.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Problem } from '../../api/problem.ts';
import { useApi } from '../../api/use-api.ts';
import { useFaultFocus, isAtFields, presentFaults } from '../../parts/field-fault.tsx';
import { PasswordField } from '../../parts/password-field.tsx';
import { Section } from '../../parts/section.tsx';
import { Failed } from '../../parts/states.tsx';
import { leave } from '../../session/use-sign-out.ts';
import { useWords } from '../../words/words.tsx';

const empty = { currentPassword: '', newPassword: '', again: '' };
type Values = typeof empty;

export function Password({ hasPassword }: { hasPassword: boolean }): ReactNode {
  const { words } = useWords();
  const { password } = words.profile;
  return (
    <Section title={password.title} text={hasPassword ? password.text : null}>
      {hasPassword ? <PasswordForm /> : <p style={{ margin: 0 }}>{password.none}</p>}
    </Section>
  );
}

function PasswordForm(): ReactNode {
  const { words } = useWords();
  const [values, setValues] = useState(empty);
  const [areDifferent, setDifferent] = useState(false);
  const api = useApi();
  const change = useMutation({
    mutationFn: ({ currentPassword, newPassword }: Values) =>
      api.call('post', '/me/password', { body: { currentPassword, newPassword } }),
    onSuccess: () => leave('password'),
  });
  const problem = change.error instanceof Problem ? change.error : null;
  const [asked, setAsked] = useState(0);
  const form = useFaultFocus(areDifferent ? asked : change.error);
  const send = (): void => {
    const differ = values.newPassword !== values.again;
    setDifferent(differ);
    setAsked(asked + 1);
    if (!differ) change.mutate(values);
  };
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Fields values={values} onChange={setValues} problem={problem} areDifferent={areDifferent} />
      {problem && !isAtFields(problem, ['currentPassword', 'newPassword']) && <Failed error={problem} />}
      <Button type="submit" mt="md" loading={change.isPending}>
        {words.profile.password.change}
      </Button>
    </form>
  );
}

function Fields({
  values,
  onChange,
  problem,
  areDifferent,
}: {
  values: Values;
  onChange: (values: Values) => void;
  problem: Problem | null;
  areDifferent: boolean;
}): ReactNode {
  const { words } = useWords();
  const { password, currentPassword, faults } = words.profile;
  const faultAt = presentFaults(problem, faults);
  const field = (key: keyof Values) => ({
    value: values[key],
    onChange: (event: { currentTarget: HTMLInputElement }) =>
      onChange({ ...values, [key]: event.currentTarget.value }),
    maw: 420,
    mb: 'md',
  });
  return (
    <>
      <PasswordField
        {...field('currentPassword')}
        label={currentPassword}
        autoComplete="current-password"
        error={faultAt('currentPassword')}
      />
      <PasswordField
        {...field('newPassword')}
        label={password.new}
        description={password.newText}
        autoComplete="new-password"
        error={faultAt('newPassword')}
      />
      <PasswordField
        {...field('again')}
        label={password.again}
        autoComplete="new-password"
        error={areDifferent && password.differ}
        mb={0}
      />
    </>
  );
}
