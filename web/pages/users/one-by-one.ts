// Deeds that the API does for one user at a time, done for those who are chosen: some side by side, each with its own outcome.
import { useState } from 'react';
import type { Api } from '../../api/api.ts';
import type { UserInFull } from '../../api/api-types.ts';
import { Problem } from '../../api/problem.ts';
import { useApi } from '../../api/use-api.ts';
import { useForgetUsers, userPath } from '../user/use-user.ts';
import type { Chosen } from './chosen.ts';

/** More would take minutes, in which nobody knows how far it is. */
export const MOST_ONE_BY_ONE = 200;
const AT_ONCE = 4;

interface Outcome {
  id: string;
  name: string;
  /** null: done. */
  problem: Problem | null;
}

export interface OneByOne {
  /** null: not begun. */
  outcomes: readonly Outcome[] | null;
  isBusy: boolean;
  /** Before anything was done for anybody. */
  error: Problem | null;
  start: (work: (api: Api, user: UserInFull, etag: string, at: number) => Promise<unknown>) => Promise<void>;
}

export function useOneByOne(chosen: Chosen): OneByOne {
  const api = useApi();
  const forget = useForgetUsers();
  const [state, setState] = useState<Omit<OneByOne, 'start'>>({
    outcomes: null,
    isBusy: false,
    error: null,
  });
  const start: OneByOne['start'] = async (work) => {
    setState({ outcomes: [], isBusy: true, error: null });
    const done: Outcome[] = [];
    try {
      const ids = await readIds(chosen);
      const next = ids.entries();
      const doNext = async (): Promise<void> => {
        for (const [at, id] of next) {
          done.push(await doOne(api, id, (user, etag) => work(api, user, etag, at)));
          setState({ outcomes: [...done], isBusy: true, error: null });
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, doNext));
      setState({ outcomes: done, isBusy: false, error: null });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setState({ outcomes: null, isBusy: false, error });
    }
    await forget();
  };
  return { ...state, start };
}

/** Everything that fits was not read yet: it is read to know who that is. */
async function readIds({ selection: { isAll, ids }, rows, count }: Chosen): Promise<string[]> {
  if (!isAll) return [...ids];
  const all = await rows.read(0, count + ids.size - 1);
  return all.map(({ id }) => id).filter((id) => !ids.has(id));
}

async function doOne(
  api: Api,
  id: string,
  work: (user: UserInFull, etag: string) => Promise<unknown>,
): Promise<Outcome> {
  let name = id;
  try {
    const { data, etag } = await api.callTagged('get', userPath, { path: { user: id } });
    name = `${data.name} ${data.surname}`;
    await work(data, etag ?? '');
    return { id, name, problem: null };
  } catch (error) {
    if (error instanceof Problem) return { id, name, problem: error };
    throw error;
  }
}
