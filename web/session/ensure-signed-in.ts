// Asks who is signed in before any page is shown, and sends whoever is not to sign in. `me` is asked once and kept until somebody signs
// out.
import { redirect } from '@tanstack/react-router';
import { queryOptions } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import type { Api } from '../api/api.ts';
import type { Me } from '../api/api-types.ts';
import { Problem } from '../api/problem.ts';
import { takeReturn } from './oidc-return.ts';

const meOptions = (api: Api) =>
  queryOptions({
    queryKey: ['/me'],
    staleTime: Infinity,
    queryFn: async (): Promise<Me> => {
      const me = await api.call('get', '/me');
      api.setCsrf(me.csrf);
      return me;
    },
  });

export async function ensureSignedIn(
  { api, queries }: { api: Api; queries: QueryClient },
  href: string,
): Promise<{ me: Me }> {
  let me: Me;
  try {
    me = await queries.ensureQueryData(meOptions(api));
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) throw error;
    throw redirect({ to: '/sign-in', search: href === '/' ? {} : { to: href } });
  }
  const back = href === '/' ? takeReturn() : null;
  if (back !== null) throw redirect({ href: back });
  return { me };
}
