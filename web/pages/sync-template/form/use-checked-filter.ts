// What the server says of the condition that people have to meet, asked a moment after the last key.
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useCompanyId } from '../../../api/company-id.ts';
import { useApi } from '../../../api/use-api.ts';
import type { CheckedExpression } from '../../../api/api-types.ts';

/** After the last key. */
const PATIENCE_MS = 300;

/** What the server says of the condition; null while it has not said anything of just this text. */
export function useCheckedFilter(filter: string, isWanted: boolean): CheckedExpression | null {
  const api = useApi();
  const company = useCompanyId();
  const [expression] = useDebouncedValue(filter.trim(), PATIENCE_MS);
  const checked = useQuery({
    queryKey: ['/companies/{company}/expressions/check', company, expression],
    queryFn: ({ signal }) =>
      api.call('post', '/companies/{company}/expressions/check', {
        body: { expression, kind: 'condition' },
        signal,
      }),
    enabled: isWanted && expression !== '',
    staleTime: Infinity,
  });
  return expression === filter.trim() && expression !== '' ? (checked.data ?? null) : null;
}
