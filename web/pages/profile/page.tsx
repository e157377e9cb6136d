// The page /profile.
import type { ReactNode } from 'react';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';

export function ProfilePage(): ReactNode {
  const { words } = useWords();
  return <Page title={words.profile.title} crumbs={[]} />;
}
