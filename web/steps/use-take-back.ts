// Takes changes back and tells the truth of it. What a sync template stands behind is taken back by a run, which is waited for; what was
// not taken back, or not whole, is thrown with its reasons, whoever asked.
import { useCallback } from 'react';
import type { Api } from '../api/api.ts';
import type { Run, Undo, Undone } from '../api/api-types.ts';
import { useApi } from '../api/use-api.ts';
import { decideFace, isLive } from './run-face.ts';
import { useForgetAfterRun } from './use-forget-after-run.ts';

export class NotTakenBack extends Error {
  /** Whose values stay, and why; empty where a run knows it. */
  readonly kept: Undone['kept'];
  /** null: it was done at once, without a run. */
  readonly run: string | null;

  constructor(kept: Undone['kept'], run: string | null) {
    super('It was not taken back, or not whole.');
    this.name = 'NotTakenBack';
    this.kept = kept;
    this.run = run;
  }
}

export function useTakeBack(): (what: Undo) => Promise<void> {
  const api = useApi();
  const forget = useForgetAfterRun();
  return useCallback(
    async (what) => {
      try {
        const answer = await api.call('post', '/companies/{company}/undo', {
          body: what,
          idempotencyKey: crypto.randomUUID(),
        });
        if (!('run' in answer)) {
          if (answer.kept.length > 0) throw new NotTakenBack(answer.kept, null);
          return;
        }
        const run = await waitForEnd(api, answer.run);
        if (run.state !== 'succeeded' || run.counts.skip > 0) throw new NotTakenBack([], run.run);
      } finally {
        await forget();
      }
    },
    [api, forget],
  );
}

const ASK_MS = 500;
/** A minute: a run that waits for a long one is told of and not waited for. */
const MOST_LOOKS = 120;

async function waitForEnd(api: Api, id: string): Promise<Run> {
  for (let looks = 0; ; looks += 1) {
    const run = await api.call('get', '/companies/{company}/runs/{run}', { path: { run: id } });
    if (!isLive(decideFace(run)) || looks === MOST_LOOKS) return run;
    await new Promise((resolve) => setTimeout(resolve, ASK_MS));
  }
}
