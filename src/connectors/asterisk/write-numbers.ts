// Writes what leads to users: rows of the number context that dial their accounts. Those that are given up go first, so that users may
// swap. How long a phone rings is a part of the row; options that somebody else wrote behind it stay.
import type { NumberPlan } from '../sql-target/numbers.ts';
import { insertRows } from '../sql-target/write-rows.ts';
import type { TargetEntry } from '../target.ts';
import { RING_SECONDS } from './present.ts';
import { DIALLED, presentDialled } from './read-present.ts';
import type { World } from './world.ts';

/** entries: of the accounts that are written. */
export async function writeNumbers(
  world: World,
  plan: NumberPlan,
  entries: ReadonlyMap<string, TargetEntry>,
): Promise<void> {
  const { query, settings } = world;
  const context = settings.numberContext;
  if (plan.remove.length > 0)
    await query(
      `delete from extensions e using json_to_recordset($2) n(account text, number text)
        where e.context = $1 and e.exten = n.number and e.priority = 1 and e.app = 'Dial' and ${DIALLED} = n.account`,
      [context, JSON.stringify(plan.remove)],
    );
  const rings = plan.keep.flatMap(({ account, number }) => {
    const ring = entries.get(account)?.['ring'];
    return ring ? [{ account, number, ring }] : [];
  });
  if (rings.length > 0)
    await query(
      `update extensions e set appdata = ${RUNG}
         from json_to_recordset($2) n(account text, number text, ring text)
        where e.context = $1 and e.exten = n.number and e.priority = 1 and e.app = 'Dial' and ${DIALLED} = n.account
          and e.appdata <> ${RUNG}`,
      [context, JSON.stringify(rings)],
    );
  await insertRows(
    world,
    'extensions',
    plan.add.map(({ account, number }) => ({
      context,
      exten: number,
      priority: '1',
      app: 'Dial',
      appdata: `${presentDialled(account)},${entries.get(account)?.['ring'] ?? RING_SECONDS}`,
    })),
  );
}

/** What is dialled stays as it is: of an adopted user an operator may have written it otherwise. */
const RUNG = `split_part(appdata, ',', 1) || ',' || n.ring || coalesce(substring(appdata, '^[^,]*,[^,]*(,.*)$'), '')`;
