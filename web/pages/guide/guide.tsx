// The guide: its steps on the left, the one that is being done on the right, and below it how to hand it to somebody else.
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Alert } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { GuideStep } from '../../../src/plan/guide-steps.ts';
import type { Guide as StoredGuide } from '../../api/api-types.ts';
import type { Tagged } from '../../api/api.ts';
import { useCan } from '../../api/me.ts';
import { Failed } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { HandOver } from './hand-over.tsx';
import { Step } from './step.tsx';
import { StepList } from './step-list.tsx';
import { useGuideSaving } from './use-guide-saving.ts';
import classes from './guide.module.css';

const route = getRouteApi('/in/integrations/ad-sync/$template/guide');

export function Guide({ read, address }: { read: Tagged<StoredGuide>; address: string }): ReactNode {
  const { words } = useWords();
  const mayChange = useCan()('syncTemplate.change');
  const navigate = route.useNavigate();
  const { step: asked } = route.useSearch();
  const guide = read.data;
  const step = asked && guide.steps.includes(asked) ? asked : guide.step;
  const saving = useGuideSaving(read, address);
  const heading = useFocusOnStep(step);
  const go = (to: GuideStep): void => void navigate({ search: (now) => ({ ...now, step: to }) });
  const finish = (done: GuideStep): void => {
    const next = guide.steps[guide.steps.indexOf(done) + 1] ?? done;
    saving.save({ done: [...new Set([...guide.done, done])], step: next }, () => go(next));
  };
  return (
    <div className={classes['guide']}>
      <StepList guide={guide} step={step} onGo={go} />
      <div className={classes['body']}>
        {saving.isMeanwhile && (
          <Alert color="blue" variant="light" role="status">
            {words.guide.meanwhile}
          </Alert>
        )}
        {saving.error && (
          <Failed error={saving.error} what={words.guide.saveFailed} unharmed={words.guide.saveUnharmed} />
        )}
        <Step
          key={step}
          {...{ guide, step, heading, address }}
          isReadOnly={!mayChange}
          saving={saving}
          onDone={() => finish(step)}
          onGo={go}
        />
        <HandOver read={read} address={address} mayDiscard={mayChange} />
      </div>
    </div>
  );
}

/** Whoever goes to another step listens to that one next. */
function useFocusOnStep(step: GuideStep) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current !== step) heading.current?.focus();
    shown.current = step;
  }, [step]);
  return heading;
}
