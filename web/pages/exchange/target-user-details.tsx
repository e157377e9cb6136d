// One user at an exchange, unfolded: why it failed and what to do, what somebody has changed there field by field, and the deeds.
import type { ReactNode } from 'react';
import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Target, TargetDrift, TargetUser } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { useApi, useForget } from '../../api/use-api.ts';
import { CopyText } from '../../parts/copy-text.tsx';
import { After, Before } from '../../parts/diff.tsx';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';
import { ToldProblem } from '../user/told-problem.tsx';
import { targetPath } from './target-path.ts';
import { ToldTrouble } from './tell-trouble.tsx';
import classes from './exchange.module.css';

export function TargetUserDetails({ target, one }: { target: Target; one: TargetUser }): ReactNode {
  const { words, format } = useWords();
  const told = words.exchanges;
  const { error, drift, externalId, isGone, isKept, origin, nextAttemptAt, attempts, alias } = one;
  return (
    <div className={classes['details']}>
      {error && <ToldTrouble trouble={error} />}
      {error && attempts > 0 && (
        <p className={classes['aside']}>
          {told.attempts(attempts, format.number(attempts))}
          {nextAttemptAt && ` · ${told.nextAttempt(format.moment(nextAttemptAt))}`}
        </p>
      )}
      {drift && <Drift drift={drift} />}
      {isKept && <p className={classes['told']}>{told.isKept}</p>}
      {isGone && <p className={classes['told']}>{told.toBeRemoved}</p>}
      {origin === 'adopted' && <p className={classes['told']}>{told.adopted}</p>}
      {externalId && (
        <p className={classes['told']}>
          {told.entryId}: <CopyText value={externalId} what={told.entryId} />
        </p>
      )}
      <Group gap="xs">
        {alias !== null && (
          <Button component={Link} to={`/users/${one.user}`} size="compact-sm">
            {told.openUser}
          </Button>
        )}
        <Deeds target={target} one={one} />
      </Group>
    </div>
  );
}

function Drift({ drift }: { drift: TargetDrift }): ReactNode {
  const { words } = useWords();
  const told = words.exchanges;
  return (
    <>
      <p className={classes['told']}>{drift.is === 'missing' ? told.missing : told.different}</p>
      {drift.fields.length > 0 && (
        <table aria-label={told.different}>
          <thead>
            <tr>
              <th scope="col">{told.field}</th>
              <th scope="col">{told.wanted}</th>
              <th scope="col">{told.there}</th>
            </tr>
          </thead>
          <tbody>
            {drift.fields.map(({ field, wanted, there }) => (
              <tr key={field}>
                <th scope="row">
                  <code>{field}</code>
                </th>
                <td>
                  <Before value={wanted} isRaw />
                </td>
                <td>
                  <After value={there} isRaw />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

type UserDeed = 'retry' | 'repair' | 'keep';

function Deeds({ target, one: { user, state, drift } }: { target: Target; one: TargetUser }): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const deed = useUserDeed(target.id, user);
  if (!can('target.feed')) return null;
  const told = words.exchanges;
  const mine: UserDeed[] = [
    ...(state === 'failed' || state === 'pending' ? (['retry'] as const) : []),
    ...(state === 'drift' ? (['repair'] as const) : []),
    // What is not there can not be kept.
    ...(state === 'drift' && drift?.is === 'different' ? (['keep'] as const) : []),
  ];
  return (
    <>
      {mine.map((which) => (
        <Button
          key={which}
          size="compact-sm"
          loading={deed.isPending && deed.variables === which}
          onClick={() => deed.mutate(which)}
        >
          {told[which]}
        </Button>
      ))}
      <ToldProblem error={deed.error} />
    </>
  );
}

function useUserDeed(target: string, user: string) {
  const { words, format } = useWords();
  const api = useApi();
  const forget = useForget();
  return useMutation({
    mutationFn: (which: UserDeed) =>
      api.call('post', `${targetPath}/users/{user}/${which}`, { path: { target, user } }),
    onSuccess: async ({ count }, which) => {
      toast(words.exchanges.done[which](count, format.number(count)));
      await forget('/companies/{company}/targets', '/companies/{company}/users');
    },
  });
}
