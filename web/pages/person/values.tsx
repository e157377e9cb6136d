// What each mapped field has in Entra and what the user gets of it.
import type { ReactNode } from 'react';
import type { PersonExplanation } from '../../api/api-types.ts';
import { presentFieldName } from '../../steps/field-words.ts';
import { useWords } from '../../words/words.tsx';
import classes from './person.module.css';

export function Values({ explanation }: { explanation: PersonExplanation }): ReactNode {
  const { words } = useWords();
  const w = words.people.explain();
  if (explanation.values.length === 0) return null;
  return (
    <section className={classes['part']} aria-labelledby="values">
      <h2 id="values">{w.values}</h2>
      <div className={classes['boxed']}>
        <table className={classes['table']} aria-labelledby="values">
          <thead>
            <tr>
              <th scope="col">{w.value.field}</th>
              <th scope="col">{w.value.source}</th>
              <th scope="col">{w.value.found}</th>
              <th scope="col">{w.value.result}</th>
            </tr>
          </thead>
          <tbody>
            {explanation.values.map((value) => (
              <tr key={value.field}>
                <th scope="row">
                  {presentFieldName(value.field, words)}
                  {value.isRequired && <span className={classes['quiet']}> {words.common.required}</span>}
                </th>
                <td>
                  <code>{value.source ?? value.expression ?? w.value.constant}</code>
                </td>
                <td>
                  {value.found === null ? (
                    <span className={classes['quiet']}>{w.value.nothing}</span>
                  ) : (
                    <code>{value.found}</code>
                  )}
                </td>
                <td>
                  {value.value !== null && <code>{value.value}</code>}
                  {value.value === null && value.why === null && '–'}
                  {value.why !== null && (
                    <span className={classes['bad']}>{presentTrouble(value, words)}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function presentTrouble(
  { trouble, field }: PersonExplanation['values'][number],
  words: ReturnType<typeof useWords>['words'],
): string {
  const facts = { field: presentFieldName(field, words), value: '', winner: '', until: '', candidates: '' };
  return trouble ? words.reasons[trouble](facts).title : '';
}
