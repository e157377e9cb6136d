// What the portal says of the roles is what the server's table of rights says.
import { expect, test } from 'vitest';
import { rights } from '../../../src/access/rights.ts';
import { roleRights } from './role-rights.ts';

/** Everybody’s own: no role has more of it than another. */
const own = ['public', 'signedIn', 'profile.change'];

test('every right stands in one row, with the roles that have it', () => {
  const said = roleRights.flatMap((row) => row.rights.map((right) => [right, [...row.roles]]));
  const there = Object.entries(rights)
    .filter(([right]) => !own.includes(right))
    .map(([right, entry]) => [right, [...entry.roles]]);
  const byName = (a: unknown[], b: unknown[]) => (String(a[0]) < String(b[0]) ? -1 : 1);
  expect(said.toSorted(byName)).toEqual(there.toSorted(byName));
});
