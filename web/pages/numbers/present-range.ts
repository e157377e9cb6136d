// A range of numbers, or the one number that it is. Pure.
import type { Words } from '../../words/words.tsx';

export function presentRange(
  { from, to }: { from: string; to?: string | undefined },
  { numbers }: Words,
): string {
  return to === undefined || to === from ? from : numbers.range(from, to);
}
