// An address that leads nowhere, or to what is gone; also outside the frame, where no page ever was.
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Empty } from '../parts/states.tsx';
import { useWords } from '../words/words.tsx';
import { Page } from './page.tsx';

/** Where there is no frame. */
export function NotFoundAlone(): ReactNode {
  return (
    <main>
      <NotFound />
    </main>
  );
}

export function NotFound(): ReactNode {
  const { words } = useWords();
  return (
    <Page title={words.frame.notFound} crumbs={[]}>
      <Empty
        title={words.frame.notFoundText}
        action={
          <Button component={Link} to="/">
            {words.frame.toOverview}
          </Button>
        }
      />
    </Page>
  );
}
