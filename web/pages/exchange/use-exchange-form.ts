// The state of the form of one exchange: what is typed, whether it differs from what is stored, and saving it over the version that was
// read when typing began.
import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import type { Tagged } from '../../api/api.ts';
import type { Target } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { Problem } from '../../api/problem.ts';
import { useApi, useForget } from '../../api/use-api.ts';
import { presentFaults } from '../../parts/field-fault.tsx';
import { useWords } from '../../words/words.tsx';
import { draftOf, isSame, newDraft, presentSecrets, presentSettings } from './draft.ts';
import type { Draft } from './draft.ts';
import type { ExchangeFields } from './form-context.ts';
import { targetPath } from './target-path.ts';
import { useExchangeMeanwhile } from './use-exchange-meanwhile.tsx';

/** read: null for a new one, of this kind. */
export function useExchangeForm(
  read: Tagged<Target> | null,
  kind: string,
  onSaved: (saved: Target, isNew: boolean) => void,
) {
  const id = read?.data.id ?? null;
  const [begun, setBegun] = useState(() => begin(read, kind));
  const [draft, setDraft] = useState(begun.draft);
  const adopt = (saved: Tagged<Target>): void => {
    setBegun(begin(saved, kind));
    setDraft(draftOf(saved.data));
  };
  const save = useSave(id, (saved) => {
    adopt(saved);
    onSaved(saved.data, id === null);
  });
  // Pausing is a version of its own: where nobody has edited, the newest is what was read.
  const stored = read && isSame(draftOf(read.data), begun.draft) ? read.etag : begun.etag;
  const send = (next: Draft, etag: string | null): void =>
    save.mutate({ draft: next, etag }, { onError: (error) => void meanwhile.onError(error) });
  const meanwhile = useExchangeMeanwhile({
    id: id ?? '',
    kind: draft.kind,
    base: begun.draft,
    mine: draft,
    isSaving: save.isPending,
    onChoose(merged, theirs) {
      setBegun(theirs);
      setDraft(merged);
      send(merged, theirs.etag);
    },
  });
  const change = (next: Draft): void => {
    if (save.error) save.reset();
    setDraft(next);
  };
  return {
    fields: { ...useFields(draft, change, save.error), id, hasSecrets: read?.data.hasSecrets ?? false },
    isDirty: !isSame(draft, begun.draft),
    saving: { isPending: save.isPending, error: save.error, send: () => send(draft, stored) },
    revert: () => change(begun.draft),
    dialog: meanwhile.dialog,
  };
}

const begin = (read: Tagged<Target> | null, kind: string) => ({
  draft: read ? draftOf(read.data) : newDraft(kind),
  etag: read?.etag ?? null,
});

function useFields(
  draft: Draft,
  onChange: (next: Draft) => void,
  error: unknown,
): Omit<ExchangeFields, 'id' | 'hasSecrets'> {
  const { words } = useWords();
  const can = useCan();
  const problem = error instanceof Problem ? error : null;
  const own = Object.entries(words.exchangeSettings.faults).flatMap(([key, text]) => [
    [`settings.${key}`, text] as const,
    [`secrets.${key}`, text] as const,
  ]);
  return {
    draft,
    mayChange: can('target.change'),
    change: (some) => onChange({ ...draft, ...some }),
    setSetting: (key, value) => onChange({ ...draft, settings: { ...draft.settings, [key]: value } }),
    setSecret: (key, value) => onChange({ ...draft, secrets: { ...draft.secrets, [key]: value } }),
    faultAt: presentFaults(problem, Object.fromEntries(own)),
  };
}

function useSave(id: string | null, onSaved: (saved: Tagged<Target>) => void) {
  const api = useApi();
  const forget = useForget();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: ({ draft, etag }: { draft: Draft; etag: string | null }) => {
      const secrets = presentSecrets(draft);
      const { name, kind, driftMode, active } = draft;
      const body = {
        name: name.trim(),
        settings: presentSettings(draft),
        driftMode,
        ...(secrets && { secrets }),
      };
      return id === null
        ? api.callTagged('post', '/companies/{company}/targets', {
            body: { ...body, kind, active },
            idempotencyKey,
          })
        : api.callTagged('patch', targetPath, { path: { target: id }, body, ifMatch: etag ?? '' });
    },
    onSuccess: async (saved) => {
      onSaved(saved);
      await forget('/companies/{company}/targets');
    },
  });
}
