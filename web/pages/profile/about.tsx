// Name and e-mail address. Another address needs the password of today: one signs in with it.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Profile } from '../../api/api-types.ts';
import { Problem } from '../../api/problem.ts';
import { useApi, useForget } from '../../api/use-api.ts';
import { useFaultFocus, isAtFields, presentFaults } from '../../parts/field-fault.tsx';
import { PasswordField } from '../../parts/password-field.tsx';
import { Section } from '../../parts/section.tsx';
import { Failed } from '../../parts/states.tsx';
import { toast } from '../../parts/toast.tsx';
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx';
import { useAskMeAgain } from '../../session/use-ask-me-again.ts';
import { useWords } from '../../words/words.tsx';

interface Read {
  profile: Profile;
  etag: string;
}
interface AboutProps {
  profile: Profile;
  etag: string;
  /** Resolves with what it is now. */
  onReadAgain: () => Promise<Read | null>;
}
interface Values {
  firstName: string;
  lastName: string;
  email: string;
  currentPassword: string;
}
const paths = ['firstName', 'lastName', 'email', 'currentPassword'] as const;

export function About({ profile, etag, onReadAgain }: AboutProps): ReactNode {
  const { words } = useWords();
  const { begun, values, setValues, isDirty, begin } = useDraft({ profile, etag });
  // Language and theme stand in the profile too: that they have changed is nothing to this form.
  const isSame = areSame(mapValues(begun.profile), mapValues(profile));
  const save = useSave(isSame ? etag : begun.etag, (saved) => begin(saved, mapValues(saved.profile)));
  const problem = save.error instanceof Problem ? save.error : null;
  const form = useFaultFocus(save.error);
  const isStale = problem?.code === 'changed';
  const isOtherEmail = values.email.trim() !== begun.profile.email;
  const readAgain = async (): Promise<void> => {
    const now = await onReadAgain();
    if (!now) return;
    save.reset();
    begin(now, { ...mapValues(now.profile), ...presentChanges(mapValues(begun.profile), values) });
  };
  return (
    <Section title={words.profile.about.title} text={words.profile.about.text}>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ values, isOtherEmail });
        }}
      >
        <Fields values={values} onChange={setValues} problem={problem} asksPassword={isOtherEmail} />
        {save.error && !(problem && isAtFields(problem, paths)) && (
          <Failed error={save.error} {...(isStale && { onRetry: () => void readAgain() })} />
        )}
        <Button type="submit" variant="filled" mt="md" loading={save.isPending}>
          {words.common.save}
        </Button>
      </form>
      <UnsavedGuard isDirty={isDirty} />
    </Section>
  );
}

const mapValues = ({ firstName, lastName, email }: Profile): Values => ({
  firstName,
  lastName,
  email,
  currentPassword: '',
});

/** What was typed other than it was. */
const presentChanges = (from: Values, to: Values): Partial<Values> =>
  Object.fromEntries(paths.filter((key) => to[key].trim() !== from[key]).map((key) => [key, to[key]]));

const areSame = (from: Values, to: Values): boolean => Object.keys(presentChanges(from, to)).length === 0;

/** begun: what was read when typing began; read again meanwhile, it would let this overwrite what somebody else has changed. */
function useDraft(read: Read) {
  const [begun, setBegun] = useState(read);
  const [values, setValues] = useState(() => mapValues(read.profile));
  const isDirty = !areSame(mapValues(begun.profile), values);
  const begin = (next: Read, typed: Values): void => {
    setBegun(next);
    setValues(typed);
  };
  return { begun, values, setValues, isDirty, begin };
}

function useSave(etag: string, onSaved: (saved: Read) => void) {
  const { words } = useWords();
  const api = useApi();
  const forget = useForget();
  const askMeAgain = useAskMeAgain();
  return useMutation({
    mutationFn: ({ values, isOtherEmail }: { values: Values; isOtherEmail: boolean }) => {
      const { firstName, lastName, email, currentPassword } = values;
      const body = { firstName, lastName, ...(isOtherEmail && { email, currentPassword }) };
      return api.callTagged('patch', '/me/profile', { body, ifMatch: etag });
    },
    onSuccess: async ({ data, etag: next }) => {
      onSaved({ profile: data, etag: next ?? '*' });
      // The name stands in the sidebar too.
      await askMeAgain();
      await forget('/me', '/administrators');
      toast(words.profile.saved);
    },
  });
}

function Fields({
  values,
  onChange,
  problem,
  asksPassword,
}: {
  values: Values;
  onChange: (values: Values) => void;
  problem: Problem | null;
  asksPassword: boolean;
}): ReactNode {
  const { words } = useWords();
  const faultAt = presentFaults(problem, words.profile.faults);
  const set =
    (key: keyof Values) =>
    (event: { currentTarget: HTMLInputElement }): void =>
      onChange({ ...values, [key]: event.currentTarget.value });
  const field = (key: keyof Values) => ({
    label: words.profile[key],
    value: values[key],
    onChange: set(key),
    error: faultAt(key),
    maw: 420,
    mb: 'md',
  });
  return (
    <>
      <TextInput {...field('firstName')} autoComplete="given-name" />
      <TextInput {...field('lastName')} autoComplete="family-name" />
      <TextInput
        {...field('email')}
        type="email"
        autoComplete="email"
        description={words.profile.emailText}
        mb={asksPassword ? 'md' : 0}
      />
      {asksPassword && (
        <PasswordField
          {...field('currentPassword')}
          description={words.profile.currentForEmail}
          autoComplete="current-password"
        />
      )}
    </>
  );
}
