// A number, or a first and a last one, as people write them: any written form, or the bare digits with country code in
// which everything here keeps numbers. Pure.
import { matchNumber } from './numbers.ts';
import type { NumberOutcome, NumberRules } from './numbers.ts';

/** Bare digits are read as people of the country write them, and if that is no number, as the whole of one. */
export function matchDigits(text: string, rules: Omit<NumberRules, 'ownNumbersOnly'>): NumberOutcome {
  const written = text.trim();
  const read = matchNumber(written, { ...rules, ownNumbersOnly: false });
  if ('digits' in read || !/^[1-9]\d{6,14}$/.test(written)) return read;
  const whole = matchNumber(`+${written}`, { ...rules, ownNumbersOnly: false });
  return 'digits' in whole ? whole : read;
}

export type RangeOutcome = { first: number; last: number } | { why: string };

/**
 * "46812345100", "08-123 45 100", "46812345100-46812345199", "08-123 45 100 – 08-123 45 199". Digits with country code are
 * taken even where nobody knows such a number: somebody's own range may be newer than what is known of its country.
 */
export function matchRange(text: string, rules: Omit<NumberRules, 'ownNumbersOnly'>): RangeOutcome {
  const only = matchEnd(text, rules);
  if (only !== null) return { first: Number(only), last: Number(only) };
  for (const { index, 0: dash } of text.matchAll(/\.\.|[-–—]/g)) {
    const ends = [text.slice(0, index), text.slice(index + dash.length)].map((end) => end.trim());
    const [from, to] = ends.map((end) => matchEnd(end, rules));
    if (!from || !to || from.length !== to.length) continue;
    // One of them lacks digits, which may be another number by itself.
    if (ends.every((end) => /^\d+$/.test(end)) && ends[0]?.length !== ends[1]?.length) continue;
    if (to < from) return { why: `${to} comes before ${from}` };
    return { first: Number(from), last: Number(to) };
  }
  return { why: 'it is neither a phone number nor two with a dash between them' };
}

function matchEnd(text: string, rules: Omit<NumberRules, 'ownNumbersOnly'>): string | null {
  const read = matchDigits(text, rules);
  if ('digits' in read) return read.digits;
  return /^[1-9]\d{6,14}$/.test(text.trim()) ? text.trim() : null;
}
