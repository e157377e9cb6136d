// Whom exact mail links to a user that no sync keeps, and whom it does not.
import { expect, test } from 'vitest';
import type { LinkedUser } from './person.ts';
import { aSnapshot } from './testing/a-snapshot.ts';

const mail = (name: string) => `${name}@nordvik.example`;
const user = (alias: string, more: Partial<LinkedUser> = {}): LinkedUser => ({
  id: `user-${alias}`,
  values: { alias, name: 'Alias', surname: 'Ek', email: mail('eva') },
  missingSince: null,
  announcedUntil: null,
  deleteWithheld: false,
  held: false,
  pinned: {},
  drifted: false,
  ...more,
});
const linking = () => aSnapshot().template({ linkByMail: true });
const old = { email: mail('EVA') };

test('the one person with the mail of one user is linked and changed in one step', () => {
  const plan = linking()
    .user('old', old)
    .person('Eva')
    .but({ mailMatch: user('old') })
    .plan();
  expect(plan.step('Eva', 'change')).toMatchObject({
    user: 'user-old',
    links: true,
    from: { alias: 'old' },
    to: { alias: 'eva' },
    because: { code: 'link.matched' },
  });
});

test('nobody is, where the template does not say so, nor two people with one mail, nor two users', () => {
  const matched = { mailMatch: user('old') };
  expect(aSnapshot().user('old', old).person('Eva').but(matched).plan().does('Eva')).toBe('conflict');
  const two = linking().user('old', old).person('Eva').but(matched);
  const plan = two
    .person('Bo', { email: mail('eva') })
    .but(matched)
    .plan();
  expect([plan.does('Eva'), plan.does('Bo')]).toEqual(['conflict', 'conflict']);
  expect(linking().user('old', old).user('older', old).person('Eva').but(matched).plan().does('Eva')).toBe(
    'conflict',
  );
});

test('nor whose alias is another user’s, until that one is linked in the same plan', () => {
  const matched = { mailMatch: user('old') };
  const eva = linking()
    .user('old', old)
    .user('eva', { email: mail('bo') })
    .person('Eva')
    .but(matched);
  expect(eva.plan().does('Eva')).toBe('conflict');
  const taken = user('eva', { values: { alias: 'eva', email: mail('bo') } });
  const plan = eva.person('Bo').but({ mailMatch: taken }).plan();
  expect([plan.does('Eva'), plan.does('Bo')]).toEqual(['change', 'change']);
  expect(plan.step('Eva', 'change').to).toMatchObject({ alias: 'eva' });
});

test('where only new people are taken the link is all that is changed', () => {
  const eva = linking().template({ mode: 'onlyNew' }).user('old', old).person('Eva');
  expect(
    eva
      .but({ mailMatch: user('old') })
      .plan()
      .step('Eva', 'change'),
  ).toMatchObject({ from: {}, to: {}, links: true });
});
