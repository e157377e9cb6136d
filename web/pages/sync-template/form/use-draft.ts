// The draft of a form over what the server has: follows the server until somebody types, and from then on stays what was typed, over the
// version that was seen when the typing began.
import { useCallback, useMemo, useState } from 'react';
import type { SyncTemplate } from '../../../api/api-types.ts';
import type { Tagged } from '../../../api/api.ts';
import { changedKeys, draftOf, newDraft } from './draft.ts';
import type { Draft, DraftKey } from './draft.ts';

export interface Drafting {
  /** What the draft is compared with and saved over; null: a new template. */
  seen: Tagged<SyncTemplate> | null;
  base: Draft;
  draft: Draft;
  isDirty: boolean;
  /** Fields that somebody has been at since it was read or saved. */
  touched: ReadonlySet<DraftKey>;
  set: <K extends DraftKey>(key: K, value: Draft[K]) => void;
  /** Puts changes on top of what is there. */
  put: (changes: Partial<Draft>) => void;
  /** Takes this as what the server has; draft: what is to stand over it. */
  adopt: (seen: Tagged<SyncTemplate>, draft?: Draft) => void;
  revert: () => void;
}

interface State {
  seen: Tagged<SyncTemplate> | null;
  draft: Draft;
  touched: ReadonlySet<DraftKey>;
}

const none: ReadonlySet<DraftKey> = new Set();
const baseOf = (seen: Tagged<SyncTemplate> | null): Draft => (seen ? draftOf(seen.data) : newDraft);

export function useDraft(read: Tagged<SyncTemplate> | null): Drafting {
  const [state, setState] = useState<State>(() => ({ seen: read, draft: baseOf(read), touched: none }));
  const base = useMemo(() => baseOf(state.seen), [state.seen]);
  const isDirty = changedKeys(base, state.draft).length > 0;
  // Somebody else's save shows by itself where nobody has typed; where somebody has, it is told when saving.
  if (read && read !== state.seen && (!isDirty || read.etag === state.seen?.etag))
    setState({ ...state, seen: read, ...(!isDirty && { draft: baseOf(read) }) });
  const put = useCallback(
    (changes: Partial<Draft>) =>
      setState((now) => ({
        ...now,
        draft: { ...now.draft, ...changes },
        touched: new Set([...now.touched, ...(Object.keys(changes) as DraftKey[])]),
      })),
    [],
  );
  const set = useCallback<Drafting['set']>((key, value) => put({ [key]: value }), [put]);
  const adopt = useCallback<Drafting['adopt']>(
    (seen, draft) => setState({ seen, draft: draft ?? baseOf(seen), touched: none }),
    [],
  );
  const revert = useCallback(
    () => setState((now) => ({ ...now, draft: baseOf(now.seen), touched: none })),
    [],
  );
  return { ...state, base, isDirty, set, put, adopt, revert };
}
