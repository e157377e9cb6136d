// Signing in, on a page of its own: for whoever comes to an address without a session, and goes there afterwards.
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Alert } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { Looks } from '../../frame/looks.tsx';
import { OfflineBar } from '../../frame/offline-bar.tsx';
import { ProductMark } from '../../frame/product-mark.tsx';
import { keepReturn } from '../../session/oidc-return.ts';
import { SignInForm } from '../../session/sign-in-form.tsx';
import { useWords } from '../../words/words.tsx';
import classes from './sign-in.module.css';

const route = getRouteApi('/sign-in');

export function SignInPage(): ReactNode {
  const { words } = useWords();
  const queries = useQueryClient();
  const router = useRouter();
  const { to = '/', why, refused } = route.useSearch();
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${words.signIn.title} – ${words.common.product}`;
  }, [words]);
  // There is one thing to do here, and nothing before it that has to be read.
  useEffect(() => card.current?.querySelector<HTMLInputElement>('input[name="email"]')?.focus(), []);
  const enter = async (): Promise<void> => {
    queries.clear();
    await router.navigate({ href: to });
  };
  return (
    <div className={classes['page']}>
      <OfflineBar />
      <main ref={card} className={classes['card']}>
        <p className={classes['product']}>
          <ProductMark /> {words.common.product}
        </p>
        <h1 className={classes['title']}>{words.signIn.title}</h1>
        {why === 'password' && (
          <Alert color="green" variant="light" role="status" mb="md" icon={<IconCheck aria-hidden />}>
            {words.profile.password.changed}
          </Alert>
        )}
        {refused && <Refused code={refused} />}
        <SignInForm onSignedIn={enter} onOidc={() => keepReturn(to)} />
      </main>
      <footer className={classes['looks']}>
        <Looks />
      </footer>
    </div>
  );
}

/** Why signing in at the provider did not work. */
function Refused({ code }: { code: string }): ReactNode {
  const { words } = useWords();
  const told = words.problems[code];
  if (!told) return null;
  return (
    <Alert color="red" variant="light" role="alert" mb="md" icon={<IconAlertTriangle aria-hidden />}>
      {told.text} {told.cure}
    </Alert>
  );
}
