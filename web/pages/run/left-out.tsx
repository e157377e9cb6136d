// Who is not there, by reason: "12 personer: PSTN Fixed saknas". Each line shows these people in the list below. Of an undo: what stays.
import type { ReactNode } from 'react';
import { Link, getRouteApi } from '@tanstack/react-router';
import type { RunFull } from '../../api/api-types.ts';
import { isLeftOut, tellReasonTitle } from '../../steps/reason-words.ts';
import { useWords } from '../../words/words.tsx';
import classes from './run.module.css';

const route = getRouteApi('/in/runs/$run');
type Op = 'skip' | 'conflict' | 'kept';

export function LeftOut({ run }: { run: RunFull }): ReactNode {
  const { words, format } = useWords();
  const { code, op } = route.useSearch();
  const navigate = route.useNavigate();
  const groups = run.steps.flatMap((one): { op: Op; code: string; count: number }[] => {
    if (one.outcome === 'kept') return [{ op: 'kept', code: one.code, count: one.count }];
    return one.do === 'skip' || one.do === 'conflict'
      ? [{ op: one.do, code: one.code, count: one.count }]
      : [];
  });
  if (groups.length === 0) return <Reasons run={run} />;
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const isUndo = groups.every((one) => one.op === 'kept');
  const lead = isUndo ? words.runs.keptLead : words.runs.skippedLead;
  const choose = (one: { op: Op; code: string }, isOn: boolean): void =>
    void navigate({
      search: (now) => ({ ...now, op: isOn ? '' : one.op, code: isOn ? '' : one.code, step: 0 }),
      replace: true,
    });
  return (
    <section className={classes['leftOut']} aria-label={lead(total, format.number(total))}>
      <h2>{lead(total, format.number(total))}</h2>
      <ul>
        {groups.map((one) => {
          const isOn = op === one.op && code === one.code;
          const title = tellReasonTitle(one.code, words);
          return (
            <li key={`${one.op} ${one.code}`}>
              <button type="button" aria-pressed={isOn} onClick={() => choose(one, isOn)}>
                {words.runs.skippedGroup(one.count, format.number(one.count), title)}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** A run that was carried out keeps how many people each reason met; who they are stands with the people themselves. */
function Reasons({ run }: { run: RunFull }): ReactNode {
  const { words, format } = useWords();
  const reasons = run.reasons.filter(({ code }) => isLeftOut(code));
  if (reasons.length === 0) return null;
  return (
    <section className={classes['leftOut']} aria-label={words.runs.reasonsLead}>
      <h2>{words.runs.reasonsLead}</h2>
      <ul>
        {reasons.map(({ code, count }) => (
          <li key={code}>
            <Link to="/people" search={{ template: run.templateId, reason: code }}>
              {words.runs.skippedGroup(count, format.number(count), tellReasonTitle(code, words))}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
