// Why an approval was not carried out: others would be affected than those who were approved, or in another way.
import type { RunError } from '../store/runs.ts';

const MOST_NAMED = 20;

export function presentApprovalChanged(
  changed: readonly { person: string; alias: string | null }[],
): RunError {
  const names = changed.slice(0, MOST_NAMED).map(({ person, alias }) => alias ?? person);
  const more = changed.length > names.length ? ` and ${changed.length - names.length} more` : '';
  return {
    code: 'approval.changed',
    people: changed.slice(0, MOST_NAMED),
    message: `Not what was approved: ${names.join(', ')}${more} would be affected as well, or in another way. Nothing of this kind was applied.`,
    cure: 'Look at the steps that this run withheld, and approve this run.',
  };
}
