// The page /audit.
import type { ReactNode } from 'react';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';

export function AuditPage(): ReactNode {
  const { words } = useWords();
  return <Page title={words.audit.title} crumbs={[]} />;
}
