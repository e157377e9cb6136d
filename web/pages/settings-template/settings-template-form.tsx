// One settings template as a form: its name, and each setting in three states – left alone, or set to one value or the other.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { TextInput } from '@mantine/core';
import { Link, useBlocker } from '@tanstack/react-router';
import type { Tagged } from '../../api/api.ts';
import type { SettingsTemplate } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { Page } from '../../frame/page.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { SaveBar } from '../../parts/save-bar.tsx';
import { Section } from '../../parts/section.tsx';
import { toast } from '../../parts/toast.tsx';
import { isMeanwhile } from '../../parts/use-meanwhile.tsx';
import { useWords } from '../../words/words.tsx';
import { ToldProblem, useFieldFault } from '../user/told-problem.tsx';
import { useDeed } from '../user/use-user.ts';
import type { Deed } from '../user/use-user.ts';
import { templatePath } from './template-path.ts';
import { SettingField } from './setting-field.tsx';
import { settingNames } from './settings.ts';
import { TemplateDeeds } from './template-deeds.tsx';
import { useTemplateMeanwhile } from './use-template-meanwhile.ts';
import type { Draft } from './use-template-meanwhile.ts';

export function SettingsTemplateForm({ read }: { read: Tagged<SettingsTemplate> }): ReactNode {
  const { words, format } = useWords();
  const can = useCan();
  const { begun, draft, setDraft, isDirty, save, send, dialog } = useForm(read);
  const { id, name, users } = begun.data;
  const mayChange = can('settingsTemplate.change');
  return (
    <Page
      title={name}
      crumbs={[
        { label: words.common.company },
        { label: words.settingsTemplates.title, to: '/settings-templates' },
      ]}
      actions={<TemplateDeeds read={begun} isDirty={isDirty} />}
      lead={
        <>
          {words.settingsTemplates.means}{' '}
          <Link to="/users" search={{ template: id }}>
            {words.settingsTemplates.hasIt(users, format.number(users))}
          </Link>
        </>
      }
      {...(mayChange && {
        foot: (
          <SaveBar
            state={save.isPending ? 'saving' : isDirty ? 'dirty' : 'clean'}
            problems={0}
            onSave={() => send(draft, begun.etag)}
            onRevert={() => {
              setDraft(begun.data);
              save.reset();
            }}
            onJump={() => undefined}
          />
        ),
      })}
    >
      {dialog}
      <Fields
        draft={draft}
        onChange={setDraft}
        error={isMeanwhile(save.error) ? null : save.error}
        mayChange={mayChange}
      />
      <LeaveGuard isDirty={isDirty} />
    </Page>
  );
}

function useForm(read: Tagged<SettingsTemplate>) {
  // What was read when typing began: somebody else's change must not slip in under it.
  const [begun, setBegun] = useState(read);
  const { id } = begun.data;
  const [draft, setDraft] = useState<Draft>(begun.data);
  const isDirty = JSON.stringify(presentDraft(draft)) !== JSON.stringify(presentDraft(begun.data));
  const save = useSave(id, (saved) => {
    setBegun(saved);
    setDraft(saved.data);
  });
  const { onError, dialog } = useTemplateMeanwhile({
    id,
    base: begun.data,
    mine: draft,
    isSaving: save.isPending,
    onChoose(merged, theirs) {
      setBegun({ ...begun, etag: theirs.etag, data: { ...begun.data, ...theirs.draft } });
      setDraft(merged);
      send(merged, theirs.etag);
    },
  });
  function send(next: Draft, etag: string | null): void {
    save.mutate({ draft: next, etag }, { onError: (error) => void onError(error) });
  }
  return { begun, draft, setDraft, isDirty, save, send, dialog };
}

function useSave(
  settingsTemplate: string,
  onSaved: (saved: Tagged<SettingsTemplate>) => void,
): Deed<{ draft: Draft; etag: string | null }> {
  const { words } = useWords();
  return useDeed(async (api, { draft, etag }) => {
    const saved = await api.callTagged('patch', templatePath, {
      path: { settingsTemplate },
      body: presentDraft(draft),
      ifMatch: etag ?? '',
    });
    onSaved(saved);
    toast(words.settingsTemplates.saved);
  });
}

/** In one order, so that equal drafts are equal texts; a name without blanks around it, as the server keeps it. */
function presentDraft({ name, settings }: Draft): Draft {
  const set = settingNames.filter((one) => settings[one] !== undefined && settings[one] !== '');
  return { name: name.trim(), settings: Object.fromEntries(set.map((one) => [one, settings[one]])) };
}

interface FieldsProps {
  draft: Draft;
  onChange: (draft: Draft) => void;
  error: unknown;
  mayChange: boolean;
}

function Fields({ draft, onChange, error, mayChange }: FieldsProps): ReactNode {
  const { words } = useWords();
  const faultOf = useFieldFault(error);
  return (
    <>
      <ToldProblem error={error} />
      <Section title={words.settingsTemplates.general}>
        <TextInput
          label={words.settingsTemplates.name}
          value={draft.name}
          readOnly={!mayChange}
          error={faultOf('name')}
          onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
        />
      </Section>
      <Section title={words.settingsTemplates.settingsTitle} text={words.settingsTemplates.settingsText}>
        {settingNames.map((name) => (
          <SettingField
            key={name}
            name={name}
            value={draft.settings[name]}
            mayChange={mayChange}
            fault={faultOf(`settings.${name}`)}
            onChange={(value) => onChange({ ...draft, settings: { ...draft.settings, [name]: value } })}
          />
        ))}
      </Section>
    </>
  );
}

/** Asks before what is typed is lost. */
function LeaveGuard({ isDirty }: { isDirty: boolean }): ReactNode {
  const { words } = useWords();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  if (blocker.status !== 'blocked') return null;
  return (
    <Confirm
      isOpen
      isDangerous
      title={words.settingsTemplates.leaveTitle}
      deed={words.settingsTemplates.leaveDeed}
      onConfirm={blocker.proceed}
      onClose={blocker.reset}
    >
      <p>{words.settingsTemplates.leaveText}</p>
    </Confirm>
  );
}
