// Saving a sync template: only what differs, over the version that was seen. What the server refuses becomes faults of fields; a version
// that is another by now is never overwritten, but brought here for comparing, with who made it.
import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import type { SyncTemplate } from '../../../api/api-types.ts';
import type { Api, Tagged } from '../../../api/api.ts';
import { readLastChange } from '../../../api/last-change.ts';
import type { LastChange } from '../../../api/last-change.ts';
import { Problem } from '../../../api/problem.ts';
import { useApi, useForget } from '../../../api/use-api.ts';
import { changesOf, fieldOfPath, newTemplateOf } from './draft.ts';
import type { Draft, DraftKey } from './draft.ts';

export interface Conflict {
  theirs: Tagged<SyncTemplate>;
  /** null where the log does not say. */
  by: LastChange | null;
}

/** What the server said of a field's value; told until the value is another. */
export interface ServerFault {
  key: DraftKey;
  value: unknown;
  code: string;
  message: string;
  cure: string;
  line: number | null;
  column: number | null;
  path: string;
}

export interface Saving {
  save: (draft: Draft, over?: Tagged<SyncTemplate>) => void;
  isSaving: boolean;
  faults: readonly ServerFault[];
  /** What no field can be blamed for. */
  error: Error | null;
  conflict: Conflict | null;
  closeConflict: () => void;
}

interface SavingParts {
  seen: Tagged<SyncTemplate> | null;
  base: Draft;
  draft: Draft;
  baseOf: (template: SyncTemplate) => Draft;
  onSaved: (saved: Tagged<SyncTemplate>, draft: Draft) => void;
  /** Microsoft refuses what Provider Settings say. */
  onRefused: (provider: string) => void;
}

export function useSaving({ seen, base, draft: now, baseOf, onSaved, onRefused }: SavingParts): Saving {
  const api = useApi();
  const forget = useForget();
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const saving = useMutation({
    mutationFn: ({ draft, over }: { draft: Draft; over: Tagged<SyncTemplate> | null }) =>
      over === null
        ? create(api, draft, key)
        : change(api, over, over === seen ? base : baseOf(over.data), draft),
    onSuccess(saved, { draft }) {
      setConflict(null);
      onSaved(saved, draft);
      void forget(
        '/companies/{company}/sync-templates',
        '/companies/{company}/status',
        '/companies/{company}/audit',
      );
    },
    async onError(error, { draft, over }) {
      // A repeated attempt with other values is another request.
      setKey(crypto.randomUUID());
      if (!(error instanceof Problem)) return;
      if (error.status === 412 && over) setConflict(await readConflict(api, over.data.id));
      else if (isRefusal(error)) onRefused(draft.provider);
    },
  });
  const draft = saving.variables?.draft;
  const faults = draft ? presentFaults(saving.error, draft) : [];
  const isTold =
    saving.error instanceof Problem &&
    (saving.error.status === 412 ||
      faults.length > 0 ||
      // What Microsoft has refused is another by now.
      (isRefusal(saving.error) && draft?.provider !== now.provider));
  return {
    save: (given, over) => saving.mutate({ draft: given, over: over ?? seen }),
    isSaving: saving.isPending,
    faults,
    error: isTold ? null : saving.error,
    conflict,
    closeConflict: () => setConflict(null),
  };
}

const create = (api: Api, draft: Draft, idempotencyKey: string): Promise<Tagged<SyncTemplate>> =>
  api.callTagged('post', '/companies/{company}/sync-templates', {
    query: { check: 'true' },
    body: newTemplateOf(draft),
    idempotencyKey,
  });

/** From paused to another mode it goes by itself, after a look at what that would do (turn-on-dialog.tsx). */
async function change(
  api: Api,
  over: Tagged<SyncTemplate>,
  base: Draft,
  draft: Draft,
): Promise<Tagged<SyncTemplate>> {
  const isWaking = base.mode === 'paused';
  const body = changesOf(base, isWaking ? { ...draft, mode: base.mode } : draft);
  if (Object.keys(body).length === 0) return over;
  return api.callTagged('patch', '/companies/{company}/sync-templates/{template}', {
    path: { template: over.data.id },
    query: { check: 'true' },
    body,
    ifMatch: over.etag ?? '',
  });
}

async function readConflict(api: Api, template: string): Promise<Conflict> {
  const theirs = await api.callTagged('get', '/companies/{company}/sync-templates/{template}', {
    path: { template },
  });
  return { theirs, by: await readLastChange(api, 'syncTemplate', template) };
}

/** Microsoft has answered, and says no: what exactly, a connection test shows step by step. */
const isRefusal = ({ code }: Problem): boolean => /^(credential|app|tenant|permission|group)\./u.test(code);

function presentFaults(error: unknown, draft: Draft): ServerFault[] {
  if (!(error instanceof Problem)) return [];
  const nowhere = { line: null, column: null, message: error.detail, cure: error.cure, code: error.code };
  if (isRefusal(error)) return [];
  if (error.code === 'name.taken') return [{ ...nowhere, key: 'name', value: draft.name, path: 'name' }];
  return error.faults.flatMap((fault) => {
    const key = fieldOfPath(fault.path ?? '');
    if (!key) return [];
    const { line = null, column = null, message, cure } = fault;
    const path = (fault.path ?? '').replace(/^provider\.?/u, '');
    return [{ key, value: draft[key], code: error.code, message, cure, line, column, path }];
  });
}
