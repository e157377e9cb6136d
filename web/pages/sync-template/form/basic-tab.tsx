// Grundinställningar: the whole form in the order of the article, its save bar, and what may come up while saving.
import { Suspense, lazy, useEffect } from 'react';
import type { ReactNode } from 'react';
import { Alert } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { SyncTemplate } from '../../../api/api-types.ts';
import type { Tagged } from '../../../api/api.ts';
import { useCan } from '../../../api/me.ts';
import { PageFoot } from '../../../frame/page-foot.tsx';
import { SaveBar } from '../../../parts/save-bar.tsx';
import { Failed, Loading } from '../../../parts/states.tsx';
import { toast } from '../../../parts/toast.tsx';
import { UnsavedGuard } from '../../../parts/unsaved-guard.tsx';
import { tellWarning } from '../../../steps/tell-warning.ts';
import { useWords } from '../../../words/words.tsx';
import { ProviderSection } from '../provider/provider-section.tsx';
import { changedKeys, draftOf } from './draft.ts';
import type { Draft } from './draft.ts';
import { FormContext } from './form-context.ts';
import { GeneralSection } from './general-section.tsx';
import { KeptBanner } from './kept-banner.tsx';
import { ErrorsSection, RemovalSection, WelcomeSection } from './mail-sections.tsx';
import { useForm } from './use-form.ts';
import type { WholeForm } from './use-form.ts';
import { useTurningOn } from './use-turning-on.ts';
import type { TurningOn } from './use-turning-on.ts';
import classes from './form.module.css';

const route = getRouteApi('/in/integrations/ad-sync/$template');

// What is not seen at once comes after what is.
const CompareDialog = lazy(async () => ({ default: (await import('./compare-dialog.tsx')).CompareDialog }));
const EndSection = lazy(async () => ({ default: (await import('./end-section.tsx')).EndSection }));
const MoreSection = lazy(async () => ({ default: (await import('./more-section.tsx')).MoreSection }));
const TurnOnDialog = lazy(async () => ({ default: (await import('./turn-on-dialog.tsx')).TurnOnDialog }));

/** read: null for a new template. */
export function BasicTab({ read }: { read: Tagged<SyncTemplate> | null }): ReactNode {
  const can = useCan();
  const isReadOnly = !can('syncTemplate.change') || (read?.data.retiringSince ?? null) !== null;
  const afterSave = useAfterSave();
  const turning = useTurningOn();
  const whole = useForm({
    read,
    isReadOnly,
    onSaved(saved, asked) {
      const before = whole.drafting.base;
      const isWaking = saved.data.mode === 'paused' && asked.mode !== 'paused';
      // The mode that was chosen stays chosen until it is on, or somebody chooses otherwise.
      whole.drafting.adopt(saved, isWaking ? { ...draftOf(saved.data), mode: asked.mode } : undefined);
      afterSave(read === null, before, saved.data, asked.mode);
      if (isWaking && read !== null) turning.open(saved.data.id, asked.mode);
    },
  });
  const { form, drafting, testing } = whole;
  useAskedAtStart(read, whole, turning);
  return (
    <FormContext value={form}>
      <Notes form={whole} />
      <div className={classes['form']}>
        <GeneralSection />
        <ProviderSection testing={testing} />
        <WelcomeSection />
        <RemovalSection />
        <ErrorsSection />
        <Suspense fallback={<Loading rows={2} height={56} />}>
          <MoreSection />
          {form.template && <EndSection template={form.template} etag={drafting.seen?.etag ?? ''} />}
        </Suspense>
      </div>
      <Dialogs form={whole} turning={turning} />
      {!isReadOnly && <Foot form={whole} />}
    </FormContext>
  );
}

/** What may come up while saving. */
function Dialogs({ form, turning }: { form: WholeForm; turning: TurningOn }): ReactNode {
  const { drafting, saving } = form;
  return (
    <Suspense>
      {saving.conflict && (
        <CompareDialog
          conflict={saving.conflict}
          base={drafting.base}
          mine={drafting.draft}
          isSaving={saving.isSaving}
          onChoose={(merged, theirs) => {
            drafting.adopt(theirs, merged);
            saving.save(merged, theirs);
          }}
          onClose={saving.closeConflict}
        />
      )}
      {turning.asked && <TurnOnDialog turning={turning} onDone={(saved) => drafting.adopt(saved)} />}
    </Suspense>
  );
}

function Foot({ form }: { form: WholeForm }): ReactNode {
  const { drafting, saving, problems, onSave, onJump } = form;
  return (
    <>
      <UnsavedGuard isDirty={drafting.isDirty} />
      <PageFoot>
        <SaveBar
          state={saving.isSaving ? 'saving' : drafting.isDirty ? 'dirty' : 'clean'}
          problems={problems}
          onSave={onSave}
          onRevert={drafting.revert}
          onJump={onJump}
        />
      </PageFoot>
    </>
  );
}

/** What stands above the form: what was typed once, what could not be saved, what is worth knowing. */
function Notes({ form: { form, drafting, saving } }: { form: WholeForm }): ReactNode {
  const { words, format } = useWords();
  const told = words.syncTemplate;
  const { template, isReadOnly } = form;
  const retiring = template?.retiringSince ?? null;
  return (
    <>
      {retiring !== null && (
        <Alert className={classes['banner'] ?? ''} color="amber" icon={<IconInfoCircle aria-hidden />}>
          {told.retiring(format.dateTime(retiring))}
        </Alert>
      )}
      {isReadOnly && retiring === null && <p className={classes['note']}>{told.viewer}</p>}
      {!isReadOnly && <KeptBanner drafting={drafting} />}
      {saving.error && (
        <div className={classes['banner']}>
          <Failed error={saving.error} what={told.notSaved} unharmed={told.stillTyped} />
        </div>
      )}
      {template?.warnings.map((warning) => (
        <Warning key={`${warning.code} ${warning.message}`} warning={warning} />
      ))}
    </>
  );
}

function Warning({ warning }: { warning: SyncTemplate['warnings'][number] }): ReactNode {
  const { words, language } = useWords();
  const told = tellWarning(warning, words.syncTemplate.templateWarnings, language);
  return (
    <Alert
      className={classes['banner'] ?? ''}
      color="amber"
      variant="light"
      title={words.syncTemplate.warnings}
      icon={<IconInfoCircle aria-hidden />}
    >
      <span lang={told.lang}>{told.text}</span>
    </Alert>
  );
}

/** A new template's mode was chosen before it was there: asked for now, and once. */
function useAskedAtStart(
  read: Tagged<SyncTemplate> | null,
  { drafting }: WholeForm,
  turning: TurningOn,
): void {
  const { turnOn } = route.useSearch();
  const navigate = route.useNavigate();
  useEffect(() => {
    if (read === null || turnOn === undefined) return;
    if (read.data.mode === 'paused') {
      drafting.adopt(read, { ...draftOf(read.data), mode: turnOn });
      turning.open(read.data.id, turnOn);
    }
    void navigate({ search: (now) => ({ ...now, turnOn: undefined }), replace: true, ignoreBlocker: true });
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [turnOn]);
}

/** Tells what was saved, with the way to its entry in the log; a new template gets its own address. */
function useAfterSave(): (
  isNew: boolean,
  before: Draft,
  saved: SyncTemplate,
  mode: SyncTemplate['mode'],
) => void {
  const { words, format } = useWords();
  const navigate = useNavigate();
  const told = words.syncTemplate;
  return (isNew, before, saved, mode) => {
    if (isNew) {
      toast(told.created);
      void navigate({
        to: '/integrations/ad-sync/$template',
        params: { template: saved.id },
        search: (now) => ({ ...now, turnOn: mode === 'paused' ? undefined : mode }),
        replace: true,
        ignoreBlocker: true,
      });
      return;
    }
    const keys = changedKeys(before, draftOf(saved));
    if (keys.length === 0) return;
    toast(told.savedWith(format.list(keys.map((key) => told.fields[key]))), {
      label: told.showChanges,
      go: () =>
        navigate({
          to: '/audit',
          search: ({ company }) => ({
            company,
            log: 'audit',
            subjectKind: 'syncTemplate',
            subjectId: saved.id,
          }),
        }),
    });
  };
}
