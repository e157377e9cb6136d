// Creation rules tried on everybody in scope, a moment after the last change: whom each fits and decides for. Faults of a rule are told by
// their place; nothing is saved.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import type { Rule, RulesTried } from '../../../api/api-types.ts';
import { useCompanyId } from '../../../api/company-id.ts';
import { useCan } from '../../../api/me.ts';
import { Problem } from '../../../api/problem.ts';
import type { Fault } from '../../../api/problem.ts';
import { useApi } from '../../../api/use-api.ts';

const PATIENCE_MS = 300;
const path = '/companies/{company}/sync-templates/{template}/rules/try';

interface TriedRules {
  tried: RulesTried | null;
  faults: readonly Fault[];
  error: Error | null;
  isLate: boolean;
}

/** isWhole: a rule that is still being written is not tried. */
export function useTriedRules(templateId: string, rules: readonly Rule[], isWhole: boolean): TriedRules {
  const api = useApi();
  const company = useCompanyId();
  const may = useCan()('syncTemplate.change');
  const wanted = JSON.stringify(rules);
  const [asked] = useDebouncedValue(wanted, PATIENCE_MS);
  const query = useQuery({
    queryKey: [path, company, templateId, asked],
    queryFn: async ({ signal }) => {
      const body = { rules: JSON.parse(asked) as Rule[] };
      try {
        const tried = await api.call('post', path, { path: { template: templateId }, body, signal });
        return { tried, faults: [] };
      } catch (error) {
        if (!(error instanceof Problem) || error.faults.length === 0) throw error;
        return { tried: null, faults: error.faults };
      }
    },
    placeholderData: keepPreviousData,
    enabled: may && isWhole && rules.length > 0 && wanted === asked,
    staleTime: 30_000,
  });
  const { tried = null, faults = [] } = query.data ?? {};
  const isLate = wanted !== asked || query.isFetching;
  return { tried, faults: isLate ? [] : faults, error: query.error, isLate };
}
