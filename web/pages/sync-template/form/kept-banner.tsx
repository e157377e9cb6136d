// Keeps what is typed and not saved in this browser, and offers it again where a tab was closed or a browser ended with it.
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Alert, Button, Group } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconHistory } from '@tabler/icons-react';
import { useCompanyId } from '../../../api/company-id.ts';
import { useMe } from '../../../api/me.ts';
import { useWords } from '../../../words/words.tsx';
import { draftName, planKept, readKept, writeKept } from './kept-draft.ts';
import type { Drafting } from './use-draft.ts';
import classes from './form.module.css';

/** Every key would be much to write; a second of typing is little to lose. */
const KEEP_AFTER_MS = 400;

export function KeptBanner({ drafting }: { drafting: Drafting }): ReactNode {
  const { words, format } = useWords();
  const { base, draft, isDirty, put, seen } = drafting;
  const company = useCompanyId() ?? '';
  const name = draftName(useMe().id, seen?.data.id ?? `new.${company}`);
  const [kept, setKept] = useState(() => readKept(localStorage, name, Date.now()));
  const write = useDebouncedCallback(() => writeKept(localStorage, name, planKept(base, draft, Date.now())), {
    delay: KEEP_AFTER_MS,
    flushOnUnmount: false,
  });
  useEffect(() => {
    // What was kept before stays until somebody has said what to do with it, or types anew.
    if (isDirty) write();
    else if (!kept) writeKept(localStorage, name, null);
  }, [isDirty, draft, kept, name, write]);
  if (!kept || isDirty) return null;
  const told = words.syncTemplate;
  const drop = (): void => {
    writeKept(localStorage, name, null);
    setKept(null);
  };
  const restore = (): void => {
    put(kept.changes);
    setKept(null);
  };
  return (
    <Alert
      className={classes['banner'] ?? ''}
      color="blue"
      variant="light"
      icon={<IconHistory aria-hidden />}
      title={told.kept(format.dateTime(kept.at))}
    >
      {kept.lacksSecret && <p className={classes['note']}>{told.keptLacks}</p>}
      <Group gap={8} mt={6}>
        <Button onClick={restore}>{told.restore}</Button>
        <Button variant="subtle" color="gray" onClick={drop}>
          {told.discard}
        </Button>
      </Group>
    </Alert>
  );
}
