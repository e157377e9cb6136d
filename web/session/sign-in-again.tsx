// The session is over while somebody works: signing in on the spot, over the page, which keeps everything typed. Requests wait for it and
// are then sent again. When it is somebody else who signs in, the page is loaded anew: what stands on it was the other person's.
import { Suspense, useCallback, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useMe } from '../api/me.ts';
import { useApi } from '../api/use-api.ts';
import { SignInDialog } from '../frame/later.ts';
import { lookWho } from './look-who.ts';
import { useSignedOut } from './session-context.ts';

export function SignInAgain(): ReactNode {
  const { isSignedOut, end } = useSignedOut();
  const comeBack = useComeBack(end);
  const [isAsked, setAsked] = useState(false);
  useEffect(() => {
    if (!isSignedOut) return;
    // In another tab somebody may be signed in already.
    void comeBack().then((isBack) => setAsked(!isBack));
    const look = (): void => void comeBack();
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [isSignedOut, comeBack]);
  if (!isSignedOut || !isAsked) return null;
  return (
    <Suspense fallback={null}>
      <SignInDialog onSignedIn={async () => void (await comeBack())} />
    </Suspense>
  );
}

/** Resolves with whether the person of this page is signed in. */
function useComeBack(end: () => void): () => Promise<boolean> {
  const { id } = useMe();
  const api = useApi();
  const queries = useQueryClient();
  const router = useRouter();
  return useCallback(async () => {
    const who = await lookWho();
    if (who === null) return false;
    if (who.id !== id) {
      window.location.reload();
      return true;
    }
    api.setCsrf(who.csrf);
    queries.setQueryData(['/me'], who);
    end();
    // The rights may be others by now, and what is shown is as old as the session was long.
    await router.invalidate();
    await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== '/me' });
    return true;
  }, [id, api, queries, router, end]);
}
