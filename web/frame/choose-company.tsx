// For an operator on a page of one company while none is chosen.
import type { ReactNode } from 'react';
import { useWords } from '../words/words.tsx';
import { Page } from './page.tsx';

export function ChooseCompany(): ReactNode {
  const { words } = useWords();
  return <Page title={words.frame.chooseCompany} crumbs={[]} />;
}
