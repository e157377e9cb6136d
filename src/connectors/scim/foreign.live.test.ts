// Whatever is done to Rollcall's own users at a service, and in whatever order, users that somebody else made stay as they are to the last sign.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScimmy, TOKEN } from '../../../test/scimmy-service.ts';
import type { ScimService } from '../../../test/scimmy-service.ts';
import type { TargetUser } from '../../plan/target-user.ts';
import type { Applied, Target } from '../target.ts';
import { aTargetUser } from './testing/a-target-user.ts';
import { openAgainst } from './testing/open-against.ts';

let service: ScimService;
let target: Target;
beforeAll(async () => {
  service = await openScimmy();
  target = openAgainst(service.url, TOKEN);
});
afterAll(async () => {
  await target.close();
  await service.close();
});

const NAMES = ['eva', 'otto', 'maja', 'nils'];
const PEOPLE = [0, 1, 2];

type Deed =
  | { do: 'write'; who: number; name: string; mobile: string | null; state: TargetUser['state'] }
  | { do: 'remove'; who: number }
  /** Rollcall forgets what it wrote, as when an answer was lost. */
  | { do: 'forget'; who: number }
  | { do: 'vanish'; who: number };

const who = fc.constantFrom(...PEOPLE);
const deeds: fc.Arbitrary<Deed[]> = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constant('write' as const),
      who,
      name: fc.constantFrom(...NAMES),
      mobile: fc.constantFrom(null, '46701740601', '46701740602'),
      state: fc.constantFrom('active' as const, 'suspended' as const),
    }),
    fc.record({ do: fc.constantFrom('remove' as const, 'forget' as const, 'vanish' as const), who }),
  ),
  { minLength: 1, maxLength: 12 },
);

const idOf = (at: number) => `user-of-ours-${at}`;
const viewOf = (deed: Extract<Deed, { do: 'write' }>): TargetUser =>
  aTargetUser({
    user: idOf(deed.who),
    alias: deed.name,
    email: null,
    name: deed.name,
    mobile: deed.mobile,
    state: deed.state,
  });

async function carryOut(deed: Deed, applied: Map<number, Applied>): Promise<void> {
  const before = applied.get(deed.who) ?? null;
  if (deed.do === 'forget') applied.delete(deed.who);
  else if (deed.do === 'vanish') service.users.delete(before?.externalId ?? '');
  else if (deed.do === 'remove') {
    if (before !== null) await target.remove([before]);
    applied.delete(deed.who);
  } else {
    const [outcome] = await target.upsert([{ view: viewOf(deed), before }]);
    if (outcome?.is === 'done') applied.set(deed.who, { ...outcome, origin: 'made' });
  }
}

test('users of others are never changed, and ours are there once each', async () => {
  await fc.assert(
    fc.asyncProperty(deeds, fc.constantFrom(...NAMES), async (all, foreign) => {
      service.users.clear();
      const id = service.plant({ userName: foreign, displayName: 'Någon annans', title: 'Chef' });
      const other = service.plant({ userName: 'someone', externalId: 'another-program' });
      const before = JSON.stringify([service.users.get(id), service.users.get(other)]);
      const applied = new Map<number, Applied>();
      for (const deed of all) await carryOut(deed, applied);
      expect(JSON.stringify([service.users.get(id), service.users.get(other)])).toBe(before);
      const ours = [...service.users.values()]
        .map((user) => String(user['externalId']))
        .filter((one) => one.startsWith('user-of-ours'));
      expect(new Set(ours).size).toBe(ours.length);
      for (const { externalId, entry } of applied.values()) {
        const found = (await target.read([externalId])).get(externalId);
        if (found) expect(found.entry).toEqual(entry);
      }
    }),
    { numRuns: 40 },
  );
});
