// Guides that were begun and not ended: whoever may go on with one finds it here. Nothing where there is none.
import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { useRead } from '../../api/use-api.ts';
import { useWords } from '../../words/words.tsx';
import classes from './sync-templates.module.css';

export function GuideDrafts(): ReactNode {
  const { words, format } = useWords();
  const guides = useRead('/companies/{company}/guides', { query: { limit: 20 } });
  const items = guides.data?.items ?? [];
  if (items.length === 0) return null;
  const told = words.syncTemplates;
  return (
    <section aria-labelledby="guides">
      <h2 id="guides" className={classes['heading']}>
        {told.guideDrafts}
      </h2>
      <ul className={classes['guides']}>
        {items.map((guide) => (
          <li key={guide.id}>
            <Link
              to="/integrations/ad-sync/$template/guide"
              params={{ template: guide.template ?? guide.id }}
            >
              {told.resumeGuide(guide.name)}
            </Link>{' '}
            <span className={classes['dimmed']}>{format.dateTime(guide.startedAt)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
