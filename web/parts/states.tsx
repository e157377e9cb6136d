// The four states of whatever is read: not there yet, nothing there, nothing fits, could not be read. A page that fails in one part
// keeps the rest.
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Alert, Button, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Problem } from '../api/problem.ts';
import { useWords } from '../words/words.tsx';
import { CopyText } from './copy-text.tsx';
import { tellProblem } from './problem-words.ts';
import classes from './states.module.css';

/** Quick answers flash nothing: bars of the final size come after 200 ms. */
const PATIENCE_MS = 200;

export function Loading({ rows = 6, height = 40 }: { rows?: number; height?: number }): ReactNode {
  const { words } = useWords();
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-label={words.common.loading}>
      {isLate && (
        <Stack gap={1} aria-hidden>
          {Array.from({ length: rows }, (_, at) => (
            <Skeleton key={at} height={height - 14} my={7} />
          ))}
        </Stack>
      )}
    </div>
  );
}

/** One sentence of what would stand here, one way to get there. */
export function Empty({
  title,
  text,
  action,
}: {
  title: string;
  text?: ReactNode;
  action?: ReactNode;
}): ReactNode {
  return (
    <div className={classes['empty']}>
      <Text fw={600} size="lg">
        {title}
      </Text>
      {text && <Text c="dimmed">{text}</Text>}
      {action}
    </div>
  );
}

export function NoHit({ title, onClear }: { title: string; onClear: () => void }): ReactNode {
  const { words } = useWords();
  return <Empty title={title} action={<Button onClick={onClear}>{words.common.clear}</Button>} />;
}

/** what: what could not be read or done, as a whole sentence; unharmed: what is as it was. */
export function Failed({
  error,
  what,
  unharmed,
  onRetry,
}: {
  error: unknown;
  what?: string;
  unharmed?: string;
  onRetry?: () => void;
}): ReactNode {
  const { words } = useWords();
  const problem =
    error instanceof Problem ? error : new Problem(-1, { code: 'portal', detail: String(error) });
  const told = tellProblem(problem, words);
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      icon={<IconAlertTriangle aria-hidden />}
      title={what ?? words.parts.failed}
    >
      <p className={classes['told']} lang={told.lang}>
        {told.text} {told.cure}
      </p>
      <p className={classes['told']}>{unharmed ?? words.parts.unharmed}</p>
      {problem.reference && (
        <p className={classes['told']}>
          {words.parts.reference}: <CopyText value={problem.reference} what={words.parts.reference} />
        </p>
      )}
      {onRetry && <Button onClick={onRetry}>{words.common.retry}</Button>}
    </Alert>
  );
}
