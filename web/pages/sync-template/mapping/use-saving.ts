// Saves the draft of the tab Field mapping, as only the keys that differ. When somebody else has changed the template in between, what both
// have changed is to be chosen first, and what only one of them changed goes together.
import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import type { SyncTemplate } from '../../../api/api-types.ts';
import type { Api, Tagged } from '../../../api/api.ts';
import { readLastChange } from '../../../api/last-change.ts';
import type { LastChange } from '../../../api/last-change.ts';
import { Problem } from '../../../api/problem.ts';
import { useApi, useForget } from '../../../api/use-api.ts';
import { isSame, openDraft, presentChanges, presentDraft } from './draft.ts';
import type { Draft, Edited } from './draft.ts';
import { mergeDrafts } from './merge.ts';
import type { Merge, Side } from './merge.ts';

const path = '/companies/{company}/sync-templates/{template}';

/** What somebody else has saved meanwhile. */
export interface Meanwhile {
  latest: Tagged<SyncTemplate>;
  merge: Merge;
  /** null: the audit log does not say. */
  by: LastChange | null;
}

interface Saving {
  save: () => void;
  isSaving: boolean;
  error: Error | null;
  meanwhile: Meanwhile | null;
  settle: (sides: Readonly<Record<string, Side>>) => void;
  giveUp: () => void;
}

export function useSaving(
  base: Tagged<SyncTemplate>,
  draft: Draft,
  onSaved: (stored: Tagged<SyncTemplate>) => void,
): Saving {
  const api = useApi();
  const forget = useForget();
  const template = base.data.id;
  const [meanwhile, setMeanwhile] = useState<Meanwhile | null>(null);
  const mutation = useMutation({
    mutationFn: async (sides: Readonly<Record<string, Side>> | null) => {
      if (meanwhile && sides) return writeMerged(api, meanwhile, sides);
      try {
        return await write(api, template, presentChanges(draft, base.data), base.etag);
      } catch (error) {
        if (!(error instanceof Problem) || error.status !== 412) throw error;
        const found = await readMeanwhile(api, base, draft);
        if (found.merge.clashes.length === 0) return writeMerged(api, found, {});
        setMeanwhile(found);
        return null;
      }
    },
    onSuccess: async (stored) => {
      if (stored === null) return;
      setMeanwhile(null);
      onSaved(stored);
      await forget('/companies/{company}/sync-templates', '/companies/{company}/audit');
    },
    onError: (error) => {
      // Changed once more while it was compared: compared anew with the next press.
      if (error instanceof Problem && error.status === 412) setMeanwhile(null);
    },
  });
  return {
    save: () => mutation.mutate(null),
    isSaving: mutation.isPending,
    error: mutation.error,
    meanwhile,
    settle: (sides) => mutation.mutate(sides),
    giveUp: () => setMeanwhile(null),
  };
}

async function readMeanwhile(api: Api, base: Tagged<SyncTemplate>, draft: Draft): Promise<Meanwhile> {
  const template = base.data.id;
  const latest = await api.callTagged('get', path, { path: { template } });
  const merge = mergeDrafts(openDraft(base.data), draft, openDraft(latest.data));
  return { latest, merge, by: await readLastChange(api, 'syncTemplate', template) };
}

const write = (api: Api, template: string, edited: Partial<Edited>, etag: string | null) =>
  api.callTagged('patch', path, {
    path: { template },
    body: edited,
    ...(etag !== null && { ifMatch: etag }),
  });

const writeMerged = (api: Api, { latest, merge }: Meanwhile, sides: Readonly<Record<string, Side>>) =>
  write(api, latest.data.id, presentDifference(merge.settle(sides), latest.data), latest.etag);

function presentDifference(edited: Edited, stored: SyncTemplate): Partial<Edited> {
  const there = presentDraft(openDraft(stored));
  const keys = (Object.keys(edited) as (keyof Edited)[]).filter((key) => !isSame(edited[key], there[key]));
  return Object.fromEntries(keys.map((key) => [key, edited[key]]));
}
