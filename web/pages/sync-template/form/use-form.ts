// The whole form of a sync template: draft, what is wrong with it, the connection test, saving. What the page's parts share of it goes by
// form-context.ts.
import { useMemo, useState } from 'react';
import { useDebouncedValue } from '@mantine/hooks';
import type { SyncTemplate } from '../../../api/api-types.ts';
import type { Tagged } from '../../../api/api.ts';
import { useWords } from '../../../words/words.tsx';
import { checkProvider, factFaults } from '../provider/check-provider.ts';
import type { ProviderFault } from '../provider/check-provider.ts';
import { useConnectionTest } from '../provider/use-connection-test.ts';
import type { ConnectionTesting } from '../provider/use-connection-test.ts';
import { checkDraft } from './check-draft.ts';
import { draftKeys, draftOf, isSame } from './draft.ts';
import type { Draft, DraftKey } from './draft.ts';
import { fieldId } from './form-context.ts';
import type { TemplateForm } from './form-context.ts';
import { useCheckedFilter } from './use-checked-filter.ts';
import { tellDraftFault } from './tell-draft-fault.ts';
import { useDraft } from './use-draft.ts';
import type { Drafting } from './use-draft.ts';
import { useSaving } from './use-saving.ts';
import type { Saving, ServerFault } from './use-saving.ts';

/** After the last key, before the text of Provider Settings is checked. */
const CHECK_AFTER_MS = 200;

export interface WholeForm {
  form: TemplateForm;
  drafting: Drafting;
  saving: Saving;
  testing: ConnectionTesting;
  problems: number;
  onSave: () => void;
  onJump: () => void;
}

interface FormParts {
  read: Tagged<SyncTemplate> | null;
  isReadOnly: boolean;
  /** draft: what was asked for. */
  onSaved: (saved: Tagged<SyncTemplate>, draft: Draft) => void;
}

export function useForm({ read, isReadOnly, onSaved }: FormParts): WholeForm {
  const drafting = useDraft(read);
  const { draft, base, touched, seen } = drafting;
  const [isAsked, setAsked] = useState(false);
  const testing = useConnectionTest(seen?.data.id ?? null);
  const saving = useSaving({
    seen,
    base,
    draft,
    baseOf: draftOf,
    onSaved(saved, asked) {
      setAsked(false);
      onSaved(saved, asked);
    },
    onRefused: testing.run,
  });
  const server = saving.faults.filter(({ key, value }) => draft[key] === value);
  const { sentences, providerFaults } = useFaults(drafting, server, testing);
  const wrong = draftKeys.filter((key) =>
    key === 'provider' ? providerFaults.length > 0 : sentences[key] !== undefined,
  );
  const problems = wrong.length + Math.max(0, providerFaults.length - 1);
  const jump = (): void => {
    setAsked(true);
    const [first] = wrong;
    // What is folded away unfolds first.
    if (first) setTimeout(() => document.getElementById(fieldId(first))?.focus());
  };
  const form: TemplateForm = {
    template: seen?.data ?? null,
    draft,
    base,
    set: drafting.set,
    faultOf: (key) =>
      isAsked || touched.has(key) || server.some((one) => one.key === key) ? sentences[key] : undefined,
    providerFaults,
    isReadOnly,
  };
  const onSave = (): void => {
    // The last keys may not have been looked at yet.
    const isFine =
      isSame('provider', base, draft) && seen
        ? true
        : checkProvider(draft.provider, seen !== null).length === 0;
    if (problems > 0 || !isFine) jump();
    else saving.save(draft);
  };
  return { form, drafting, saving, testing, problems, onSave, onJump: jump };
}

type Sentences = Partial<Record<DraftKey, string>>;

function useFaults(
  { draft, base, seen }: Drafting,
  server: readonly ServerFault[],
  testing: ConnectionTesting,
): { sentences: Sentences; providerFaults: ProviderFault[] } {
  const { words, format } = useWords();
  const [text] = useDebouncedValue(draft.provider, CHECK_AFTER_MS);
  const isStored = seen !== null;
  const isUnchanged = isStored && isSame('provider', base, draft);
  const ofForm = useMemo(
    () => (isUnchanged ? [] : checkProvider(text, isStored)),
    [text, isStored, isUnchanged],
  );
  const filter = useCheckedFilter(draft.filter, true);
  const report = testing.reportFor(draft.provider);
  const providerFaults = useMemo(
    () => [
      ...ofForm,
      ...server.filter(({ key }) => key === 'provider').map(presentServerFault),
      ...(report ? factFaults(draft.provider, report) : []),
    ],
    // Which of the server's faults still stand is told by the draft that they are about.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [ofForm, report, draft.provider, server.length],
  );
  const sentences: Sentences = {};
  for (const [key, fault] of Object.entries(checkDraft(draft)))
    sentences[key as DraftKey] = tellDraftFault(key as DraftKey, fault, words, format);
  for (const { key, code, message, cure, value } of server)
    if (key !== 'provider')
      sentences[key] ??=
        code === 'name.taken' ? words.syncTemplate.nameTaken(String(value)) : `${message} ${cure}`.trim();
  if (filter?.fault) sentences.filter = `${filter.fault.message} ${filter.fault.cure}`.trim();
  return { sentences, providerFaults };
}

const presentServerFault = ({ line, column, message, cure, path }: ServerFault): ProviderFault => ({
  code: '',
  values: {},
  line,
  column,
  length: 1,
  message,
  cure,
  path,
  isFact: false,
});
