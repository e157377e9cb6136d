// What the server refuses, by its code: a sentence and what to do. English.
import type { ProblemWords } from '../sv/problems.ts';

export const problems: Readonly<Record<string, ProblemWords>> = {
  offline: { text: 'The server does not answer.', cure: 'Wait a while and try again.' },
  notAllowed: {
    text: 'Your role does not allow that.',
    cure: 'Ask somebody who may, or ask for another role.',
  },
  changed: {
    text: 'Somebody else has changed it in the meantime.',
    cure: 'Load it again and make your change again.',
  },
  tooManyRequests: { text: 'Too many requests came at once.', cure: 'Wait some seconds and try again.' },
};
