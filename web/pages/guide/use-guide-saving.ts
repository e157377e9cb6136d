// Keeps what is entered in the guide: one change after the other, each with the tag of the one before. When somebody else has gone on
// meanwhile, the latest is read and the change can be sent again.
import { useCallback, useEffect, useRef } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Guide, GuideChanges } from '../../api/api-types.ts';
import type { Tagged } from '../../api/api.ts';
import { useCompanyId } from '../../api/company-id.ts';
import { Problem } from '../../api/problem.ts';
import { readOptions, useApi } from '../../api/use-api.ts';

const path = '/companies/{company}/guides/{guide}';

export interface GuideSaving {
  save: (changes: GuideChanges, onSaved?: () => void) => void;
  isSaving: boolean;
  /** Something was saved and nothing failed since. */
  wasSaved: boolean;
  error: Error | null;
  /** Somebody else was here. */
  isMeanwhile: boolean;
}

/** address: the id that the page is opened by. */
export function useGuideSaving(read: Tagged<Guide>, address: string): GuideSaving {
  const api = useApi();
  const company = useCompanyId();
  const client = useQueryClient();
  const etag = useRef(read.etag);
  useEffect(() => void (etag.current = read.etag), [read.etag]);
  const key = readOptions(api, company, path, { path: { guide: address } }).queryKey;
  const { mutate, isPending, isSuccess, error } = useMutation({
    // One at a time: the next needs the tag that this one brings.
    scope: { id: `guide ${address}` },
    mutationFn: (changes: GuideChanges) =>
      api.callTagged('patch', path, {
        path: { guide: address },
        body: changes,
        ...(etag.current !== null && { ifMatch: etag.current }),
      }),
    onSuccess: (answer) => {
      etag.current = answer.etag;
      client.setQueryData(key, answer);
    },
    onError: async (problem) => {
      if (isChanged(problem)) await client.invalidateQueries({ queryKey: key });
    },
  });
  const save = useCallback<GuideSaving['save']>(
    (changes, onSaved) => mutate(changes, { onSuccess: () => onSaved?.() }),
    [mutate],
  );
  return {
    save,
    isSaving: isPending,
    wasSaved: isSuccess,
    error: isChanged(error) ? null : error,
    isMeanwhile: isChanged(error),
  };
}

const isChanged = (error: unknown): boolean => error instanceof Problem && error.status === 412;
