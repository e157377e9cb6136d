// Where nothing is set up yet: the three steps there are, and the button that begins the first.
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useCan } from '../../api/me.ts';
import { useWords } from '../../words/words.tsx';
import classes from './overview.module.css';

export function Beginning(): ReactNode {
  const { words } = useWords();
  const can = useCan();
  return (
    <section aria-label={words.overview.start} className={classes['section']}>
      <h2>{words.overview.start}</h2>
      <p className={classes['hint']}>{words.overview.startText}</p>
      <ol className={classes['begin']}>
        {words.overview.startSteps.map(([title, text], at) => (
          <li key={title}>
            <span className={classes['mark']} aria-hidden>
              {at + 1}
            </span>
            <div>
              <strong>{title}</strong>
              <p>{text}</p>
            </div>
          </li>
        ))}
      </ol>
      {can('syncTemplate.change') && (
        <Button component={Link} to="/integrations/ad-sync" variant="filled">
          {words.overview.create}
        </Button>
      )}
    </section>
  );
}
