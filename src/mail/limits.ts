// How much of a mail is shown. Gmail cuts what is larger than 102 kB off, foot and all; so a mail that would be is laid
// out again with shorter lists and texts, which say how much they leave out. Pure.
import type { MailLanguage } from '../plan/company-mail.ts';
import type { Block, Inline } from './draft.ts';

export interface Limits {
  /** Of each list and table. */
  rows: number;
  /** Of each text. */
  chars: number;
  /** What is said under a list that was cut; nothing when it was not. */
  presentRest(count: number): string[];
}

/** What of a list is shown, and what is said under it: all with its own words, or fewer with one number of all that are not there. */
export function presentShown(
  { items, rest }: Extract<Block, { block: 'list' }>,
  limits: Limits,
): { items: Inline[][]; under: string[] } {
  if (items.length > limits.rows) {
    const all = items.length + (rest?.count ?? 0);
    return { items: items.slice(0, limits.rows), under: limits.presentRest(all) };
  }
  return { items: rest ? [...items, [rest.text]] : items, under: [] };
}

/** HTML larger than this is laid out with the next of the limits. */
export const MOST_BYTES = 96_000;

type Step = Pick<Limits, 'rows' | 'chars'>;

/** From generous to scanty. */
export const limitSteps: readonly Step[] = [
  { rows: 200, chars: 2_000 },
  { rows: 100, chars: 1_000 },
  { rows: 50, chars: 500 },
  { rows: 20, chars: 250 },
];
export const scantiest: Step = { rows: 8, chars: 150 };

export function presentLimits(step: Step, language: MailLanguage): Limits {
  return {
    ...step,
    presentRest(count) {
      const left = count - step.rows;
      if (left <= 0) return [];
      return [
        language === 'sv'
          ? `… och ${left} till, som inte fick plats.`
          : `… and ${left} more that did not fit.`,
      ];
    },
  };
}
