// E-mail address, password, and the provider where there is one. Paste and password managers are welcome, no puzzles. Used by the page and by
// signing in on the spot.
import { useEffect, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Alert, Button, Divider, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconLogin2 } from '@tabler/icons-react';
import { Problem } from '../api/problem.ts';
import { useApi, useRead } from '../api/use-api.ts';
import { PasswordField } from '../parts/password-field.tsx';
import { tellProblem } from '../parts/problem-words.ts';
import { useWords } from '../words/words.tsx';

const OIDC = '/api/v1/oidc/start';

/** onOidc: before the browser goes to the provider; oidcTarget: in which window it does. */
export function SignInForm({
  onSignedIn,
  onOidc,
  oidcTarget,
}: {
  onSignedIn: () => Promise<void>;
  onOidc?: () => void;
  oidcTarget?: '_blank';
}): ReactNode {
  const { words } = useWords();
  const ways = useRead('/sign-in', {}, { staleTime: Infinity });
  const { problem, waitSeconds, isBusy, send } = useSignIn(onSignedIn);
  return (
    <form onSubmit={(event) => void send(event)} aria-label={words.signIn.title}>
      <Stack gap="md">
        {problem && <Refused problem={problem} waitSeconds={waitSeconds} />}
        <TextInput
          name="email"
          type="email"
          autoComplete="username"
          label={words.signIn.email}
          required
          withAsterisk={false}
          data-autofocus
        />
        <PasswordField
          name="password"
          autoComplete="current-password"
          label={words.signIn.password}
          required
          withAsterisk={false}
        />
        <Button type="submit" variant="filled" fullWidth loading={isBusy} aria-disabled={waitSeconds > 0}>
          {words.signIn.send}
        </Button>
        {ways.data?.oidc && <ToProvider target={oidcTarget} onGo={onOidc} />}
        <Text size="xs" c="dimmed">
          {words.signIn.forgotten}
        </Text>
      </Stack>
    </form>
  );
}

function ToProvider({
  target,
  onGo,
}: {
  target: '_blank' | undefined;
  onGo: (() => void) | undefined;
}): ReactNode {
  const { words } = useWords();
  return (
    <>
      <Divider label={words.signIn.or} />
      <Button
        component="a"
        href={OIDC}
        target={target}
        onClick={onGo}
        fullWidth
        leftSection={<IconLogin2 size={16} aria-hidden />}
      >
        {words.signIn.oidc}
      </Button>
    </>
  );
}

function useSignIn(onSignedIn: () => Promise<void>) {
  const api = useApi();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [waitSeconds, setWait] = useCountdown();
  const send = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (isBusy || waitSeconds > 0) return;
    const form = event.currentTarget;
    const values = new FormData(form);
    setBusy(true);
    try {
      const [email, password] = ['email', 'password'].map((name) => values.get(name));
      if (typeof email !== 'string' || typeof password !== 'string') return;
      await api.call('post', '/sign-in', { body: { email, password } });
      setProblem(null);
      await onSignedIn();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
      if (error.code === 'signIn.slowed') setWait(error.retryAfterSeconds ?? 1);
      // What was typed wrong is most often the password: it is where one goes on.
      form.querySelector<HTMLInputElement>('input[name="password"]')?.select();
    } finally {
      setBusy(false);
    }
  };
  return { problem, waitSeconds, isBusy, send };
}

function useCountdown(): [number, (seconds: number) => void] {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (seconds === 0) return;
    const timer = setTimeout(() => setSeconds(seconds - 1), 1_000);
    return () => clearTimeout(timer);
  }, [seconds]);
  return [seconds, setSeconds];
}

/** The seconds count down for the eye; they are read out once, not each of them. */
function Refused({ problem, waitSeconds }: { problem: Problem; waitSeconds: number }): ReactNode {
  const { words } = useWords();
  const told = tellProblem(problem, words);
  const [firstSeconds] = useState(problem.retryAfterSeconds ?? waitSeconds);
  return (
    <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle aria-hidden />}>
      <span lang={told.lang}>{told.text}</span>{' '}
      {waitSeconds > 0 ? (
        <>
          <span aria-hidden>{words.signIn.wait(waitSeconds)}</span>
          <span className="visually-hidden">{words.signIn.wait(firstSeconds)}</span>
        </>
      ) : (
        <span lang={told.lang}>{told.cure}</span>
      )}
    </Alert>
  );
}
