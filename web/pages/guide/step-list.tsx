// All steps of the guide in their order, with what is done; any of them can be gone to.
import type { ReactNode } from 'react';
import { IconCircleCheckFilled, IconCircleDashed, IconCircleDot } from '@tabler/icons-react';
import type { Guide } from '../../api/api-types.ts';
import { useWords } from '../../words/words.tsx';
import type { GuideStep } from '../../../src/plan/guide-steps.ts';
import classes from './guide.module.css';

interface StepListProps {
  guide: Guide;
  step: GuideStep;
  onGo: (step: GuideStep) => void;
}

export function StepList({ guide, step, onGo }: StepListProps): ReactNode {
  const { words, format } = useWords();
  return (
    <nav aria-label={words.guide.steps}>
      <ol className={classes['steps']}>
        {guide.steps.map((one, at) => {
          const isDone = guide.done.includes(one);
          const Sign = isDone ? IconCircleCheckFilled : one === step ? IconCircleDot : IconCircleDashed;
          return (
            <li key={one}>
              <button
                type="button"
                className={classes['step']}
                aria-current={one === step ? 'step' : undefined}
                data-done={isDone || undefined}
                onClick={() => onGo(one)}
              >
                <Sign size={17} aria-hidden />
                <span>
                  {format.number(at + 1)}. {words.guide.byStep[one].title}
                </span>
                {isDone && <span className="visually-hidden">, {words.guide.isDone}</span>}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
