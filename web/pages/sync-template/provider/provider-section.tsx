// Provider Settings: one text, shown as JSON or as ordinary fields, with what is wrong in it, the values read, the test of the connection,
// the way to the guide, and when the secret ends.
import { Suspense, lazy, useId, useMemo, useRef, useState } from 'react';
import type { ReactNode, Ref } from 'react';
import { Button, SegmentedControl, Tooltip } from '@mantine/core';
import { IconAlertCircleFilled, IconCircleCheckFilled, IconInfoCircle, IconWand } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { SyncTemplate } from '../../../api/api-types.ts';
import { Failed, Loading } from '../../../parts/states.tsx';
import { Section } from '../../../parts/section.tsx';
import { useWords } from '../../../words/words.tsx';
import { DayField } from '../form/fields.tsx';
import { useTemplateForm } from '../form/form-context.ts';
import { mend, offsetOf } from './check-provider.ts';
import type { ProviderFault } from './check-provider.ts';
import { EditorOrText } from './editor-or-text.tsx';
import { FaultList } from './fault-list.tsx';
import type { EditorHandle } from './json-editor.tsx';
import { providerFieldId } from './provider-paths.ts';
import { changeProvider, formatJson, readProvider } from './provider-text.ts';
import { useTemplateStatus } from '../use-template-status.ts';
import { tellFault } from './tell-fault.ts';
import type { ConnectionTesting } from './use-connection-test.ts';
import { ValuesRead } from './values-read.tsx';
import classes from './provider.module.css';

const ProviderFields = lazy(async () => ({
  default: (await import('./provider-fields.tsx')).ProviderFields,
}));
const TestSteps = lazy(async () => ({ default: (await import('./test-steps.tsx')).TestSteps }));

type Way = 'fields' | 'json';

export function ProviderSection({ testing }: { testing: ConnectionTesting }): ReactNode {
  const { words } = useWords();
  const { template, draft, isReadOnly } = useTemplateForm();
  const [way, setWay] = useState<Way>('json');
  const told = words.provider;
  const report = testing.reportFor(draft.provider);
  const groupChange = useGroupChange();
  return (
    <Section title={told.title} text={told.text}>
      <SegmentedControl
        aria-label={told.how}
        style={{ alignSelf: 'flex-start' }}
        value={way}
        onChange={(chosen) => setWay(chosen === 'fields' ? 'fields' : 'json')}
        data={[
          { value: 'json', label: told.ways.json },
          { value: 'fields', label: told.ways.fields },
        ]}
      />
      <ProviderBox way={way} />
      <ValuesRead report={report} />
      <div className={classes['deeds']}>
        {!isReadOnly && <TestButton testing={testing} />}
        {!isReadOnly && (
          <Link
            className={classes['guide']}
            to="/integrations/ad-sync/$template/guide"
            params={{ template: template?.id ?? 'new' }}
          >
            <IconWand size={16} aria-hidden />
            {told.guide}
          </Link>
        )}
        {template && !report && <ConnectionState template={template} />}
      </div>
      <Suspense>{report && <TestSteps report={report} {...groupChange} />}</Suspense>
      {testing.error && <Failed error={testing.error} what={told.testFailed} />}
      <ExpiresField />
    </Section>
  );
}

/** As it was found last: whether the stored settings have ever been tried on Microsoft. A run that read them well has tried them, too. */
function ConnectionState({ template: { id, connection } }: { template: SyncTemplate }): ReactNode {
  const { words, format } = useWords();
  const { status } = useTemplateStatus(id);
  const isNeverAsked = connection.state === 'notChecked' && connection.at === null;
  if (isNeverAsked && (status?.lastSuccessAt ?? null) !== null) return null;
  return (
    <span className={classes['dimmed']}>
      {words.provider.connection[connection.state]}
      {connection.at !== null && ` · ${format.dateTime(connection.at)}`}
    </span>
  );
}

function ExpiresField(): ReactNode {
  const { words } = useWords();
  const { template } = useTemplateForm();
  const source = template?.credential?.source;
  const told = words.provider;
  const read =
    source === 'entra' ? told.expiresRead : source === 'certificate' ? told.expiresCertificate : '';
  return <DayField name="credentialExpires" width={200} help={`${read} ${told.expiresHelp}`.trim()} />;
}

/** A group by the name or id that is meant, wherever the one that is not there stands. */
function useGroupChange(): { onUseGroup?: (asked: string, group: string) => void } {
  const { draft, set, isReadOnly } = useTemplateForm();
  if (isReadOnly) return {};
  return {
    onUseGroup(asked, group) {
      const read = readProvider(draft.provider);
      const swap = (groups: readonly string[]) => groups.map((one) => (one === asked ? group : one));
      const changed = (['memberOf', 'notMemberOf'] as const)
        .filter((list) => read[list].includes(asked))
        .reduce((text, list) => changeProvider(text, list, swap(read[list])), draft.provider);
      set('provider', changed);
    },
  };
}

function TestButton({ testing }: { testing: ConnectionTesting }): ReactNode {
  const { words } = useWords();
  const { draft, providerFaults } = useTemplateForm();
  // What only Microsoft knows is what the test is for.
  const isOff = draft.provider.trim() === '' || providerFaults.some(({ isFact }) => !isFact);
  return (
    <Tooltip label={words.provider.testOff} disabled={!isOff}>
      <Button
        loading={testing.isRunning}
        {...(isOff && { 'data-disabled': true, 'aria-disabled': true })}
        onClick={() => {
          if (!isOff) testing.run(draft.provider);
        }}
      >
        {words.provider.test}
      </Button>
    </Tooltip>
  );
}

function ProviderBox({ way }: { way: Way }): ReactNode {
  const { draft, set, providerFaults: faults, isReadOnly } = useTemplateForm();
  const { words } = useWords();
  const stripId = useId();
  const editor = useRef<EditorHandle>(null);
  const groupChange = useGroupChange();
  const go = (fault: ProviderFault): void => {
    if (way === 'fields') document.getElementById(providerFieldId(fault.path))?.focus();
    const from = offsetOf(draft.provider, fault) ?? 0;
    if (way === 'json') editor.current?.goTo(from, from + fault.length);
  };
  const isEmpty = draft.provider.trim() === '';
  return (
    <div className={classes['box']} data-invalid={(faults.length > 0 && !isEmpty) || undefined}>
      <div className={classes['strip']}>
        <Verdict id={stripId} />
        {way === 'json' && !isReadOnly && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            onClick={() => set('provider', formatJson(draft.provider))}
          >
            {words.provider.format}
          </Button>
        )}
      </div>
      {way === 'json' ? (
        <Editor describedBy={stripId} handle={editor} />
      ) : (
        <Suspense fallback={<Loading rows={5} height={56} />}>
          <ProviderFields />
        </Suspense>
      )}
      {faults.length > 0 && !isEmpty && (
        <FaultList
          faults={faults}
          onGo={go}
          {...(!isReadOnly && { onMend: (fault) => set('provider', mend(draft.provider, fault)) })}
          {...groupChange}
        />
      )}
    </div>
  );
}

function Editor({ describedBy, handle }: { describedBy: string; handle: Ref<EditorHandle> }): ReactNode {
  const spoken = useWords();
  const { words } = spoken;
  const { draft, set, providerFaults: faults, isReadOnly } = useTemplateForm();
  const marks = useMemo(
    () =>
      faults.flatMap((fault) => {
        const from = offsetOf(draft.provider, fault);
        return from === null || draft.provider.trim() === ''
          ? []
          : [{ from, to: from + fault.length, message: tellFault(fault, spoken).text }];
      }),
    [faults, draft.provider, spoken],
  );
  return (
    <EditorOrText
      value={draft.provider}
      label={`${words.provider.label}. ${words.provider.editorHelp}`}
      describedBy={describedBy}
      marks={marks}
      isReadOnly={isReadOnly}
      isInvalid={faults.length > 0}
      onChange={(text) => set('provider', text)}
      handle={handle}
    />
  );
}

/** Said aloud when it changes. */
function Verdict({ id }: { id: string }): ReactNode {
  const { words } = useWords();
  const { draft, providerFaults } = useTemplateForm();
  const told = words.provider;
  const is = draft.provider.trim() === '' ? 'empty' : providerFaults.length > 0 ? 'bad' : 'good';
  const Sign = { empty: IconInfoCircle, bad: IconAlertCircleFilled, good: IconCircleCheckFilled }[is];
  const isForm = providerFaults.some(({ isFact }) => !isFact);
  const empty = told.faultWords['json.empty']?.({}) ?? '';
  return (
    <span id={id} role="status" className={classes['verdict']} data-is={is}>
      <Sign size={16} aria-hidden />
      {{ empty, bad: isForm ? told.invalid : told.refused, good: told.valid }[is]}
    </span>
  );
}
