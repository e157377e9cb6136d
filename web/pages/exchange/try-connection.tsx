// Tests the connection with what stands in the form, also before it is saved: with the stored secret where none is typed. What is stored
// and not changed is tested as it is, and what was found is kept.
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { TargetProbe } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { useApi, useForget } from '../../api/use-api.ts';
import { Failed } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { presentSecrets, presentSettings } from './draft.ts';
import { Findings } from './findings.tsx';
import { useExchange } from './form-context.ts';
import { targetPath } from './target-path.ts';
import classes from './exchange.module.css';

/** probe: what was found the last time, of what is stored. */
export function TryConnection({
  probe,
  isDirty,
}: {
  probe: TargetProbe | null;
  isDirty: boolean;
}): ReactNode {
  const { words, format } = useWords();
  const can = useCan();
  const { id } = useExchange();
  const isStored = id !== null && !isDirty;
  const test = useTest(isStored);
  const told = words.exchanges;
  const found = test.data?.findings ?? (isStored ? probe?.findings : undefined);
  const mayTest = can(isStored ? 'target.feed' : 'target.change');
  return (
    <div>
      {mayTest && (
        <>
          <Button
            leftSection={<IconPlugConnected size={16} aria-hidden />}
            loading={test.isPending}
            onClick={() => test.mutate()}
          >
            {told.test}
          </Button>
          <p className={classes['note']}>
            {told.testText} {isStored && probe && told.foundAt(format.dateTime(probe.at))}
          </p>
        </>
      )}
      {test.isPending && (
        <p role="status" className="visually-hidden">
          {told.testing}
        </p>
      )}
      {test.error && <Failed error={test.error} />}
      {found && !test.isPending && !test.error && <Findings findings={found} />}
    </div>
  );
}

function useTest(isStored: boolean) {
  const api = useApi();
  const forget = useForget();
  const { draft, id } = useExchange();
  return useMutation({
    mutationFn: () => {
      if (isStored && id !== null) return api.call('post', `${targetPath}/probe`, { path: { target: id } });
      const secrets = presentSecrets(draft);
      return api.call('post', '/companies/{company}/targets/try', {
        body: {
          kind: draft.kind,
          settings: presentSettings(draft),
          ...(secrets ? { secrets } : id !== null && { target: id }),
        },
      });
    },
    onSuccess: async () => {
      if (isStored) await forget('/companies/{company}/targets');
    },
  });
}
