// Who else wants a number and why they do not have it, and who shows it although it is not theirs.
import type { ReactNode } from 'react';
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { NumberAnswer } from '../../api/api-types.ts';
import { tellReason } from '../../steps/reason-words.ts';
import { useWords } from '../../words/words.tsx';
import classes from './numbers.module.css';

export function Wanted({ number }: { number: NumberAnswer }): ReactNode {
  const { words, format } = useWords();
  const w = words.numbers.one;
  const { shownBy, callerIdOf } = number;
  return (
    <>
      {number.wanted.count > 0 && <WantedBy wanted={number.wanted} />}
      {shownBy.count > 0 && (
        <section>
          <h3 className={classes['sub']}>{w.shownBy(shownBy.count, format.number(shownBy.count))}</h3>
          <p className={classes['quiet']}>{format.list(shownBy.users.map(({ name }) => name))}</p>
        </section>
      )}
      {callerIdOf.length > 0 && (
        <section>
          <h3 className={classes['sub']}>{w.callerIdOf}</h3>
          <p className={classes['quiet']}>
            {format.list(
              callerIdOf.map(({ templateName, rule }) =>
                rule === null ? templateName : w.rule(templateName, rule),
              ),
            )}
          </p>
        </section>
      )}
    </>
  );
}

function WantedBy({ wanted }: Pick<NumberAnswer, 'wanted'>): ReactNode {
  const spoken = useWords();
  const { words, format } = spoken;
  const w = words.numbers.one;
  return (
    <section>
      <h3 className={classes['sub']}>{w.wanted(wanted.count, format.number(wanted.count))}</h3>
      <ul className={classes['rows']}>
        {wanted.by.map(({ person, template, name, reasons }) => {
          const told = reasons[0] && tellReason({ ...reasons[0] }, spoken);
          return (
            <li key={`${template} ${person}`}>
              <Anchor
                component={Link}
                to="/people/$person"
                params={{ person } as never}
                search={{ template } as never}
              >
                {name ?? person}
              </Anchor>
              {told && (
                <span className={classes['quiet']} lang={told.lang}>
                  {told.text}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
