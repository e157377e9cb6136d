// The page /users/$user.
import type { ReactNode } from 'react';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';

export function UserPage(): ReactNode {
  const { words } = useWords();
  return <Page title={words.users.title} crumbs={[]} />;
}
