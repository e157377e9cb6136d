// A mistake of the portal itself, or a first question that was not answered: said as that, with what can be done. `Broken` stands alone where
// there is no frame yet; `BrokenPage` is a page inside it, so that a page that breaks breaks alone.
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useRouter } from '@tanstack/react-router';
import { Problem } from '../api/problem.ts';
import { Failed } from '../parts/states.tsx';
import { useLineIsDown } from '../session/session-context.ts';
import { useWords } from '../words/words.tsx';
import { OfflineBar } from './offline-bar.tsx';
import { Page } from './page.tsx';
import { ProductMark } from './product-mark.tsx';
import classes from './broken.module.css';

export function Broken({ error }: { error: unknown }): ReactNode {
  const { words } = useWords();
  const router = useRouter();
  const isDown = useLineIsDown();
  const isLine = error instanceof Problem;
  const wasDown = useRef(false);
  useEffect(() => {
    // The line is back: everything is asked again by itself. Nothing is typed where there is no page yet.
    if (wasDown.current && !isDown) window.location.reload();
    wasDown.current = isDown;
  }, [isDown]);
  return (
    <div className={classes['window']}>
      <OfflineBar />
      <main className={classes['card']}>
        <p className={classes['product']}>
          <ProductMark /> {words.common.product}
        </p>
        <h1 className={classes['title']}>{isLine ? words.frame.unreachable : words.frame.broken}</h1>
        {isLine ? (
          <Failed error={error} what={words.frame.unreachable} onRetry={() => void router.invalidate()} />
        ) : (
          <Told error={error} />
        )}
      </main>
    </div>
  );
}

export function BrokenPage({ error }: ErrorComponentProps): ReactNode {
  const { words } = useWords();
  return (
    <Page title={words.frame.broken} crumbs={[]}>
      <Told error={error} />
    </Page>
  );
}

function Told({ error }: { error: unknown }): ReactNode {
  const { words } = useWords();
  return (
    <div role="alert">
      <p>{words.frame.brokenText}</p>
      <Button onClick={() => window.location.reload()}>{words.frame.reload}</Button>
      <pre className={classes['error']} lang="en">
        {error instanceof Error ? `${error.name}: ${error.message}` : String(error)}
      </pre>
    </div>
  );
}
