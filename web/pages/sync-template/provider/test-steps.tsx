// How a connection test went, step by step, each with what went wrong and the cure. The guide shows the same.
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Loader } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { IconCircleCheckFilled, IconCircleDashed, IconCircleXFilled } from '@tabler/icons-react';
import type { ConnectionReport } from '../../../api/api-types.ts';
import { tellReason } from '../../../steps/reason-words.ts';
import { useWords } from '../../../words/words.tsx';
import type { Words } from '../../../words/words.tsx';
import classes from './provider.module.css';

type Check = ConnectionReport['token'];
interface Step {
  id: string;
  name: string;
  check: Check;
  /** What is said where it went well. */
  told: string;
  candidates: ConnectionReport['groups'][number]['candidates'];
  asked: string;
}

/** Each gets its tick after the one before, quickly enough that nobody waits. */
const BETWEEN_MS = 90;

interface TestStepsProps {
  report: ConnectionReport;
  onUseGroup?: (asked: string, group: string) => void;
}

export function TestSteps({ report, onUseGroup }: TestStepsProps): ReactNode {
  const { words, format } = useWords();
  const steps = presentSteps(report, words, format.number(report.people.count));
  const shown = useShown(steps.length, report);
  const isAll = shown >= steps.length;
  const verdict = report.ok ? words.provider.testOk : words.provider.testFailed;
  return (
    <section aria-label={words.provider.testSteps}>
      <ul className={classes['steps']}>
        {steps.map((step, at) => (
          <StepRow key={step.id} step={step} isShown={at < shown} {...(onUseGroup && { onUseGroup })} />
        ))}
      </ul>
      <p role="status" className={classes[report.ok ? 'good' : 'bad']}>
        {isAll && verdict}
      </p>
    </section>
  );
}

function useShown(count: number, of: unknown): number {
  const isStill = useReducedMotion(undefined, { getInitialValueInEffect: false });
  const [shown, setShown] = useState({ of, count: 0 });
  const now = shown.of === of ? shown.count : 0;
  useEffect(() => {
    if (isStill || now >= count) return undefined;
    const timer = setTimeout(() => setShown({ of, count: now + 1 }), BETWEEN_MS);
    return () => clearTimeout(timer);
  }, [isStill, now, count, of]);
  return isStill ? count : now;
}

function presentSteps(report: ConnectionReport, words: Words, people: string): Step[] {
  const told = words.provider;
  const plain = (id: string, name: string, check: Check, good = ''): Step => ({
    id,
    name,
    check,
    told: good,
    candidates: [],
    asked: '',
  });
  const [users, groups] = report.permissions;
  return [
    plain('token', told.steps.token, report.token),
    ...(users ? [plain('users', told.steps.users, users)] : []),
    ...(groups ? [plain('groups', told.steps.groups, groups)] : []),
    ...report.groups.map((group, at) => ({
      ...plain(`group ${at}`, told.steps.group(group.asked), group),
      ...(group.rule !== null && { name: told.steps.ruleGroup(group.asked, group.rule) }),
      candidates: group.candidates,
      asked: group.asked,
    })),
    plain('people', told.steps.people, report.people, told.peopleRead(report.people.count, people)),
  ];
}

const signs = { ok: IconCircleCheckFilled, failed: IconCircleXFilled, untried: IconCircleDashed } as const;

interface StepRowProps {
  step: Step;
  isShown: boolean;
  onUseGroup?: (asked: string, group: string) => void;
}

function StepRow({ step, isShown, onUseGroup }: StepRowProps): ReactNode {
  const { words } = useWords();
  const { name, check, told } = step;
  const state = isShown ? check.state : 'running';
  const Sign = signs[check.state];
  return (
    <li className={classes['step']} data-state={state}>
      {isShown ? <Sign size={17} aria-hidden /> : <Loader size={15} aria-hidden />}
      <div className={classes['stepBody']}>
        <span>{name}</span>
        <span className="visually-hidden">: {words.provider.stepStates[state]}</span>
        {isShown && check.state === 'ok' && told !== '' && <p>{told}</p>}
        {isShown && check.state === 'failed' && <Trouble step={step} {...(onUseGroup && { onUseGroup })} />}
      </div>
    </li>
  );
}

function Trouble({ step, onUseGroup }: Omit<StepRowProps, 'isShown'>): ReactNode {
  const spoken = useWords();
  const { words } = spoken;
  const { code, message, cure } = step.check;
  const [only] = step.candidates;
  const values = {
    group: step.asked,
    near: only?.name ?? '',
    count: String(step.candidates.length),
  };
  const own = step.asked === '' ? undefined : words.provider.faultWords[code ?? ''];
  const told = tellReason({ code: code ?? '', message, cure: cure ?? '' }, spoken);
  return (
    <>
      <p lang={told.lang}>{own ? own(values) : told.text}</p>
      {told.cure !== '' && <p lang={told.lang}>{told.cure}</p>}
      {told.aside && told.aside !== told.text && !own && <p lang="en">{told.aside}</p>}
      {onUseGroup && step.candidates.length > 0 && (
        <div className={classes['candidates']}>
          {step.candidates.map(({ id, name, kind }) => (
            <Button
              key={id}
              size="compact-sm"
              title={words.provider.groupKind(kind, id)}
              onClick={() => onUseGroup(step.asked, step.candidates.length === 1 ? name : id)}
            >
              {words.provider.useGroup(step.candidates.length === 1 ? name : `${name} (${id.slice(0, 8)}…)`)}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}
