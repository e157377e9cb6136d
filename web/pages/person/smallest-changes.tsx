// The smallest changes that get a person past everything, in the order in which they stand in the way, with who can make each and the way
// there.
import type { ReactNode } from 'react';
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ExplanationStation } from '../../api/api-types.ts';
import { useWords } from '../../words/words.tsx';
import { tellChange } from './tell.ts';
import type { Telling } from './tell.ts';
import classes from './person.module.css';

export function SmallestChanges({
  telling,
  templateId,
}: {
  telling: Telling;
  templateId: string;
}): ReactNode {
  const { words } = useWords();
  const { explanation } = telling;
  const w = words.people.explain();
  if (explanation.smallestChanges.length === 0) return null;
  const isOfUser = explanation.verdict.is === 'user' || explanation.verdict.is === 'leaving';
  const telled = explanation.stations.filter(({ station }) =>
    explanation.smallestChanges.some((change) => change.station === station),
  );
  return (
    <section className={classes['part']} aria-labelledby="smallest">
      <h2 id="smallest">{w.smallest}</h2>
      <p className={classes['quiet']}>{isOfUser ? w.smallestOfUser : w.smallestText}</p>
      <ol className={classes['todo']}>
        {telled.flatMap((station) =>
          station.changes.map((change, nth) => {
            const { text, lang } = tellChange(station, change, nth, telling);
            return (
              <li key={`${station.station} ${nth}`}>
                <span lang={lang}>{text}</span>
                <div className={classes['quiet']}>
                  {w.who[change.who]}
                  {change.who === 'here' ? (
                    <ThereLink station={station} templateId={templateId} />
                  ) : (
                    <span lang="en"> · {change.where}</span>
                  )}
                </div>
              </li>
            );
          }),
        )}
      </ol>
    </section>
  );
}

/** Where in the portal the change is made. */
function ThereLink({ station, templateId }: { station: ExplanationStation; templateId: string }): ReactNode {
  const { words } = useWords();
  const there = placeOf(station, templateId);
  return (
    there && (
      <>
        {' · '}
        <Anchor
          component={Link}
          underline="always"
          to={there.to}
          params={there.params as never}
          search={there.search as never}
        >
          {words.people.explain().goThere}
        </Anchor>
      </>
    )
  );
}

interface Place {
  to: '/integrations/ad-sync/$template' | '/people' | '/numbers' | '/runs' | '/users';
  params?: { template: string };
  search?: Record<string, string>;
}

function placeOf({ station, codes, evidence }: ExplanationStation, template: string): Place | null {
  if (station === 'match') return { to: '/people', search: { template, standing: 'conflict' } };
  if (station === 'brake') return { to: '/runs', search: { template } };
  if (station === 'user') return { to: '/users' };
  if (station === 'claims') {
    const number = /\d{6,15}/u.exec(evidence.map(({ what }) => what).join(' '))?.[0];
    return number ? { to: '/numbers', search: { number } } : { to: '/users' };
  }
  // Whoever is ignored is let in again by the button above.
  if (station === 'person' && !codes.includes('person.guest')) return null;
  return { to: '/integrations/ad-sync/$template', params: { template } };
}
