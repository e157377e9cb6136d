// How one sync template stands, out of the answer for all of the company's: one request serves the whole page, and is made again while
// it is looked at.
import type { TemplateStatus } from '../../api/api-types.ts';
import { useRead } from '../../api/use-api.ts';

/** Nobody waits for it with the eyes on it; a run that goes is asked for by itself. */
const EVERY_MS = 15_000;

export function useTemplateStatus(id: string): {
  status: TemplateStatus | undefined;
  isFailed: boolean;
  isLoading: boolean;
} {
  const { data, isError, isLoading } = useRead(
    '/companies/{company}/status',
    {},
    { refetchInterval: EVERY_MS },
  );
  return { status: data?.items.find(({ templateId }) => templateId === id), isFailed: isError, isLoading };
}
