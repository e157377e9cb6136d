// The page /people/$person.
import type { ReactNode } from 'react';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';

export function PersonPage(): ReactNode {
  const { words } = useWords();
  return <Page title={words.people.title} crumbs={[]} />;
}
