// The page /outbox.
import type { ReactNode } from 'react';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';

export function OutboxPage(): ReactNode {
  const { words } = useWords();
  return <Page title={words.outbox.title} crumbs={[]} />;
}
