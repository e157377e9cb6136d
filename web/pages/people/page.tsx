// The page /people.
import type { ReactNode } from 'react';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';

export function PeoplePage(): ReactNode {
  const { words } = useWords();
  return <Page title={words.people.title} crumbs={[]} />;
}
