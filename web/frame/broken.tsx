// A mistake of the portal itself, or a first question that was not answered: said as that, with what can be done.
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useWords } from '../words/words.tsx';

export function Broken({ error }: { error: unknown }): ReactNode {
  const { words } = useWords();
  return (
    <div role="alert" style={{ padding: 24 }}>
      <h1>{words.frame.broken}</h1>
      <p>{words.frame.brokenText}</p>
      <Button onClick={() => window.location.reload()}>{words.frame.reload}</Button>
      <pre>{error instanceof Error ? error.message : String(error)}</pre>
    </div>
  );
}
