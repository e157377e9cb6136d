// An address that leads nowhere, or to what is gone.
import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { useWords } from '../words/words.tsx';
import { Page } from './page.tsx';

export function NotFound(): ReactNode {
  const { words } = useWords();
  return (
    <Page title={words.frame.notFound} crumbs={[]}>
      <p>{words.frame.notFoundText}</p>
      <Link to="/">{words.frame.toOverview}</Link>
    </Page>
  );
}
