// The form of the company's settings. Saved with the tag of what was read when the form was opened: of two people who write at once, the
// second compares and chooses.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Alert, List } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ChangedCompany, Company } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { Problem } from '../../api/problem.ts';
import { useApi, useForget } from '../../api/use-api.ts';
import { PageFoot } from '../../frame/page-foot.tsx';
import { useFaultFocus } from '../../parts/field-fault.tsx';
import { SaveBar } from '../../parts/save-bar.tsx';
import { Failed } from '../../parts/states.tsx';
import { toast } from '../../parts/toast.tsx';
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx';
import { isMeanwhile } from '../../parts/use-meanwhile.tsx';
import { tellWarning } from '../../steps/tell-warning.ts';
import { useWords } from '../../words/words.tsx';
import { mapValues } from './settings-values.ts';
import { useCompanyMeanwhile } from './use-company-meanwhile.ts';
import { parseTables } from './lookup-text.ts';
import { LookupTables } from './lookup-tables.tsx';
import { SettingsFields } from './settings-fields.tsx';
import type { SettingsValues } from './settings-fields.tsx';

/** What is compared and sent. */
function mapBody({ tables, ...rest }: SettingsValues) {
  const { lookups, faults } = parseTables(tables);
  return { body: { ...rest, name: rest.name.trim(), lookups }, faults };
}

export function Settings({ company, etag }: { company: Company; etag: string }): ReactNode {
  const mayChange = useCan()('company.change');
  const { base, values, setValues, save, send, dialog } = useForm(company, etag);
  const { body, faults } = mapBody(values);
  const isDirty = JSON.stringify(body) !== JSON.stringify(mapBody(base.values).body) || faults.size > 0;
  const form = useFaultFocus(save.error);
  const problem = save.error instanceof Problem ? save.error : null;
  const jump = (): void => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  return (
    <form ref={form} noValidate onSubmit={(event) => event.preventDefault()}>
      {dialog}
      <Told error={isMeanwhile(save.error) ? null : save.error} warnings={save.data?.data.warnings ?? []} />
      <SettingsFields values={values} onChange={setValues} problem={problem} isReadOnly={!mayChange} />
      <LookupTables
        tables={values.tables}
        faults={faults}
        problem={problem}
        isReadOnly={!mayChange}
        onChange={(tables) => setValues({ ...values, tables })}
      />
      {mayChange && (
        <PageFoot>
          <SaveBar
            state={save.isPending ? 'saving' : isDirty ? 'dirty' : 'clean'}
            problems={faults.size}
            onSave={() => send(values, base.etag)}
            onRevert={() => setValues(base.values)}
            onJump={jump}
          />
        </PageFoot>
      )}
      <UnsavedGuard isDirty={isDirty && mayChange} />
    </form>
  );
}

function useForm(company: Company, etag: string) {
  const [base, setBase] = useState({ values: mapValues(company), etag });
  const [values, setValues] = useState(base.values);
  const save = useSave((saved, tag) => {
    const next = mapValues(saved);
    setBase({ values: next, etag: tag });
    setValues(next);
  });
  const { onError, dialog } = useCompanyMeanwhile({
    id: company.id,
    base: base.values,
    mine: values,
    isSaving: save.isPending,
    onChoose(merged, theirs) {
      setBase(theirs);
      setValues(merged);
      send(merged, theirs.etag);
    },
  });
  function send(next: SettingsValues, over: string): void {
    save.mutate({ body: mapBody(next).body, etag: over }, { onError: (error) => void onError(error) });
  }
  return { base, values, setValues, save, send, dialog };
}

function useSave(onSaved: (saved: Company, etag: string) => void) {
  const { words } = useWords();
  const api = useApi();
  const forget = useForget();
  return useMutation({
    mutationFn: ({ body, etag }: { body: ReturnType<typeof mapBody>['body']; etag: string }) =>
      api.callTagged('patch', '/companies/{company}', { body, ifMatch: etag }),
    onSuccess: async ({ data, etag: next }) => {
      onSaved(data, next ?? '*');
      toast(words.company.saved);
      await forget('/companies', '/status');
    },
  });
}

/** What went wrong, or what should be known although it went well. */
function Told({ error, warnings }: { error: unknown; warnings: ChangedCompany['warnings'] }): ReactNode {
  const { words, language } = useWords();
  if (error) return <Failed error={error} />;
  if (warnings.length === 0) return null;
  return (
    <Alert
      color="amber"
      variant="light"
      role="status"
      mt="md"
      title={words.company.warnings}
      icon={<IconAlertTriangle aria-hidden />}
    >
      <List>
        {warnings.map((warning) => {
          const told = tellWarning(warning, words.company.templateWarnings, language);
          return (
            <List.Item key={`${warning.syncTemplate} ${warning.code} ${warning.message}`}>
              {warning.syncTemplate}: <span lang={told.lang}>{told.text}</span>
            </List.Item>
          );
        })}
      </List>
    </Alert>
  );
}
