// The page /integrations/ad-sync/$template/guide.
import type { ReactNode } from 'react';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';

export function GuidePage(): ReactNode {
  const { words } = useWords();
  return <Page title={words.guide.title} crumbs={[]} />;
}
