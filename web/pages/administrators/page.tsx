// The page /admins.
import type { ReactNode } from 'react';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';

export function AdministratorsPage(): ReactNode {
  const { words } = useWords();
  return <Page title={words.administrators.title} crumbs={[]} />;
}
