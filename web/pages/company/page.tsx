// The page /company.
import type { ReactNode } from 'react';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';

export function CompanyPage(): ReactNode {
  const { words } = useWords();
  return <Page title={words.company.title} crumbs={[]} />;
}
