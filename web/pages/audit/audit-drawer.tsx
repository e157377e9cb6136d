// One deed of an administrator in full: every value that it changed, before and after, as the log has it.
import type { ReactNode } from 'react';
import { Drawer, Stack } from '@mantine/core';
import type { AuditEntry } from '../../api/api-types.ts';
import { CopyText } from '../../parts/copy-text.tsx';
import { After, Before } from '../../parts/diff.tsx';
import { useInnermost } from '../../parts/use-innermost.ts';
import { useOpening } from '../../parts/use-opening.ts';
import { useWords } from '../../words/words.tsx';
import { compareValues } from './compare-values.ts';
import { ActionName } from './event-names.tsx';
import classes from './audit.module.css';

export function AuditDrawer({
  event,
  onClose,
}: {
  event: AuditEntry | undefined;
  onClose: () => void;
}): ReactNode {
  const { words } = useWords();
  return (
    <Drawer
      opened={useOpening(event !== undefined)}
      {...useInnermost(onClose)}
      position="right"
      size={640}
      title={words.audit.details}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      {event && <Content event={event} />}
    </Drawer>
  );
}

function Content({ event }: { event: AuditEntry }): ReactNode {
  const { words, format } = useWords();
  const { before, after, details } = event;
  const rows = compareValues(before, after);
  return (
    <Stack>
      <strong>
        <ActionName action={event.action} />
      </strong>
      <div className={classes['quiet']}>
        {event.by.name} · {format.dateTime(event.at)}
        {event.address && ` · ${words.audit.address} ${event.address}`}
      </div>
      {event.subject.id && (
        <div>
          {event.subject.name} <CopyText value={event.subject.id} what={words.audit.subject} />
        </div>
      )}
      {rows.length === 0 ? <p>{words.audit.unchanged}</p> : <Values rows={rows} />}
      {Object.keys(details).length > 0 && (
        <pre className={classes['raw']}>{JSON.stringify(details, null, 2)}</pre>
      )}
      <p className={classes['quiet']}>{words.audit.secretKept}</p>
    </Stack>
  );
}

export function Values({
  rows,
}: {
  rows: readonly { path: string; before: string | null; after: string | null }[];
}): ReactNode {
  const { words } = useWords();
  return (
    <table className={classes['values']}>
      <thead>
        <tr>
          <th scope="col">{words.common.field}</th>
          <th scope="col">{words.common.before}</th>
          <th scope="col">{words.common.after}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ path, before, after }) => (
          <tr key={path}>
            <th scope="row">{words.fields.user[path] ?? path}</th>
            <td>
              <Before value={before} isRaw />
            </td>
            <td>
              <After value={after} isRaw />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
