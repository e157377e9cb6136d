// Tries a connection, saved or not, and remembers for which text the answer is.
import { useMutation } from '@tanstack/react-query';
import type { ConnectionReport } from '../../../api/api-types.ts';
import { useApi, useForget } from '../../../api/use-api.ts';

export interface ConnectionTesting {
  /** Of just this text; null while there is none. */
  reportFor: (provider: string) => ConnectionReport | null;
  isRunning: boolean;
  error: Error | null;
  run: (provider: string) => void;
}

/** template: null where it is not saved yet; a secret left out is then none. */
export function useConnectionTest(template: string | null): ConnectionTesting {
  const api = useApi();
  const forget = useForget();
  const test = useMutation({
    mutationFn: (provider: string) =>
      template === null
        ? api.call('post', '/companies/{company}/sync-templates/connection-tests', { body: { provider } })
        : api.call('post', '/companies/{company}/sync-templates/{template}/connection-tests', {
            path: { template },
            body: { provider },
          }),
    onSuccess: () => forget('/companies/{company}/status'),
  });
  return {
    reportFor: (provider) => (test.data && test.variables === provider ? test.data : null),
    isRunning: test.isPending,
    error: test.error,
    run: (provider) => test.mutate(provider),
  };
}
