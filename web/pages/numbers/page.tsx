// The page /numbers.
import type { ReactNode } from 'react';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';

export function NumbersPage(): ReactNode {
  const { words } = useWords();
  return <Page title={words.numbers.title} crumbs={[]} />;
}
