// What every step of the guide is given.
import type { RefObject } from 'react';
import type { GuideStep } from '../../../src/plan/guide-steps.ts';
import type { Guide } from '../../api/api-types.ts';
import type { GuideSaving } from './use-guide-saving.ts';

export interface StepProps {
  guide: Guide;
  step: GuideStep;
  address: string;
  heading: RefObject<HTMLHeadingElement | null>;
  isReadOnly: boolean;
  saving: GuideSaving;
  /** Done: saved as that, and on to the next. */
  onDone: () => void;
  onGo: (step: GuideStep) => void;
}
