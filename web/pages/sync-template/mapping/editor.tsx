// The mapping while it is edited: the draft, what trying it gave, what is wrong where, saving. The parts of the form stand in files beside.
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { SyncTemplate } from '../../../api/api-types.ts';
import type { Tagged } from '../../../api/api.ts';
import { useCan } from '../../../api/me.ts';
import { PageFoot } from '../../../frame/page-foot.tsx';
import { Failed } from '../../../parts/states.tsx';
import { SaveBar } from '../../../parts/save-bar.tsx';
import { Section } from '../../../parts/section.tsx';
import { toast } from '../../../parts/toast.tsx';
import { UnsavedGuard } from '../../../parts/unsaved-guard.tsx';
import { useWords } from '../../../words/words.tsx';
import { ChangedMeanwhile } from './changed-meanwhile.tsx';
import { Defaults } from './defaults.tsx';
import { isSame, openDraft, userFields } from './draft.ts';
import type { Draft, MappingDraft, UserField } from './draft.ts';
import { EditorContext, useEditor } from './editor-context.ts';
import type { Choice, EditorParts } from './editor-context.ts';
import { FurtherFields } from './further-fields.tsx';
import { MappingRow } from './mapping-row.tsx';
import { NextRun } from './next-run.tsx';
import { PeopleList } from './people-list.tsx';
import type { Asked } from './people-list.tsx';
import { Rules } from './rules.tsx';
import { useFaults } from './use-faults.ts';
import { useSaving } from './use-saving.ts';
import { useTrial } from './use-trial.ts';
import type { Trying } from './use-trial.ts';
import classes from './mapping.module.css';

interface EditorProps {
  stored: Tagged<SyncTemplate>;
  choices: readonly Choice[];
}

export function Editor({ stored, choices }: EditorProps): ReactNode {
  const { words } = useWords();
  const { base, draft, setDraft, isDirty, reset } = useDraft(stored);
  const [wasSaved, setSaved] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const templateId = base.data.id;
  const trying = useTrial(templateId, draft);
  const saving = useSaving(base, draft, (answer) => {
    reset(answer);
    setSaved(true);
    toast(words.mapping.saved);
  });
  const { faults, faultAt, jump } = useFaults(draft, isDirty, trying, saving.error);
  const parts = useParts(choices, trying, faultAt, setAsked);
  const change = (part: Partial<Draft>): void => {
    setSaved(false);
    setDraft({ ...draft, ...part });
  };
  const revert = (): void => reset(base);
  return (
    <EditorContext value={parts}>
      <NextRun trying={trying} isDirty={isDirty} wasSaved={wasSaved} templateId={templateId} />
      <SaveFailed error={saving.error} />
      <Defaults draft={draft} onChange={change} />
      <Fields draft={draft} onChange={change} />
      <FurtherFields further={draft.further} onChange={(further) => change({ further })} />
      <Rules templateId={templateId} draft={draft} onChange={change} />
      {asked && (
        <PeopleList
          asked={asked}
          templateId={templateId}
          body={trying.tried?.body ?? {}}
          onClose={() => setAsked(null)}
        />
      )}
      <ChangedMeanwhile saving={saving} />
      <UnsavedGuard isDirty={isDirty} />
      <Foot isDirty={isDirty} saving={saving} problems={faults} onJump={jump} onRevert={revert} />
    </EditorContext>
  );
}

function useParts(
  choices: readonly Choice[],
  { tried, isLate }: Trying,
  faultAt: EditorParts['faultAt'],
  setAsked: (asked: Asked) => void,
): EditorParts {
  const isReadOnly = !useCan()('syncTemplate.change');
  const trial = tried?.trial ?? null;
  return useMemo<EditorParts>(
    () => ({
      isReadOnly,
      choices,
      trial,
      isLate,
      faultAt,
      showPeople: (field, label, category) => setAsked({ field, label, category }),
    }),
    [isReadOnly, choices, trial, isLate, faultAt, setAsked],
  );
}

function SaveFailed({ error }: { error: Error | null }): ReactNode {
  const { words } = useWords();
  if (!error) return null;
  return <Failed error={error} what={words.mapping.saveFailed} unharmed={words.mapping.saveUnharmed} />;
}

interface FootProps {
  isDirty: boolean;
  saving: ReturnType<typeof useSaving>;
  problems: number;
  onJump: () => void;
  onRevert: () => void;
}

function Foot({ isDirty, saving, problems, onJump, onRevert }: FootProps): ReactNode {
  const { isReadOnly } = useEditor();
  if (isReadOnly) return null;
  const state = saving.isSaving ? 'saving' : isDirty ? 'dirty' : 'clean';
  return (
    <PageFoot>
      <SaveBar {...{ state, problems, onJump, onRevert }} onSave={saving.save} />
    </PageFoot>
  );
}

/** Follows what is stored as long as nothing is edited. */
function useDraft(stored: Tagged<SyncTemplate>) {
  const [base, setBase] = useState(stored);
  const [draft, setDraft] = useState(() => openDraft(stored.data));
  const isDirty = !isSame(draft, openDraft(base.data));
  const reset = (answer: Tagged<SyncTemplate>): void => {
    setBase(answer);
    setDraft(openDraft(answer.data));
  };
  const [seen, setSeen] = useState(stored);
  if (stored !== seen) {
    setSeen(stored);
    if (!isDirty) reset(stored);
  }
  return { base, draft, setDraft, isDirty, reset };
}

function Fields({
  draft,
  onChange,
}: {
  draft: Draft;
  onChange: (part: Pick<Draft, 'fieldMapping'>) => void;
}): ReactNode {
  const { words } = useWords();
  const set = (field: UserField, mapping: MappingDraft): void =>
    onChange({ fieldMapping: { ...draft.fieldMapping, [field]: mapping } });
  return (
    <Section title={words.mapping.fields.title} text={words.mapping.fields.text}>
      <ul className={classes['rows']}>
        {userFields.map((field) => (
          <MappingRow
            key={field}
            field={field}
            mapping={draft.fieldMapping[field]}
            onChange={(mapping) => set(field, mapping)}
          />
        ))}
      </ul>
    </Section>
  );
}
