// The page /integrations/webhooks.
import type { ReactNode } from 'react';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';

export function WebhooksPage(): ReactNode {
  const { words } = useWords();
  return <Page title={words.webhooks.title} crumbs={[]} />;
}
