// The draft tried on everybody 300 ms after the last change; nothing is saved. Where the server finds faults in some of the sources (an
// expression that is wrong), the rest is tried without them and the faults are told beside it.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import type { Api } from '../../../api/api.ts';
import type { Mapping, MappingToTry, MappingTrial } from '../../../api/api-types.ts';
import { useCompanyId } from '../../../api/company-id.ts';
import { useCan } from '../../../api/me.ts';
import { Problem } from '../../../api/problem.ts';
import type { Fault } from '../../../api/problem.ts';
import { useApi } from '../../../api/use-api.ts';
import { presentDraft } from './draft.ts';
import type { Draft } from './draft.ts';
import { readSourceName } from './draft-faults.ts';

const PATIENCE_MS = 300;
export const tryPath = '/companies/{company}/sync-templates/{template}/mapping/try';

interface Tried {
  trial: MappingTrial;
  /** What was tried: the draft without its faulty sources. */
  body: MappingToTry;
  faults: readonly Fault[];
}

export interface Trying {
  tried: Tried | undefined;
  /** What is shown is of before the last change. */
  isLate: boolean;
  error: Error | null;
  retry: () => void;
}

export function useTrial(templateId: string, draft: Draft): Trying {
  const api = useApi();
  const company = useCompanyId();
  const may = useCan()('syncTemplate.change');
  const { fieldMapping, userFieldMapping } = presentDraft(draft);
  const wanted = JSON.stringify({ fieldMapping, userFieldMapping });
  const [asked] = useDebouncedValue(wanted, PATIENCE_MS);
  const query = useQuery({
    queryKey: [tryPath, company, templateId, asked],
    queryFn: ({ signal }) => tryAll(api, templateId, JSON.parse(asked) as MappingToTry, signal),
    placeholderData: keepPreviousData,
    enabled: may,
    staleTime: 30_000,
  });
  return {
    tried: query.data,
    isLate: may && (wanted !== asked || query.isFetching),
    error: query.error,
    retry: () => void query.refetch(),
  };
}

async function tryAll(
  api: Api,
  template: string,
  body: MappingToTry,
  signal: AbortSignal,
  faults: readonly Fault[] = [],
): Promise<Tried> {
  try {
    const trial = await api.call('post', tryPath, { path: { template }, body, signal });
    return { trial, body, faults };
  } catch (error) {
    const rest = faults.length === 0 && error instanceof Problem ? leaveOut(body, error.faults) : null;
    if (rest === null || !(error instanceof Problem)) throw error;
    return tryAll(api, template, rest, signal, error.faults);
  }
}

/** null: the faults are about nothing that can be left out. */
function leaveOut(body: MappingToTry, faults: readonly Fault[]): MappingToTry | null {
  const names = faults.flatMap(({ path }) => readSourceName(path ?? '') ?? []);
  if (names.length === 0) return null;
  const without = (root: 'fieldMapping' | 'userFieldMapping') =>
    Object.fromEntries(
      Object.entries<Mapping | undefined>(body[root] ?? {}).flatMap(([name, mapping]) =>
        mapping === undefined || names.some((one) => one.root === root && one.name === name)
          ? []
          : [[name, mapping]],
      ),
    );
  return { ...body, fieldMapping: without('fieldMapping'), userFieldMapping: without('userFieldMapping') };
}
