// The form of the company's settings. Saved with the tag of what was read when the form was opened: of two people who write at once, the
// second is told.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Alert, Button, List } from '@mantine/core';
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
import { useWords } from '../../words/words.tsx';
import { presentTables, parseTables } from './lookup-text.ts';
import { LookupTables } from './lookup-tables.tsx';
import { SettingsFields } from './settings-fields.tsx';
import type { SettingsValues } from './settings-fields.tsx';

const mapValues = (company: Company): SettingsValues => ({
  name: company.name,
  country: company.country,
  timeZone: company.timeZone,
  language: company.language,
  coolingDays: company.coolingDays,
  retentionDays: company.retentionDays,
  ownNumbersOnly: company.ownNumbersOnly,
  tables: presentTables(company.lookups),
});

/** What is compared and sent. */
function mapBody({ tables, ...rest }: SettingsValues) {
  const { lookups, faults } = parseTables(tables);
  return { body: { ...rest, name: rest.name.trim(), lookups }, faults };
}

export function Settings({ company, etag }: { company: Company; etag: string }): ReactNode {
  const mayChange = useCan()('company.change');
  const [base, setBase] = useState({ values: mapValues(company), etag });
  const [values, setValues] = useState(base.values);
  const { body, faults } = mapBody(values);
  const isDirty = JSON.stringify(body) !== JSON.stringify(mapBody(base.values).body) || faults.size > 0;
  const save = useSave(base.etag, (saved, tag) => {
    const next = mapValues(saved);
    setBase({ values: next, etag: tag });
    setValues(next);
  });
  const form = useFaultFocus(save.error);
  const problem = save.error instanceof Problem ? save.error : null;
  const jump = (): void => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  return (
    <form ref={form} noValidate onSubmit={(event) => event.preventDefault()}>
      <Told error={save.error} warnings={save.data?.data.warnings ?? []} />
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
            onSave={() => save.mutate(body)}
            onRevert={() => setValues(base.values)}
            onJump={jump}
          />
        </PageFoot>
      )}
      <UnsavedGuard isDirty={isDirty && mayChange} />
    </form>
  );
}

function useSave(etag: string, onSaved: (saved: Company, etag: string) => void) {
  const { words } = useWords();
  const api = useApi();
  const forget = useForget();
  return useMutation({
    mutationFn: (body: ReturnType<typeof mapBody>['body']) =>
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
  const { words } = useWords();
  if (error instanceof Problem && error.code === 'changed')
    return (
      <Alert color="amber" variant="light" role="alert" mt="md" icon={<IconAlertTriangle aria-hidden />}>
        <p>{words.company.stale}</p>
        <Button onClick={() => window.location.reload()}>{words.company.readAgain}</Button>
      </Alert>
    );
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
        {warnings.map(({ syncTemplate, code, message, cure }) => (
          <List.Item key={`${syncTemplate} ${code} ${message}`}>
            {syncTemplate}: <span lang="en">{`${message} ${cure}`}</span>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
