// The settings of one exchange, section by section, with its save bar: a new one of a chosen kind, or one that is stored.
import type { ReactNode } from 'react';
import { Select, Switch, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { Tagged } from '../../api/api.ts';
import type { Target } from '../../api/api-types.ts';
import { Problem } from '../../api/problem.ts';
import { PageFoot } from '../../frame/page-foot.tsx';
import { SaveBar } from '../../parts/save-bar.tsx';
import { Section } from '../../parts/section.tsx';
import { Failed } from '../../parts/states.tsx';
import { toast } from '../../parts/toast.tsx';
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx';
import { isMeanwhile } from '../../parts/use-meanwhile.tsx';
import { useWords } from '../../words/words.tsx';
import { AttributeMap } from './attribute-map.tsx';
import { newDraft } from './draft.ts';
import { ExchangeContext, useExchange } from './form-context.ts';
import { fieldsOf, kinds } from './kinds.ts';
import { PresetField } from './preset-field.tsx';
import { SecretFields } from './secret-fields.tsx';
import { SettingFields } from './setting-field.tsx';
import { TemplateMap } from './template-map.tsx';
import { TryConnection } from './try-connection.tsx';
import { useExchangeForm } from './use-exchange-form.ts';
import classes from './exchange.module.css';

/** read: null for a new one. */
export function ExchangeForm({ read }: { read: Tagged<Target> | null }): ReactNode {
  const { words } = useWords();
  const navigate = useNavigate();
  const { fields, isDirty, saving, revert, dialog } = useExchangeForm(read, 'asterisk', (saved, isNew) => {
    toast(isNew && saved.state === 'active' ? words.exchanges.made : words.exchanges.saved);
    if (isNew) void navigate({ to: '/integrations/exchanges/$exchange', params: { exchange: saved.id } });
  });
  const told = words.exchanges;
  return (
    <ExchangeContext value={fields}>
      {dialog}
      {!fields.mayChange && <p className={classes['note']}>{told.viewer}</p>}
      {saving.error && !isMeanwhile(saving.error) && (
        <div className={classes['banner']}>
          <Failed error={saving.error} what={told.notSaved} unharmed={told.stillTyped} />
        </div>
      )}
      <GeneralSection />
      <KindSections probe={read?.data.probe ?? null} isDirty={isDirty} />
      {fields.mayChange && (
        <>
          <UnsavedGuard isDirty={isDirty && !saving.isPending} />
          <PageFoot>
            <SaveBar
              state={saving.isPending ? 'saving' : isDirty ? 'dirty' : 'clean'}
              problems={saving.error instanceof Problem ? saving.error.faults.length : 0}
              onSave={saving.send}
              onRevert={revert}
              onJump={jumpToFault}
            />
          </PageFoot>
        </>
      )}
    </ExchangeContext>
  );
}

const jumpToFault = (): void => document.querySelector<HTMLElement>('main [aria-invalid=true]')?.focus();

function GeneralSection(): ReactNode {
  const { words } = useWords();
  const { draft, id, mayChange, change, faultAt } = useExchange();
  const told = words.exchanges;
  const names = [...new Set([...kinds, draft.kind])];
  return (
    <Section title={told.general}>
      <Select
        label={told.kind}
        allowDeselect={false}
        readOnly={id !== null}
        data={names.map((kind) => ({ value: kind, label: told.kinds[kind] ?? kind }))}
        value={draft.kind}
        onChange={(kind) => change({ ...newDraft(kind ?? draft.kind), name: draft.name })}
      />
      {id === null && draft.kind === 'scim' && <PresetField />}
      <TextInput
        label={told.name}
        required
        readOnly={!mayChange}
        value={draft.name}
        error={faultAt('name')}
        autoComplete="off"
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      {id === null && (
        <Switch
          label={told.active}
          description={told.activeHelp}
          checked={draft.active}
          onChange={(event) => change({ active: event.currentTarget.checked })}
        />
      )}
    </Section>
  );
}

function KindSections({ probe, isDirty }: { probe: Target['probe']; isDirty: boolean }): ReactNode {
  const { words } = useWords();
  const { draft } = useExchange();
  const told = words.exchanges;
  const fields = fieldsOf(draft.kind);
  if (fields === null) return <p className={classes['note']}>{told.unknownKind}</p>;
  return (
    <>
      <Section title={told.connection} text={told.connectionText}>
        <SettingFields fields={fields.connection} />
        <SecretFields />
        <TryConnection probe={probe} isDirty={isDirty} />
      </Section>
      {fields.phones.length > 0 && (
        <Section title={told.phones} text={told.phonesText}>
          <SettingFields fields={fields.phones} />
        </Section>
      )}
      {draft.kind === 'scim' && (
        <>
          <Section title={told.service} text={told.serviceText}>
            <SettingFields fields={fields.service} />
          </Section>
          <Section title={told.attributes} text={told.attributesText}>
            <AttributeMap />
          </Section>
        </>
      )}
      <Section title={told.templates} text={told.templatesText}>
        <TemplateMap />
      </Section>
      <RulesSection />
    </>
  );
}

function RulesSection(): ReactNode {
  const { words } = useWords();
  const { draft, mayChange, change } = useExchange();
  const told = words.exchanges;
  return (
    <Section title={told.rules}>
      <SettingFields fields={fieldsOf(draft.kind)?.rules ?? []} />
      <Select
        label={told.driftMode}
        description={told.driftHelp}
        allowDeselect={false}
        readOnly={!mayChange}
        data={Object.entries(told.driftModes).map(([value, label]) => ({ value, label }))}
        value={draft.driftMode}
        onChange={(value) => change({ driftMode: value === 'repair' ? 'repair' : 'show' })}
      />
    </Section>
  );
}
