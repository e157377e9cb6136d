// Carries out a batch as one transaction, and finds the user whose row the database does not take by halving, so that one bad user
// never stops the others. What the whole exchange meets ends the batch. Knows no tables.
import type { Outcome } from '../target.ts';
import { TargetError } from '../target.ts';
import { isOfOneUser } from './sql-failure.ts';

/**
 * attempt: all of them in one transaction, with an outcome for each; throws a TargetError when the database refused the transaction.
 * userOf: whose the outcome is.
 */
export async function applyBatch<T>(
  items: readonly T[],
  userOf: (item: T) => string,
  attempt: (items: readonly T[]) => Promise<Outcome[]>,
): Promise<Outcome[]> {
  if (items.length === 0) return [];
  const run = async (some: readonly T[]): Promise<Outcome[]> => {
    try {
      return await attempt(some);
    } catch (error) {
      if (!(error instanceof TargetError) || !isOfOneUser(error)) throw error;
      const [first] = some;
      if (first !== undefined && some.length === 1) return [{ user: userOf(first), is: 'failed', error }];
      wasHalved = true;
      const middle = Math.ceil(some.length / 2);
      return [...(await run(some.slice(0, middle))), ...(await run(some.slice(middle)))];
    }
  };
  let wasHalved = false;
  const outcomes = await run(items);
  if (!wasHalved) return outcomes;
  // Two that swap numbers may have come into different halves: those who met somebody go once more, together.
  const met = new Set(outcomes.filter(isConflict).map(({ user }) => user));
  const again = items.filter((item) => met.has(userOf(item)));
  if (again.length === 0) return outcomes;
  return [...outcomes.filter(({ user }) => !met.has(user)), ...(await run(again))];
}

const isConflict = (outcome: Outcome): boolean => outcome.is === 'failed' && outcome.error.is === 'conflict';
