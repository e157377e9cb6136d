// A property of targets that are kept as tables: whatever is written, suspended and removed of our users, in any order, the rows of everybody
// else stay byte for byte, what was written reads back, and what is removed is gone.
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Applied, Target } from '../src/connectors/target.ts';
import { aTargetUser, appliedOf } from './target-users.ts';

interface TakenTarget {
  target: Target;
  /** What our users ask for; some of it is somebody else's there. */
  numbers: readonly string[];
  aliases: readonly string[];
  /** Writes what is somebody else's. */
  plant: () => Promise<unknown>;
  /** Every row of every table, table by table, each with its id. */
  readAll: () => Promise<Record<string, unknown>[][]>;
  truncate: () => Promise<unknown>;
}

const accounts = ['eva.lind', 'bo.berg', 'cia.ek'];

export async function expectForeignRowsStay(taken: TakenTarget): Promise<void> {
  const { target, numbers, aliases, plant, readAll, truncate } = taken;
  const deed = fc.record({
    who: fc.nat({ max: 2 }),
    what: fc.constantFrom('write', 'suspend', 'remove'),
    number: fc.constantFrom(...numbers),
    alias: fc.constantFrom(...aliases),
  });
  await fc.assert(
    fc
      .asyncProperty(fc.array(deed, { minLength: 1, maxLength: 12 }), async (steps) => {
        await plant();
        const planted = await readAll();
        const applied = new Map<string, Applied>();
        for (const { who, what, number, alias } of steps) {
          const account = accounts[who] ?? '';
          const before = applied.get(account) ?? null;
          if (what === 'remove') {
            if (before) await target.remove([before]);
            applied.delete(account);
            continue;
          }
          const state = what === 'suspend' ? 'suspended' : 'active';
          const view = aTargetUser(account, who, { pstnFixed: number, alias, state });
          const [outcome] = await target.upsert([{ view, before }]);
          if (outcome?.is === 'done') applied.set(account, appliedOf([outcome], view.user));
        }
        const foreign = (await readAll()).map((rows, nth) =>
          rows.filter((row) => planted[nth]?.some((one) => one['id'] === row['id'])),
        );
        expect(foreign).toEqual(planted);
        for (const one of applied.values())
          expect((await target.read([one.externalId])).get(one.externalId)?.entry).toEqual(one.entry);
        await target.remove([...applied.values()]);
        expect(await readAll()).toEqual(planted);
      })
      .afterEach(async () => void (await truncate())),
    { numRuns: 25 },
  );
}
