// What each of the company's templates makes of this person, where there are several: the one that explains is marked, the others are a
// press away.
import type { ReactNode } from 'react';
import { Anchor } from '@mantine/core';
import { Link, getRouteApi } from '@tanstack/react-router';
import type { CompanyExplanation } from '../../api/api-types.ts';
import { useWords } from '../../words/words.tsx';
import classes from './person.module.css';

const route = getRouteApi('/in/people/$person');

export function Choices({
  templates,
  chosen,
}: {
  templates: CompanyExplanation['templates'];
  chosen: string;
}): ReactNode {
  const { words } = useWords();
  const { person } = route.useParams();
  const w = words.people.explain();
  if (templates.length < 2) return null;
  return (
    <section className={classes['part']} aria-labelledby="templates">
      <h2 id="templates">{w.byTemplate}</h2>
      <ul className={classes['history']}>
        {templates.map(({ templateId, template, is }) => (
          <li key={templateId}>
            {templateId === chosen ? (
              <b aria-current="true">{template}</b>
            ) : (
              <Anchor
                component={Link}
                to="/people/$person"
                params={{ person } as never}
                search={{ template: templateId } as never}
              >
                {template}
              </Anchor>
            )}
            <span>{is === 'nobody' ? w.nobody : is === 'several' ? w.several : w.titles[is]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
