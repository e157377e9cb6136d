// Every value that a step writes: field, before, after, and – folded under "Varför?" – which source of the mapping it comes from.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import type { Mapping, RunFull, RunStep, SyncTemplate } from '../../api/api-types.ts';
import { useRead } from '../../api/use-api.ts';
import { After, Before } from '../../parts/diff.tsx';
import { isRawField, presentFieldName, presentFieldValue } from '../../steps/field-words.ts';
import { useWords } from '../../words/words.tsx';
import classes from './run.module.css';

export function StepValues({ run, step }: { run: RunFull; step: RunStep }): ReactNode {
  const { words } = useWords();
  const [isWhy, setWhy] = useState(false);
  const fields = Object.keys({ ...step.from, ...step.to }).filter(
    (field) => (step.from?.[field] ?? step.to?.[field] ?? null) !== null,
  );
  if (fields.length === 0) return null;
  const isSynced = run.trigger !== 'undo';
  return (
    <>
      <table className={classes['values']} aria-label={words.runs.details.fieldsTable}>
        <thead>
          <tr>
            <th scope="col">{words.common.field}</th>
            <th scope="col">{words.common.before}</th>
            <th scope="col">{words.common.after}</th>
            {isWhy && <th scope="col">{words.runs.details.source}</th>}
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field}>
              <th scope="row">{presentFieldName(field, words)}</th>
              <td>
                <Before value={presentFieldValue(step.from?.[field], words)} isRaw={isRawField(field)} />
              </td>
              <td>
                <After value={presentFieldValue(step.to?.[field], words)} isRaw={isRawField(field)} />
              </td>
              {isWhy && (
                <td>
                  <Source template={run.templateId} field={field} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {isSynced && (
        <div>
          <Button size="compact-sm" aria-expanded={isWhy} onClick={() => setWhy(!isWhy)}>
            {words.runs.why}
          </Button>
        </div>
      )}
    </>
  );
}

function Source({ template, field }: { template: string; field: string }): ReactNode {
  const { words } = useWords();
  const { data } = useRead('/companies/{company}/sync-templates/{template}', { path: { template } });
  const mapping = data && findMapping(data, field);
  if (mapping === undefined || mapping === null) return '–';
  if (typeof mapping === 'string') return <code>{mapping}</code>;
  if ('field' in mapping) return <code>{mapping.field}</code>;
  if ('expression' in mapping)
    return (
      <>
        {words.runs.details.expression} <code>{mapping.expression}</code>
      </>
    );
  return (
    <>
      {words.runs.details.constant} <code>{mapping.constant}</code>
    </>
  );
}

function findMapping(
  { fieldMapping, userFieldMapping }: SyncTemplate,
  field: string,
): Mapping | null | undefined {
  if (field.startsWith('fields.')) return userFieldMapping[field.slice('fields.'.length)];
  return (fieldMapping as Readonly<Record<string, Mapping | null | undefined>>)[field];
}
