// Signing in with e-mail address and password. Paste and password managers are welcome.
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Alert, Button, Paper, PasswordInput, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { Problem } from '../../api/problem.ts';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../words/words.tsx';

const route = getRouteApi('/sign-in');

export function SignInPage(): ReactNode {
  const { words } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const router = useRouter();
  const { to = '/' } = route.useSearch();
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    try {
      await api.call('post', '/sign-in', {
        body: { email: String(form.get('email')), password: String(form.get('password')) },
      });
      queries.clear();
      await router.navigate({ href: to });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    }
  };
  return (
    <main>
      <Paper
        component="form"
        onSubmit={(event) => void send(event as FormEvent<HTMLFormElement>)}
        maw={360}
        mx="auto"
        mt={80}
      >
        <Title order={1}>{words.signIn.title}</Title>
        {problem && <Alert color="red">{problem.detail}</Alert>}
        <TextInput name="email" type="email" autoComplete="username" label="E-post" required />
        <PasswordInput name="password" autoComplete="current-password" label="Lösenord" required />
        <Button type="submit" variant="filled">
          {words.signIn.title}
        </Button>
      </Paper>
    </main>
  );
}
