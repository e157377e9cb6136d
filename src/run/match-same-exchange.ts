// Whether a company's target is one of an exchange that another of its targets writes to already. Two would each take the other's entries
// for their own, by the same mark of the same user: they would undo each other's work, and whichever is ended would remove both's.
import type { TargetKinds, TargetSettings } from '../connectors/targets.ts';
import { presentPlace } from '../plan/target.ts';
import type { StoredTarget } from '../store/targets.ts';

type Placed = Pick<StoredTarget, 'id' | 'name' | 'kind' | 'settings'>;

/** The other one; null: there is none, as far as settings tell. */
export function matchSameExchange(
  kinds: TargetKinds,
  all: readonly Placed[],
  one: Omit<Placed, 'name'>,
): { name: string; message: string; cure: string } | null {
  const kind = kinds[one.kind];
  const realmOf = ({ settings }: Omit<Placed, 'name'>) =>
    kind?.hasDomains === true ? kind.realmOf(settings as unknown as TargetSettings) : null;
  const other = all.find(
    ({ id, ...placed }) =>
      id !== one.id &&
      placed.kind === one.kind &&
      presentPlace(placed.settings) === presentPlace(one.settings) &&
      realmOf({ id, ...placed }) === realmOf(one),
  );
  if (other === undefined) return null;
  return {
    name: other.name,
    message: `The target ${JSON.stringify(other.name)} writes to the same exchange already.`,
    cure: 'Change that one, or give this one another address.',
  };
}
